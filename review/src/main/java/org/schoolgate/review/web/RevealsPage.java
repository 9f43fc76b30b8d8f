package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Reveal;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Showing;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Reveals;
import org.schoolgate.review.web.view.Shown;
import org.schoolgate.review.web.view.Who;

/// What waits for the reader's word, what they may see now, and what others were shown at once.
final class RevealsPage {

    private static final Duration TOLD = Duration.ofDays(28);

    private final Store store;
    private final WhoItIs who;
    private final Supplier<School> school;
    private final InstantSource clock;

    RevealsPage(Store store, WhoItIs who, Supplier<School> school, InstantSource clock) {
        this.store = store;
        this.who = who;
        this.school = school;
        this.clock = clock;
    }

    void showAll(Exchange exchange) {
        Account reader = exchange.visit().account();
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        List<Reveal> waiting = waiting(reader, now);
        boolean told = reader.role() == Role.SAFEGUARDING_LEAD || reader.role() == Role.GOVERNOR
                || reader.role() == Role.CHAIR;
        exchange.show("reveals.jte", "Who it is", Place.REVEALS, new Reveals(waiting.isEmpty()
                ? "Nobody waits for your word"
                : "Others wait for your word",
                waiting.stream().map(one -> new Reveals.Waiting(one.id(),
                        called.getOrDefault(one.askedBy(), "An account now gone") + " asked "
                                + times.near(one.askedAt())
                                + " to be shown who “" + one.pseudonym() + "” is, for " + hours(one.hours()) + ".",
                        one.why())).toList(),
                store.reveals().inForce(reader.id(), now).stream()
                        .map(one -> new Reveals.Line("/reveals/" + one.id(),
                                one.pseudonym() + ", until " + times.time(one.ends())))
                        .toList(),
                told
                        ? store.reveals().atOnce(now.minus(TOLD)).stream()
                                .map(one -> called.getOrDefault(one.askedBy(), "An account now gone") + ", "
                                        + times.near(one.askedAt()))
                                .toList()
                        : List.of(),
                told));
    }

    /// What waits for this reader's word.
    List<Reveal> waiting(Account reader, Instant now) {
        return !Rights.has(reader.role(), Right.AGREE)
                ? List.of()
                : store.reveals().waiting(now).stream().filter(one -> one.askedBy() != reader.id()
                        && !who.isKeptFrom(reader, one.asker())).toList();
    }

    void yes(Exchange exchange) {
        answer(exchange, true);
    }

    void no(Exchange exchange) {
        answer(exchange, false);
    }

    private void answer(Exchange exchange, boolean yes) {
        Account reader = exchange.visit().account();
        Instant now = clock.instant();
        Optional<Reveal> asked = waiting(reader, now).stream().filter(one -> is(exchange, one)).findFirst();
        if (asked.isEmpty() || !store.reveals().answer(asked.get().id(), reader.id(), now, yes)) {
            Guard.missing(exchange);
            return;
        }
        exchange.go("/reveals");
    }

    /// One device, or a person with their devices, for whoever asked or agreed.
    void show(Exchange exchange) {
        Account reader = exchange.visit().account();
        Instant now = clock.instant();
        Optional<Reveal> one = store.reveals().inForce(reader.id(), now).stream().filter(is -> is(exchange, is))
                .findFirst();
        if (one.isEmpty() || !mayStill(reader, one.get())
                || who.isKeptFrom(reader, one.get().asker())) {
            Guard.missing(exchange);
            return;
        }
        Reveal reveal = one.get();
        Times times = new Times(now, school.get().zone());
        List<String> devices = store.devices().of(reveal.asker()).stream().map(IpAddress::toString).toList();
        Optional<String> account = WhoItIs.account(reveal.asker());
        Showing showing = store.reveals().show(reader.id(), reveal.asker(), who.needsTwo(reveal.asker()), now,
                reveal.id(), devices.size() + (account.isPresent() ? 1 : 0));
        boolean shown = showing instanceof Showing.Shown;
        exchange.show("shown.jte", reveal.pseudonym(), Place.REVEALS, new Shown(reveal.pseudonym(),
                new Who(reveal.pseudonym(), shown ? account : Optional.empty(), shown ? devices : List.of(),
                        Optional.empty(), OnFile.of(store, reader, reveal.asker(), shown, times, reveal.id()),
                        shown
                                ? "Shown to you until " + times.time(reveal.ends()) + ". That it was shown is recorded."
                                : "You were shown who it is as often within an hour as anyone may be. It is shown again"
                                        + " later.",
                        false, reveal.byTwo(), "", "")));
    }

    /// Whether what they asked for or agreed to is still theirs to see, in the role that they have now.
    private static boolean mayStill(Account reader, Reveal one) {
        return Rights.has(reader.role(), one.askedBy() != reader.id()
                ? Right.AGREE
                : one.byTwo() ? Right.REVEAL_ADULTS : Right.REVEAL_PUPILS);
    }

    private static boolean is(Exchange exchange, Reveal one) {
        return exchange.http().pathParam("number").equals(Long.toString(one.id()));
    }

    private static String hours(int hours) {
        return hours == 1 ? "one hour" : Wording.count(hours) + " hours";
    }
}
