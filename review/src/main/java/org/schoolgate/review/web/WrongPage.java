package org.schoolgate.review.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.review.ListEdits.Outcome;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.plea.Decided;
import org.schoolgate.review.plea.Said;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Plea;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.OneCase.Choice;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Wrong;
import org.schoolgate.review.web.view.Wrong.Typed;

/// What people say of closed sites: a queue with a clock, the decision, and what was decided before. It shows nobody who said it.
final class WrongPage {

    private static final String PAGE = "/lists/wrong";
    private static final int LONGEST = 400;
    private static final String BY_DIGEST = "A list has a digest of it, and nobody can tell from that which of the site’s pages is"
            + " listed. Ask for its address, and write it on the page Lists with “@@” before it; then keep this closed, with an"
            + " answer that says so.";
    private static final Typed FRESH = new Typed("", "", "", "", false);

    private final Store store;
    private final ReviewSettings settings;
    private final WrongQueue queue;
    private final WrongLedger ledger;

    WrongPage(Store store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
        this.queue = new WrongQueue(store, settings);
        this.ledger = new WrongLedger(store, settings);
    }

    List<Route> routes() {
        Route.Who reading = Route.Who.having(Right.WRONG);
        Route.Who second = new Route.Who(false,
                role -> Rights.has(role, Right.WRONG) && Rights.has(role, Right.SECOND_OVERRIDES));
        return List.of(Route.get(PAGE, reading, this::show),
                Route.post(PAGE + "/{number}", reading, this::decide),
                Route.post(PAGE + "/{number}/yes", second, exchange -> second(exchange, true)),
                Route.post(PAGE + "/{number}/no", second, exchange -> second(exchange, false)));
    }

    private void show(Exchange exchange) {
        if (exchange.http().queryParam("all") == null) {
            show(exchange, Optional.empty(), "", FRESH);
        } else {
            ledger.show(exchange, term());
        }
    }

    /// @param reference where `typed` stands
    private void show(Exchange exchange, Optional<String> problem, String reference, Typed typed) {
        List<Wrong.Site> sites = queue.sites(exchange.visit().account(), reference, typed);
        Dates term = term();
        exchange.show("wrong.jte", "Wrongly closed", Place.WRONG, new Wrong(
                sites.isEmpty()
                        ? "Nothing waits"
                        : Wording.sentence(Wording.count(sites.size()))
                                + (sites.size() == 1 ? " site waits" : " sites wait"),
                ledger.counts(term).sentence("This term"), categories(), problem, sites));
    }

    private List<Choice> categories() {
        return Stream.concat(Stream.of(new Choice("", "Choose one", "")), settings.categories().get().all().stream()
                .filter(category -> !category.sealed())
                .map(category -> new Choice(category.slug(), category.title(), ""))).toList();
    }

    // ---- deciding ----------------------------------------------------------------------------------------------------

