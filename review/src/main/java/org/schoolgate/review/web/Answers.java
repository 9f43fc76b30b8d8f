package org.schoolgate.review.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.web.view.Reasons.Answer;
import org.schoolgate.review.web.view.Reasons.Entry;
import org.schoolgate.review.web.view.Reasons.Fact;
import org.schoolgate.review.web.view.Reasons.Other;

/// Puts an answer and its reasons into words.
final class Answers {

    private Answers() {}

    /// @param by which rules answer
    /// @param sealed whether the address stands in no record, and only its categories were asked about
    /// @param others what would be answered otherwise
    static Answer of(Explained explained, String by, Times times, boolean sealed, List<Other> others) {
        Decision decision = explained.decision();
        return new Answer(by, verdict(decision.verdict()),
                Wording.sentence(decision.reason().sentence()) + ". " + holds(decision, times), terms(explained),
                decision.reason().clause(), facts(explained, times, sealed), Steps.of(explained, times), others,
                entries(decision), "Rules and lists: version " + decision.snapshot() + ".");
    }

    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> "Opened";
            case FLAG -> "Opened, and noted for a person to look at";
            case COACH -> "Asked first: “Is this for work?”";
            case BLOCK -> "Closed";
        };
    }

    /// The rule, as a page of it is called; of what no rule speaks, the reason.
    static String rule(Decision decision) {
        return Wording.sentence(decision.reason().sentence());
    }

    private static String holds(Decision decision, Times times) {
        return decision.holdsUntil().equals(Instant.MAX)
                ? "That holds until rules or lists change."
                : "That holds until " + times.moment(decision.holdsUntil()) + ".";
    }

    private static List<Fact> facts(Explained explained, Times times, boolean sealed) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Asked for", sealed
                ? "The address is sealed. What the lists say of it is known, and was asked about"
                : explained.request().target().text() + seen(explained)));
        explained.inside().forEach(inside -> facts.add(new Fact("Inside it", inside.target().text() + ", "
                + Wording.answer(inside.explanation().decision().verdict()) + ": "
                + inside.explanation().decision().reason().sentence())));
        facts.add(new Fact("When", times.moment(explained.request().at())));
        facts.add(new Fact("Group", explained.decision().group().title()));
        facts.add(new Fact("About", explained.about().isEmpty()
                ? "On no list"
                : explained.about().stream().map(Category::title).collect(Collectors.joining("; "))));
        if (!explained.about().isEmpty()) {
            facts.add(new Fact("Mostly used", explained.about().stream().map(category -> category.use().text())
                    .distinct().collect(Collectors.joining("; "))));
        }
        return facts;
    }

    private static String seen(Explained explained) {
        if (!(explained.request().target() instanceof Target.Site)) {
            return "";
        }
        return switch (explained.decision().look()) {
            case NEVER -> ", by its name alone: this is never looked into";
            case NAME, INSIDE -> ", by its name alone: that is all that shows of it";
            case PAGE -> ", by its name alone; what is closed is told on a page";
        };
    }

    private static List<String> terms(Explained explained) {
        Terms terms = explained.decision().terms();
        List<String> said = new ArrayList<>();
        if (explained.decision().recorded()) {
            said.add("It is recorded.");
        }
        terms.asking().ifPresent(asking -> said.add("After an answer" + (asking.words() ? " in words" : "")
                + " it opens for " + asking.opensFor().toMinutes() + " minutes."));
        terms.quota().ifPresent(quota -> said.add("It is open for at most " + quota.minutes() + " minutes a day."));
        terms.from().ifPresent(from -> said.add("It is recorded from " + from.times() + " pages within "
                + from.within().toMinutes() + " minutes on."));
        terms.shadow().ifPresent(shadow -> said.add("“" + shadow.rule()
                + "”, which is only tried out, would have answered “" + Wording.answer(shadow.verdict()) + "”."));
        explained.own().answered().flatMap(Rule::because)
                .ifPresent(why -> said.add("The rule was made because: " + why));
        return said;
    }

    /// What a list says that is sealed, nobody is shown.
    private static List<Entry> entries(Decision decision) {
        return decision.listings().stream().map(listing -> new Entry(decision.addressSealed() ? "" : listing.entry(),
                listing.category().title(), from(listing, decision.addressSealed()))).toList();
    }

    private static String from(Listing listing, boolean sealed) {
        return listing.list() + (listing.version().isEmpty() ? "" : ", version " + listing.version())
                + (sealed || listing.line() == 0 ? "" : ", line " + Wording.digits(listing.line()));
    }
}
