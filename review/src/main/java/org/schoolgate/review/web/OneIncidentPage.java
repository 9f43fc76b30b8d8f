package org.schoolgate.review.web;

import org.schoolgate.review.incident.Declared;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.review.casework.SchoolDays;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.IncidentAct;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.OneIncident;
import org.schoolgate.review.web.view.OneIncident.Act;
import org.schoolgate.review.web.view.OneIncident.Count;
import org.schoolgate.review.web.view.OneIncident.Person;
import org.schoolgate.review.web.view.Place;

/// One incident, and what can be done with it. The look is recorded before the page is shown. Whoever closes one is led to
/// the next that waits, so that a queue is gone through without the way back.
final class OneIncidentPage {

    private static final int MOST = 300;
    private static final int LONGEST = 4_000;

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final Supplier<Timetables> timetables;
    private final WhoItIs who;
    private final InstantSource clock;

    OneIncidentPage(Store store, Scopes scopes, Supplier<School> school, Supplier<Timetables> timetables,
            WhoItIs who, InstantSource clock) {
        this.who = who;
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.timetables = timetables;
        this.clock = clock;
    }

    void show(Exchange exchange) {
        asked(exchange).ifPresentOrElse(incident -> show(exchange, incident, Optional.empty(), ""),
                () -> Guard.missing(exchange));
    }

    /// Takes the form that asks who it is.
    void reveal(Exchange exchange) {
        asked(exchange).ifPresentOrElse(incident -> who.ask(exchange, who(incident)), () -> Guard.missing(exchange));
    }

    private WhoItIs.Asked who(Incident incident) {
        return new WhoItIs.Asked(incident.asker(), store.devices().of(incident), incident.group(),
                "/incidents/" + incident.id(), incident.id(), Optional.empty());
    }

    void note(Exchange exchange) {
        act(exchange, "note", "Write what is to be kept, in at most 4,000 characters.", (incident, words) -> {
            store.incidents().note(incident.id(), reader(exchange).id(), clock.instant(), words);
            exchange.go("/incidents/" + incident.id() + "#notes");
        });
    }

    void close(Exchange exchange) {
        act(exchange, "why", "Say in a few words why it can be closed.", (incident, words) -> {
            store.incidents().setOpen(incident.id(), reader(exchange).id(), clock.instant(), false, words);
            exchange.go(store.incidents().queue(scopes.of(reader(exchange)), 1).stream().findFirst()
                    .map(next -> "/incidents/" + next.id()).orElse("/"));
        });
    }

    void open(Exchange exchange) {
        act(exchange, "why", "Say in a few words why it is opened again.", (incident, words) -> {
            store.incidents().setOpen(incident.id(), reader(exchange).id(), clock.instant(), true, words);
            exchange.go("/incidents/" + incident.id());
        });
    }

