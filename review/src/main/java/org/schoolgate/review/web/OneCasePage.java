package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.casework.SchoolDays;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.View;
import org.schoolgate.review.web.view.OneCase;
import org.schoolgate.review.web.view.OneIncident.Person;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Who;

/// One case: what speaks against a breach, its incidents, what was done with it, and what can be. The look is recorded before
/// the page is shown.
final class OneCasePage {

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final Supplier<Timetables> timetables;
    private final ForThePerson forThem;
    private final WhoItIs who;
    private final InstantSource clock;

    OneCasePage(Store store, Scopes scopes, Supplier<School> school, Supplier<Timetables> timetables, WhoItIs who,
            InstantSource clock) {
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.timetables = timetables;
        this.forThem = new ForThePerson(store, scopes, timetables);
        this.who = who;
        this.clock = clock;
    }

    void show(Exchange exchange) {
        asked(exchange).ifPresentOrElse(file -> show(exchange, file, Optional.empty(), ""),
                () -> Guard.missing(exchange));
    }

    /// Takes the form that asks who it is.
    void reveal(Exchange exchange) {
        asked(exchange).ifPresentOrElse(file -> who.ask(exchange, who(file)), () -> Guard.missing(exchange));
    }

    /// Shows it, with what is wrong where something is.
    void show(Exchange exchange, CaseFile file, Optional<String> problem, String words) {
        Account reader = exchange.visit().account();
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        store.views().recordCase(reader.id(), now, file.id());
        Who part = who.part(exchange, who(file));
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        List<CaseAct> acts = store.cases().acts(file.id());
        List<Incident> incidents = store.incidents().inCase(scopes.of(reader), file.id());
        CaseClock time = new CaseClock(file, new SchoolDays(timetables.get().school()), times);
        exchange.show("case.jte", "Case " + file.called(), Place.CASES, new OneCase(file.id(),
                "Case " + file.called() + ": " + Wording.inside(file.subject()), lead(file, incidents, called),
                "Printed by " + Wording.called(reader) + ", " + times.moment(now) + ". Confidential.", time.words(),
                time.steps(), forThem.points(acts, incidents, store.accesses().within(scopes.of(reader))),
                incidents.stream().map(one -> line(one, times)).toList(),
                store.victims().in(scopes.victims(reader), file.id()).stream().map(record -> new OneCase.Choice(
                        "/records/" + record.id(), "Record " + record.called(), "")).toList(),
                acts.stream()
                        .map(act -> CaseWords.act(file, act, times.near(act.at()),
                                Wording.who(act.account(), reader.id(), called),
                                called))
                        .toList(),
                part, Rights.has(reader.role(), Right.EXPORT), file.open(), file.destroyedAt().isPresent(),
                file.toldAt().isPresent(),
                ForThePerson.reply(acts).isPresent(), CaseWords.replies(),
                CaseWords.proposal(file, reader, called), file.proposedBy().filter(by -> by == reader.id()).isPresent(),
                file.outcome().map(Outcome::title).orElse(""), kept(file, times), file.hold().isPresent(),
                CaseWords.outcomes(), people(reader, file).stream()
                        .map(account -> new Person(account.id(), Wording.called(account))).toList(),
                seen(file, reader, called, times), problem, words));
    }

    /// Who it is, as far as the reader is shown now; that is recorded.
    Who shown(Exchange exchange, CaseFile file) {
        return who.part(exchange, who(file));
    }

    private WhoItIs.Asked who(CaseFile file) {
        return new WhoItIs.Asked(file.asker(), store.devices().of(file),
                file.about() == About.PUPIL ? "" : "a case about an adult", "/cases/" + file.id(), file.id(),
                file.name());
    }

    private static String lead(CaseFile file, List<Incident> incidents, Map<Long, String> called) {
        return (file.hasNoDevice()
                ? "Opened with a record of bullying online; it is called “" + file.pseudonym() + "” here."
                : Wording.sentence(Wording.count(incidents.size()))
                        + (incidents.size() == 1 ? " incident" : " incidents")
                        + (file.asker() instanceof Asker.Named ? ", of the person “" : ", from the device “")
                        + file.pseudonym()
                        + "”.")
                + " It is about: " + Wording.inside(file.about().title()) + ". "
                + (file.open()
                        ? "It is with " + CaseWords.called(file.givenTo(), called)
                                + (file.proposed().isPresent()
                                        ? "; a decision waits for a second person’s word."
                                        : "; nothing has been decided.")
                        : "It has been decided.");
    }

    private static OneCase.Line line(Incident incident, Times times) {
        return new OneCase.Line("/incidents/" + incident.id(), Needs.number(incident),
                Wording.sentence(times.near(incident.first())), Needs.sentence(incident), incident.grade().name(),
                incident.grade().words());
    }

    private static String kept(CaseFile file, Times times) {
        if (file.destroyedAt().isPresent()) {
            return "What was written, the name and the files were destroyed "
                    + times.near(file.destroyedAt().get()) + ". That the case was, and how it ended, stays.";
        }
        String until = file.destroyOn().map(day -> "What it holds of a person is destroyed on " + times.day(day) + ".")
                .orElse("Nothing of it is destroyed before it is decided.");
        return file.hold().map(why -> "On hold: " + why + " Nothing of it is destroyed, nor any record in it.")
                .orElse(until);
    }

    private List<String> seen(CaseFile file, Account reader, Map<Long, String> called, Times times) {
        Map<Long, List<View>> looks = store.cases().looks(file.id()).stream()
                .filter(view -> view.what() == View.What.CASE_FILE)
                .collect(Collectors.groupingBy(View::account, LinkedHashMap::new, Collectors.toList()));
        Set<String> lines = new LinkedHashSet<>();
        looks.forEach((account, views) -> lines.add((account == reader.id()
                ? "You"
                : called.getOrDefault(account, "An account now gone"))
                + (views.size() == 1 ? ", once, " : ", " + Wording.count(views.size()) + " times, last ")
                + times.near(views.getFirst().at())));
        return new ArrayList<>(lines);
    }

    /// Those who may look at it and do something, but for the reader.
    List<Account> people(Account reader, CaseFile file) {
        return CaseWords.but(reader, store.accounts().all()).stream()
                .filter(account -> Rights.has(account.role(), Right.CASES)
                        && store.cases().find(scopes.cases(account), file.id()).isPresent())
                .toList();
    }

    Optional<CaseFile> asked(Exchange exchange) {
        return exchange.pathNumber("number")
                .flatMap(number -> store.cases().find(scopes.cases(exchange.visit().account()), number));
    }
}
