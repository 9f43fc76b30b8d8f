package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Since;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.Today;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.incident.Declared;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.Correction;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedListing;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.View;
import org.schoolgate.review.web.view.Access;
import org.schoolgate.review.web.view.Access.Entry;
import org.schoolgate.review.web.view.Access.Fact;
import org.schoolgate.review.web.view.Access.Point;
import org.schoolgate.review.web.view.Find;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Who;

/// One flagged access with everything known about it, and the way to it from the reference on a block page. The look
/// is recorded before the page is shown; where it cannot be, nothing is shown.
final class OneAccessPage {

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final Today today;
    private final WhoItIs who;
    private final InstantSource clock;

    OneAccessPage(Store store, Scopes scopes, Supplier<School> school, Today today, WhoItIs who,
            InstantSource clock) {
        this.who = who;
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.today = today;
        this.clock = clock;
    }

    /// Takes the form that asks who it is.
    void reveal(Exchange exchange) {
        asked(exchange).ifPresentOrElse(access -> who.ask(exchange, who(access)), () -> Guard.missing(exchange));
    }

    private static WhoItIs.Asked who(RecordedAccess access) {
        return new WhoItIs.Asked(access.asker(), List.of(access.client()), access.group(), "/access/" + access.number(),
                access.number(), Optional.empty());
    }

    private Optional<RecordedAccess> asked(Exchange exchange) {
        return exchange.pathNumber("number").flatMap(number -> scoped(exchange).find(number));
    }

