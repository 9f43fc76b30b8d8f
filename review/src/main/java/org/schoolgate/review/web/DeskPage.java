package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.casework.SchoolDays;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.web.view.Desk;
import org.schoolgate.review.web.view.Place;

/// Where whoever signs in begins: what needs them now, before anything else; or why nothing can be believed to. Those who
/// read no records are led to what is there for them.
final class DeskPage {

    private static final int MOST = 20;

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final Supplier<Timetable> timetable;
    private final Supplier<SystemStatus> system;
    private final MessagesUpkeep messages;
    private final RevealsPage reveals;
    private final DecisionsPage decisions;
    private final OverridesPage overrides;
    private final InstantSource clock;

    DeskPage(Store store, Scopes scopes, ReviewSettings settings, RevealsPage reveals,
            DecisionsPage decisions, OverridesPage overrides) {
        this.overrides = overrides;
        this.decisions = decisions;
        this.reveals = reveals;
        this.store = store;
        this.scopes = scopes;
        this.school = settings.school();
        this.timetable = settings.timetable();
        this.system = settings.system();
        this.messages = new MessagesUpkeep(store.outbox(), settings);
        this.clock = settings.clock();
    }

    void show(Exchange exchange) {
        Account reader = exchange.visit().account();
        if (!Rights.reads(reader.role())) {
            exchange.go(Rights.has(reader.role(), Right.SYSTEM) ? "/system" : "/counts");
            return;
        }
        if (!Rights.has(reader.role(), Right.ADDRESSES)) {
            exchange.go("/flagged");
            return;
        }
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        SchoolDays days = new SchoolDays(timetable.get());
        Scope scope = scopes.of(reader);
        ScopedAccesses accesses = store.accesses().within(scope);
        List<Incident> queue = store.incidents().queue(scope, MOST);
        long waiting = store.incidents().waiting(scope);
        long today = accesses.countsByDay(on(times.today()), 1).stream().mapToLong(day -> day.accesses()).sum();
        store.views().recordList(reader.id(), now);
        exchange.show("desk.jte", "Your desk", Place.DESK, new Desk(times.moment(now), heading(queue, waiting),
                lead(waiting, queue, today), "Printed by " + Wording.called(reader) + ", " + times.moment(now)
                        + ". Confidential.",
                reveals.waiting(reader, now).size(), decisions.waiting(reader).size(),
                overrides.waiting(reader, now).size(), messages.tooLong(now, times),
                SeenBefore.of(store, accesses, reader, times),
                queue.isEmpty() ? Optional.of(Reassurance.of(system.get(), accesses, times)) : Optional.empty(),
                queue.stream().map(incident -> Needs.of(incident, times, days)).toList(),
                waiting > queue.size()
                        ? "Of " + Wording.digits(waiting)
                                + " that wait, these are the first. The others follow as these"
                                + " are closed."
                        : ""));
    }

    private static AccessFilter on(LocalDate day) {
        return new AccessFilter(Optional.of(day), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    private static String heading(List<Incident> queue, long waiting) {
        long now = queue.stream().filter(incident -> incident.severity() == Severity.URGENT).count();
        if (now > 0) {
            return Wording.sentence(Wording.count(now)) + (now == 1 ? " thing needs" : " things need") + " you now";
        }
        return waiting == 0
                ? "Nothing needs you"
                : Wording.sentence(Wording.count(waiting)) + (waiting == 1 ? " incident can" : " incidents can")
                        + " wait a little";
    }

    private static String lead(long waiting, List<Incident> queue, long today) {
        long now = queue.stream().filter(incident -> incident.severity() == Severity.URGENT).count();
        String rest = now > 0 && waiting > now
                ? Wording.sentence(Wording.count(waiting - now)) + " more can wait a little. "
                : "";
        return rest + (today == 0
                ? "Nothing has been flagged today."
                : Wording.sentence(Wording.count(today)) + (today == 1 ? " access was" : " accesses were")
                        + " flagged today; most flagged accesses are made by pages, and need nobody.");
    }
}
