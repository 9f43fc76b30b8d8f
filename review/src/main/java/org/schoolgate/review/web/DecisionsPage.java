package org.schoolgate.review.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.casework.Reply;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Access.Point;
import org.schoolgate.review.web.view.Decisions;
import org.schoolgate.review.web.view.Place;

/// The decisions that wait for a second person's word: what is proposed, why, and what speaks for the person. Whom it is about
/// shows here to nobody, and a governor reads no addresses. Each case on it is a look.
final class DecisionsPage {

    private static final int MOST = 20;
    private static final int LONGEST = 4_000;

    private final Store store;
    private final Scopes scopes;
    private final ReviewSettings settings;
    private final ForThePerson forThem;

    DecisionsPage(Store store, Scopes scopes, ReviewSettings settings) {
        this.store = store;
        this.scopes = scopes;
        this.settings = settings;
        this.forThem = new ForThePerson(store, scopes, settings.timetables());
    }

    /// What waits for this reader's word: never what they proposed, or what is about them.
    List<CaseFile> waiting(Account reader) {
        return scopes.seconds(reader).stream().flatMap(scope -> store.cases().proposed(scope, MOST).stream())
                .filter(file -> file.proposedBy().filter(by -> by != reader.id()).isPresent()
                        && !store.cases().isAbout(file.asker(), reader.id()))
                .limit(MOST).toList();
    }

    void show(Exchange exchange) {
        show(exchange, Optional.empty());
    }

    private void show(Exchange exchange, Optional<String> problem) {
        Account reader = exchange.visit().account();
        Instant now = settings.clock().instant();
        Times times = new Times(now, settings.school().get().zone());
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        List<CaseFile> waiting = waiting(reader);
        waiting.forEach(file -> store.views().recordCase(reader.id(), now, file.id()));
        exchange.show("decisions.jte", "Decisions", Place.DECISIONS, new Decisions(waiting.isEmpty()
                ? "No decision waits for your word"
                : "Decisions wait for your word",
                waiting.stream().map(file -> line(file, reader, called, times)).toList(), problem));
    }

    private Decisions.Waiting line(CaseFile file, Account reader, Map<Long, String> called, Times times) {
        List<CaseAct> acts = store.cases().acts(file.id());
        CaseAct proposed = acts.stream().filter(act -> act.kind() == CaseAct.Kind.PROPOSED)
                .reduce((_, later) -> later).orElseThrow();
        List<Incident> incidents = store.incidents().inCase(Scope.ALL, file.id());
        // What the gateway saw may name sites, which are not for everyone; the person's own words come first and whole.
        Stream<String> points = forThem.points(acts, incidents, store.accesses().within(Scope.ALL)).stream()
                .map(point -> isReply(point) ? point.heading() + " " + point.words() : point.heading());
        return new Decisions.Waiting(file.id(),
                store.cases().find(scopes.cases(reader), file.id()).isPresent() ? "/cases/" + file.id() : "",
                "Case " + file.called() + ": " + Wording.inside(file.subject()) + ". "
                        + file.about().title() + ", “" + file.pseudonym() + "”",
                Wording.sentence(CaseWords.called(file.proposedBy(), called)) + " proposed "
                        + times.near(proposed.at()) + ": “" + file.proposed().map(Outcome::title).orElse("") + "”.",
                proposed.words().substring(proposed.words().indexOf(' ') + 1), points.toList(),
                incidents.stream().map(Needs::sentence).toList());
    }

    private static boolean isReply(Point point) {
        return Stream.of(Reply.Kind.values()).anyMatch(kind -> point.heading().startsWith(kind.title()));
    }

    void yes(Exchange exchange) {
        answer(exchange, true);
    }

    void no(Exchange exchange) {
        answer(exchange, false);
    }

    private void answer(Exchange exchange, boolean yes) {
        Account reader = exchange.visit().account();
        Optional<CaseFile> asked = exchange.pathNumber("number").flatMap(number -> waiting(reader).stream()
                .filter(file -> file.id() == number).findFirst());
        if (asked.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        String words = CaseWords.clean(exchange.text("words", LONGEST + 1));
        if (words.isEmpty() || words.length() > LONGEST) {
            exchange.http().status(422);
            show(exchange, Optional.of("Say why, in at most 4,000 characters. It stands in the case."));
            return;
        }
        Instant now = settings.clock().instant();
        boolean done = yes
                ? store.cases().decisions().agree(asked.get().id(), reader.id(), now,
                        LocalDate.ofInstant(now, settings.school().get().zone()), words)
                : store.cases().decisions().decline(asked.get().id(), reader.id(), now, words);
        if (!done) {
            Guard.missing(exchange);
            return;
        }
        exchange.go("/decisions");
    }
}