    private void decide(Exchange exchange) {
        Optional<Plea> found = store.pleas().find(exchange.http().pathParam("number"))
                .filter(plea -> plea.state() == Plea.State.WAITING);
        if (found.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Plea plea = found.get();
        Typed typed = new Typed(exchange.form("do"), exchange.form("to"),
                CaseWords.oneLine(exchange.text("answer", LONGEST)), CaseWords.oneLine(exchange.text("why", LONGEST)),
                true);
        Optional<Category> to = settings.categories().get().find(typed.to()).filter(one -> !one.sealed());
        Optional<String> problem = typed.answer().isEmpty()
                ? Optional.of("Write an answer. Whoever asked reads it.")
                : typed.choice().equals("move") && to.isEmpty()
                        ? Optional.of("Choose the category that the site belongs to.")
                        : List.of("open", "move", "keep").contains(typed.choice())
                                ? Optional.empty()
                                : Optional.of("Choose what becomes of the site.");
        if (problem.isPresent()) {
            refuse(exchange, problem.get(), plea, typed);
            return;
        }
        if (!typed.choice().equals("keep") && isByDigest(plea.said())) {
            refuse(exchange, BY_DIGEST, plea, typed);
            return;
        }
        Account reader = exchange.visit().account();
        String why = "A plea, " + plea.reference() + (typed.why().isEmpty() ? "" : ": " + typed.why());
        Decided decided = new Decided(switch (typed.choice()) {
            case "open" -> Decided.Outcome.OPENED;
            case "move" -> Decided.Outcome.RECATEGORISED;
            default -> Decided.Outcome.KEPT;
        }, to.filter(_ -> typed.choice().equals("move")).map(Category::title).orElse(""), typed.answer(), typed.why());
        Outcome outcome = switch (decided.outcome()) {
            case OPENED -> settings.edits().open(entry(plea.said()), single(plea.said()), reader.displayName(), why);
            case RECATEGORISED -> settings.edits().recategorise(entry(plea.said()),
                    plea.said().entries().stream().map(Said.Entry::category).findFirst().orElse(""),
                    to.orElseThrow().slug(), reader.displayName(), why);
            case KEPT -> new Outcome.InForce();
        };
        Instant now = settings.clock().instant();
        switch (outcome) {
            case Outcome.InForce() -> store.pleas().decide(plea, reader.id(), now, decided, Optional.empty());
            case Outcome.NeedsSecondPerson(long number) -> {
                store.pleas().decide(plea, reader.id(), now, decided, Optional.of(number));
                store.outbox().add(queue.told(reader, now));
            }
            case Outcome.Refused(String sentence) -> {
                refuse(exchange, sentence, plea, typed);
                return;
            }
        }
        exchange.go(PAGE);
    }

    /// The category that closed it; empty where several did, so that it is taken out of each.
    private static Optional<String> single(Said said) {
        List<String> categories = said.entries().stream().map(Said.Entry::category).distinct().toList();
        return categories.size() == 1 ? Optional.of(categories.getFirst()) : Optional.empty();
    }

    private static boolean isByDigest(Said said) {
        return said.entries().stream().anyMatch(entry -> entry.entry().equals(Listing.BY_DIGEST));
    }

    /// What is changed: the site, or the entry where it is about a path of the site alone.
    private static String entry(Said said) {
        return said.entries().stream().map(Said.Entry::entry)
                .filter(entry -> entry.startsWith(said.site() + "/")).findFirst().orElse(said.site());
    }

    private void refuse(Exchange exchange, String problem, Plea plea, Typed typed) {
        exchange.http().status(422);
        show(exchange, Optional.of(problem), plea.reference(), typed);
    }

    private void second(Exchange exchange, boolean yes) {
        Account reader = exchange.visit().account();
        Optional<Plea> found = store.pleas().find(exchange.http().pathParam("number"))
                .filter(plea -> queue.maySecond(plea, reader));
        if (found.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Plea plea = found.get();
        String words = CaseWords.oneLine(exchange.text("why", LONGEST));
        Instant now = settings.clock().instant();
        Outcome outcome = settings.edits().second(plea.change().orElseThrow(), yes, reader.displayName(), words);
        if (yes && outcome instanceof Outcome.InForce) {
            store.pleas().agree(plea, reader.id(), now, words);
        } else {
            store.pleas().decline(plea, reader.id(), now, words);
        }
        if (yes && outcome instanceof Outcome.Refused(String sentence)) {
            refuse(exchange, sentence, plea, FRESH);
            return;
        }
        exchange.go(PAGE);
    }

    /// The term that is on, or was last; without terms in the policy, the last thirteen weeks.
    private Dates term() {
        Times times = new Times(settings.clock().instant(), zone());
        return settings.timetable().get().terms().stream().filter(one -> !one.first().isAfter(times.today()))
                .reduce((one, other) -> one.first().isAfter(other.first()) ? one : other)
                .orElse(new Dates(times.today().minusWeeks(13), times.today()));
    }

    private ZoneId zone() {
        return settings.school().get().zone();
    }
}