    void give(Exchange exchange) {
        Optional<Incident> incident = asked(exchange);
        if (incident.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Optional<Account> to = people(exchange, incident.get()).stream()
                .filter(account -> exchange.form("to").equals(Long.toString(account.id()))).findFirst();
        if (to.isEmpty()) {
            exchange.http().status(422);
            show(exchange, incident.get(), Optional.of("Choose somebody who may look at it."), "");
            return;
        }
        store.incidents().give(incident.get().id(), reader(exchange).id(), clock.instant(), to.get().id());
        exchange.go("/incidents/" + incident.get().id() + "#notes");
    }

    /// What is done with the words of a form.
    private interface Deed {
        void with(Incident incident, String words);
    }

    private void act(Exchange exchange, String field, String objection, Deed deed) {
        Optional<Incident> incident = asked(exchange);
        if (incident.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        String words = exchange.text(field, LONGEST + 1).strip();
        if (words.isEmpty() || words.length() > LONGEST) {
            exchange.http().status(422);
            show(exchange, incident.get(), Optional.of(objection), words);
        } else {
            deed.with(incident.get(), words);
        }
    }

    private void show(Exchange exchange, Incident incident, Optional<String> problem, String words) {
        Account reader = reader(exchange);
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        store.incidents().look(incident.id(), reader.id(), now);
        List<GatheredAccess> accesses = store.incidents().accesses(incident.id(), MOST);
        ScopedAccesses scoped = store.accesses().within(scopes.of(reader));
        boolean pupils = scopes.isPupils(incident.group());
        Declared declared = declared(accesses);
        exchange.show("incident.jte", "Incident " + Needs.number(incident), Place.INCIDENTS, new OneIncident(
                incident.id(), Needs.of(incident, times, new SchoolDays(timetables.get().school())),
                "Incident " + Needs.number(incident) + ": " + Wording.inside(incident.subject()),
                "Printed by " + Wording.called(reader) + ", " + times.moment(now) + ". Confidential.",
                Annotated.before(store.annotations().ofIncident(incident.id(), Annotated.MOST), school.get().zone(),
                        IncidentsAgainst.of(incident, accesses, scoped::since, new HoursOf(timetables.get()), pupils,
                                access -> OnFile.declared(declared, access, times))),
                remains(incident, times), counts(accesses), Spell.of(accesses, times),
                accesses.size() < MOST ? "" : "Only the first " + Wording.digits(MOST) + " are shown.",
                acts(incident, reader, times), Rights.has(reader.role(), Right.REVIEW),
                Rights.has(reader.role(), Right.EXPORT), incident.open(),
                people(exchange, incident).stream()
                        .map(account -> new Person(account.id(), Wording.called(account))).toList(),
                who.part(exchange, who(incident)), CasesOf.incident(store, scopes.cases(reader), incident,
                        Rights.has(reader.role(), Right.CASES)),
                problem, words));
    }

    private Declared declared(List<GatheredAccess> accesses) {
        return Declared.of(store, accesses.stream().map(GatheredAccess::access).toList());
    }

    private static String remains(Incident incident, Times times) {
        String when = incident.first().equals(incident.last())
                ? times.near(incident.first())
                : "between " + times.clock(incident.first()) + " and " + times.clock(incident.last());
        return incident.byHand() == 0
                ? "Nothing that looks as if by hand. It waits here because the school wants to hear at once of whatever is"
                        + " about “" + incident.subject() + "”, however it came about."
                : Wording.sentence(Wording.count(incident.byHand()))
                        + (incident.byHand() == 1 ? " request" : " requests") + " about “" + incident.subject()
                        + "”, by hand, " + when + ", from a device in the group “" + incident.groupTitle() + "”.";
    }

    private static List<Count> counts(List<GatheredAccess> accesses) {
        Map<Grade, Long> counts = accesses.stream()
                .collect(Collectors.groupingBy(GatheredAccess::grade, Collectors.counting()));
        return Arrays.stream(Grade.values()).filter(counts::containsKey)
                .map(grade -> new Count(grade.name(), grade.words(),
                        Wording.digits(counts.getOrDefault(grade, 0L)), grade.countsForAPerson()))
                .toList();
    }

    private List<Act> acts(Incident incident, Account reader, Times times) {
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        List<Act> acts = new ArrayList<>();
        for (IncidentAct act : store.incidents().acts(incident.id())) {
            String who = Wording.who(act.account(), reader.id(), called);
            String what = switch (act.kind()) {
                case LOOKED -> " looked at it first";
                case NOTED -> " wrote";
                case GAVE -> " gave it to "
                        + (act.words().equals(Long.toString(reader.id()))
                                ? "you"
                                : called.getOrDefault(Long.parseLong(act.words()), "an account now gone"));
                case CLOSED -> " closed it";
                case OPENED -> " opened it again";
            };
            acts.add(new Act(Wording.sentence(times.near(act.at())) + ": " + who + what + ".",
                    act.kind() == IncidentAct.Kind.GAVE ? "" : act.words()));
        }
        return acts;
    }

    /// Those who may look at it and do something, but for the reader.
    private List<Account> people(Exchange exchange, Incident incident) {
        return store.accounts().all().stream()
                .filter(account -> account.id() != reader(exchange).id()
                        && Rights.has(account.role(), Right.REVIEW)
                        && store.incidents().find(scopes.of(account), incident.id()).isPresent())
                .toList();
    }

    private Optional<Incident> asked(Exchange exchange) {
        Scope scope = scopes.of(reader(exchange));
        return exchange.pathNumber("number").flatMap(number -> store.incidents().find(scope, number));
    }

    private static Account reader(Exchange exchange) {
        return exchange.visit().account();
    }
}