    void show(Exchange exchange) {
        Optional<RecordedAccess> access = asked(exchange);
        if (access.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        Account viewer = exchange.visit().account();
        List<String> seen = seen(access.get(), viewer, times);
        store.views().recordAccess(viewer.id(), now, access.get().number());
        String printed = "Printed by " + Wording.called(viewer) + ", " + times.moment(now) + ". Confidential.";
        exchange.show("access.jte", "Flagged access " + access.get().reference(), Place.FLAGGED,
                view(access.get(), who.part(exchange, who(access.get())), scoped(exchange).since(access.get()), times,
                        printed, seen,
                        Optional.ofNullable(store.accesses().severities(List.of(access.get().number()))
                                .get(access.get().number()))));
    }

    void find(Exchange exchange) {
        String reference = exchange.query("reference").strip();
        List<RecordedAccess> found = reference.isEmpty() ? List.of() : scoped(exchange).findByReference(reference);
        if (found.size() == 1) {
            exchange.go("/access/" + found.getFirst().number());
            return;
        }
        Times times = new Times(clock.instant(), school.get().zone());
        List<Find.Line> lines = found.stream()
                .map(access -> new Find.Line("/access/" + access.number(), "The one made " + times.near(access.at())))
                .toList();
        exchange.show("find.jte", "Find by reference", Place.FLAGGED, answer(reference, lines));
    }

    private ScopedAccesses scoped(Exchange exchange) {
        return store.accesses().within(scopes.of(exchange.visit().account()));
    }

    private static Find answer(String reference, List<Find.Line> lines) {
        if (reference.isEmpty()) {
            return new Find("Find one by its reference",
                    "It stands on the page that the person saw: eight letters and digits, such as M7QK-4TZP.", "",
                    lines);
        }
        if (lines.isEmpty()) {
            return new Find("No record has this reference",
                    "Compare it letter by letter: there is no 0, 1, I or O in it. Pages that were not flagged leave no "
                            + "record here.",
                    reference, lines);
        }
        return new Find("More than one record has this reference",
                "That is chance, and rare. Choose by the time.", reference, lines);
    }

    private Access view(RecordedAccess access, Who part, Since since, Times times, String printed, List<String> seen,
            Optional<Severity> severity) {
        boolean sealed = access.sealed();
        List<Correction> noted = store.corrections().of(access.number());
        List<Point> against = new ArrayList<>();
        Annotated.point(store.annotations().of(List.of(access.number())), school.get().zone()).ifPresent(against::add);
        against.addAll(CorrectedSince.points(access, noted, today, times));
        SpeaksAgainst.said(List.of(access)).ifPresent(against::add);
        OnFile.declared(Declared.of(store, List.of(access)), access, times).ifPresent(against::add);
        against.addAll(SpeaksAgainst.of(access, since));
        String what = access.host().orElse("A sealed address");
        String group = access.groupTitle();
        return new Access(access.number(), what + " was " + Wording.became(access.verdict()),
                "A device in the group “" + group + "” asked for it "
                        + times.near(access.at()) + ".",
                printed, access.certainty().bars(), Wording.sure(access),
                Wording.grade(access.ground().since(since).grade()), HowItCameAbout.grading(access, since),
                HowItCameAbout.around(access), against,
                remains(access, times), BrowsersWords.of(access.signals(), sealed), group,
                access.asker() instanceof Asker.Named, part, access.clause(), access.rule(),
                Wording.sentence(access.ruleTitle()),
                Wording.did(access.verdict(), access.fault()),
                access.listings().stream().map(listing -> entry(listing, access)).toList(),
                access.fault()
                        ? "The filter failed before it could ask the lists."
                        : "No list decided. The rule speaks of sites by name, or of whatever no rule mentions.",
                sealed, access.target().orElse(""), access.at().toString(), times.moment(access.at()),
                Wording.about(access.categories()), Wording.sentence(Wording.answer(access.verdict())),
                access.reference(), facts(access, severity, noted), seen);
    }

    private static String remains(RecordedAccess access, Times times) {
        String about = access.categories().isEmpty()
                ? "for a site that is on no list"
                : "about “" + access.categories().stream().map(CategoryName::title).collect(Collectors.joining("”, “"))
                        + "”";
        return "One request at " + times.clock(access.at()) + ", " + about + ", by a device in the group “"
                + access.groupTitle() + "”. The gateway "
                + Wording.inside(Wording.did(access.verdict(), access.fault()));
    }

    private static Entry entry(RecordedListing listing, RecordedAccess access) {
        String about = access.categories().stream()
                .filter(category -> category.slug().equals(listing.category()))
                .map(CategoryName::title)
                .findFirst().orElse(listing.category());
        String version = listing.version().isEmpty() ? "" : ", version " + listing.version();
        return new Entry(access.sealed() ? "" : listing.entry().orElse(""), about, listing.list() + version,
                access.sealed() || listing.line() == 0 ? "" : Wording.digits(listing.line()));
    }

    private static List<Fact> facts(RecordedAccess access, Optional<Severity> severity, List<Correction> noted) {
        List<Fact> facts = new ArrayList<>();
        severity.ifPresent(how -> facts.add(new Fact("Severity, as policy.yaml said when it was recorded",
                Wording.severity(how), false)));
        facts.add(new Fact("Time, to the thousandth", access.at().toString(), true));
        facts.add(new Fact("How it was asked", switch (access.signals().mode()) {
            case TUNNEL -> "As an encrypted connection: a name and a port were seen";
            case PLAIN -> "As plain HTTP: the whole address was seen; what follows a “?” is not kept";
            case INSPECTED -> "Inside an encrypted connection that the gateway looks into: the whole address was seen;"
                    + " what follows a “?” is not kept";
        }, false));
        facts.add(new Fact("Grade when it was asked", access.grade() + ", by the rule " + access.ground(), false));
        facts.add(new Fact("Graded again just now, from what is stored",
                Ground.of(access.signals(), access.circumstances()).grade() + ", by the rule "
                        + Ground.of(access.signals(), access.circumstances()),
                false));
        if (access.before() > 0) {
            facts.add(new Fact("Pages of theirs before it that left no record, as the rule counts from a number on",
                    Wording.digits(access.before()), true));
        }
        facts.add(new Fact("Method", access.signals().method(), true));
        facts.add(new Fact("Rules and lists", access.snapshot(), true));
        access.basis().ifPresent(basis -> {
            facts.add(new Fact("Policy of then, SHA-256", basis.policy(), true));
            facts.add(new Fact("Lists of then, SHA-256", basis.lists(), true));
        });
        CorrectedSince.by(noted).forEach(by -> facts.add(new Fact("Rules and lists that corrected it", by, true)));
        facts.add(new Fact("Trace", access.trace().toString(), true));
        access.seal().ifPresent(seal -> facts.add(new Fact("Mark of the sealed address", seal, true)));
        return facts;
    }

    /// Who looked before, latest first.
    private List<String> seen(RecordedAccess access, Account viewer, Times times) {
        Map<Long, String> names = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        return store.views().of(access.number()).stream()
                .map(view -> who(view, viewer, names) + ", " + times.near(view.at()))
                .toList();
    }

    private static String who(View view, Account viewer, Map<Long, String> names) {
        return view.account() == viewer.id() ? "You" : names.getOrDefault(view.account(), "An account now gone");
    }
}
