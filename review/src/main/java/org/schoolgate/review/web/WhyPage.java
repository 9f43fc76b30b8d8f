package org.schoolgate.review.web;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.Why;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Reasons;
import org.schoolgate.review.web.view.Reasons.Choice;
import org.schoolgate.review.web.view.Reasons.Form;
import org.schoolgate.review.web.view.Reasons.Other;

/// Why? Of any address, group and moment whoever is signed in may ask; of whoever a record is of, those who read the record. To ask
/// changes nothing. A look at a record is a look, and noted before anything of it is shown.
final class WhyPage {

    private static final String PATH = "/why";

    /// What is wrong with a question.
    private static final class Unclear extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message);
        }
    }

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final Why why;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    WhyPage(Store store, Scopes scopes, Supplier<School> school, Why why, InstantSource clock) {
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.why = why;
        this.clock = clock;
    }

    /// Answers for a group.
    void show(Exchange exchange) {
        String address = exchange.query("address").strip();
        if (isReference(address) && mayRead(exchange)) {
            List<RecordedAccess> found = scoped(exchange).findByReference(address);
            exchange.go(found.size() == 1
                    ? "/access/" + found.getFirst().number() + PATH
                    : "/find?reference=" + address.replaceAll("[^0-9A-Za-z-]", ""));
            return;
        }
        Times times = times();
        List<Group> groups = why.groups();
        Group group = groups.stream().filter(one -> one.name().equals(exchange.query("group"))).findFirst()
                .orElse(groups.getFirst());
        Form form = form(exchange, PATH, groups.stream()
                .map(one -> new Choice(one.name(), one.title(), one.equals(group))).toList(), "", times);
        answer(exchange, "Why?",
                "Ask what the gateway would answer, and see each step that it takes. Asking changes nothing and counts as no"
                        + " visit.",
                Optional.empty(), form, Client.at(IpAddress.ofV4(0)).in(group), times);
    }

    /// Answers for whoever a record is of: as it was, or what they would be answered now, at another moment or to another address.
    void ofRecord(Exchange exchange) {
        Optional<RecordedAccess> asked = exchange.pathNumber("number").flatMap(scoped(exchange)::find);
        if (asked.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        RecordedAccess access = asked.get();
        store.views().recordAccess(exchange.visit().account().id(), clock.instant(), access.number());
        Times times = times();
        String path = "/access/" + access.number() + PATH;
        Form form = form(exchange, path, List.of(), access.asked().map(Target::text).orElse(""), times);
        Optional<Reasons.Recorded> record = Optional
                .of(new Reasons.Recorded(access.reference(), "/access/" + access.number()));
        String heading = "Why? " + access.reference();
        if (!exchange.query("address").isBlank()) {
            answer(exchange, heading, "What the rules in force would answer to whoever this record is of.", record,
                    form,
                    access.asking(), times);
            return;
        }
        String lead = "How the gateway came to its answer, by the rules and lists of then.";
        exchange.show("why.jte", heading, Place.FLAGGED, switch (why.then(access, store.texts()::find)) {
            case Why.Then.Known(Explained explained) -> new Reasons(heading, lead, record, form, "",
                    "The record says: " + Wording.answer(access.verdict()) + ", as "
                            + Wording.inside(access.ruleTitle())
                            + ".",
                    Optional.of(Answers.of(explained, "The answer, by the rules of then", times, access.sealed(),
                            List.of())));
            case Why.Then.Unknown(String reason) -> new Reasons(heading, lead, record, form, "",
                    "The way to this answer cannot be shown, because " + reason + ". The record itself says: "
                            + Wording.answer(access.verdict()) + ", as " + Wording.inside(access.ruleTitle()) + ".",
                    Optional.empty());
        });
    }

    private void answer(Exchange exchange, String heading, String lead, Optional<Reasons.Recorded> record, Form form,
            Client client, Times times) {
        Place place = record.isPresent() ? Place.FLAGGED : Place.WHY;
        if (exchange.query("address").isBlank()) {
            exchange.show("why.jte", heading, place,
                    new Reasons(heading, lead, record, form, "", "", Optional.empty()));
            return;
        }
        Reasons shown;
        try {
            Request asked = new Request(new TraceId(random.nextLong()), client, target(form.address()),
                    moment(form, times));
            Explained explained = why.now(asked);
            shown = new Reasons(heading, lead, record, form, "", "", Optional.of(Answers.of(explained,
                    "The answer, by the rules in force", times, false,
                    others(asked, explained, record.isEmpty(), times))));
        } catch (Unclear unclear) {
            exchange.http().status(422);
            shown = new Reasons(heading, lead, record, form, String.valueOf(unclear.getMessage()), "",
                    Optional.empty());
        }
        exchange.show("why.jte", heading, place, shown);
    }

    /// The same when this answer ends, and for each other group where a group asks.
    ///
    /// @param byGroup whether it is asked for a group, and for nobody's record
    private List<Other> others(Request asked, Explained explained, boolean byGroup, Times times) {
        List<Other> others = new ArrayList<>();
        Instant end = explained.decision().holdsUntil();
        if (!end.equals(Instant.MAX)) {
            others.add(other("it were " + times.moment(end),
                    why.now(new Request(asked.trace(), asked.client(), asked.target(), end))));
        }
        if (byGroup) {
            why.groups().stream().filter(group -> !asked.client().group().equals(Optional.of(group)))
                    .forEach(group -> others
                            .add(other("“" + group.title() + "” asked", why.now(new Request(asked.trace(),
                                    asked.client().in(group), asked.target(), asked.at())))));
        }
        return others;
    }

    private static Other other(String circumstance, Explained then) {
        return new Other(circumstance, Answers.verdict(then.decision().verdict()), Answers.rule(then.decision()));
    }

    private Form form(Exchange exchange, String path, List<Choice> groups, String instead, Times times) {
        String address = exchange.query("address").strip();
        String day = exchange.query("day");
        String time = exchange.query("time");
        return new Form(path, groups, address.isEmpty() ? instead : address,
                day.isEmpty() ? times.today().toString() : day, time.isEmpty() ? times.time(times.now()) : time);
    }

    private static Target target(String typed) {
        if (isReference(typed)) {
            throw new Unclear(
                    "References lead to records, and your role reads none. Ask with the address instead, such as"
                            + " www.example.org/page.");
        }
        return Target.Page.typed(typed).orElseThrow(() -> new Unclear(
                "“" + typed
                        + "” is no address that a browser could open. Write one like www.example.org/page, or"
                        + " copy it from a browser."));
    }

    private static Instant moment(Form form, Times times) {
        try {
            return LocalDate.parse(form.day()).atTime(LocalTime.parse(form.time())).atZone(times.zone()).toInstant();
        } catch (DateTimeException unreadable) {
            throw new Unclear("Choose a day, as 2026-11-24, and a time, as 10:20.");
        }
    }

    /// Whether it is spelled like what stands on pages: `M7QK-4TZP`.
    private static boolean isReference(String text) {
        return text.matches("[0-9A-Za-z]{4}-[0-9A-Za-z]{4}");
    }

    private static boolean mayRead(Exchange exchange) {
        return Route.Who.READING_ADDRESSES.may().test(exchange.visit().account().role());
    }

    private ScopedAccesses scoped(Exchange exchange) {
        return store.accesses().within(scopes.of(exchange.visit().account()));
    }

    private Times times() {
        return new Times(clock.instant(), school.get().zone());
    }
}
