package org.schoolgate.app.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.policy.Explanation;
import org.schoolgate.filters.policy.Placing;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;

/// An answer and how it came about, for people at a terminal.
final class ExplainedWords {

    private ExplainedWords() {}

    /// What the categories are used for, each use once.
    static List<String> uses(List<Category> about) {
        return about.stream().map(category -> category.use().text()).distinct().toList();
    }

    /// Why the rule that answered was made.
    static Optional<String> because(Explained explained) {
        return explained.own().answered().flatMap(Rule::because);
    }

    /// What goes with the answer, in sentences.
    static List<String> terms(Terms terms) {
        List<String> said = new ArrayList<>();
        terms.asking().ifPresent(asking -> said.add("opens for " + asking.opensFor().toMinutes()
                + " minutes after an answer" + (asking.words() ? " in words" : "")));
        terms.quota().ifPresent(quota -> said.add("at most " + quota.minutes() + " minutes a day"));
        terms.from().ifPresent(from -> said.add("recorded from " + from.times() + " pages within "
                + from.within().toMinutes() + " minutes on"));
        terms.shadow()
                .ifPresent(shadow -> said.add("\"" + shadow.rule() + "\", which is only tried out, would have answered "
                        + shadow.verdict().text()));
        return said;
    }

    private static String seen(Look look) {
        return switch (look) {
            case NEVER -> "the name alone is seen; this is never looked into";
            case NAME -> "of an encrypted page only the name is seen";
            case PAGE -> "only the name is seen; what is closed is told on a page";
            case INSIDE -> "looked into";
        };
    }

    static void tell(PrintWriter out, Explained explained, ZoneId zone) {
        Request request = explained.request();
        Decision decision = explained.decision();
        Explanation explanation = explained.own();
        DateTimeFormatter moment = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", Locale.UK);
        out.println(switch (decision.verdict()) {
            case ALLOW -> "Opened.";
            case FLAG -> "Opened, and noted for a person to look at.";
            case COACH -> "Asked first: \"Is this for work?\"";
            case BLOCK -> "Closed.";
        } + " " + capital(decision.reason().sentence()) + ".");
        out.println();
        row(out, "Asked for", request.target().text()
                + (request.target() instanceof Target.Site ? "  (" + seen(decision.look()) + ")" : ""));
        for (Explained.Inside one : explained.inside()) {
            row(out, "Inside it", one.target().text() + "  (" + one.explanation().decision().verdict().text() + ": "
                    + one.explanation().decision().reason().rule() + ")");
        }
        row(out, "Group", decision.group().title());
        tellPlacing(out, explained.placing());
        row(out, "When", moment.format(request.at().atZone(zone)) + "  (" + explanation.hours().text() + ", by "
                + explanation.whose().words() + ")");
        List<Category> about = explained.about();
        row(out, "About", about.isEmpty()
                ? "no list mentions it"
                : about.stream().map(Category::title).collect(Collectors.joining("; ")));
        if (!about.isEmpty()) {
            row(out, "Mostly used", String.join("; ", uses(about)));
        }
        row(out, "Rule", decision.reason().rule());
        terms(decision.terms()).forEach(line -> row(out, "", line));
        because(explained).ifPresent(reason -> row(out, "Made because", reason));
        decision.reason().clause().ifPresent(clause -> row(out, "The school says",
                "\"" + clause.quote() + "\" (" + clause.source() + ")"));
        for (Listing listing : decision.listings()) {
            row(out, "Listed", listing.entry() + "  in " + listing.list() + ", version " + listing.version() + ", line "
                    + listing.line());
        }
        row(out, "Holds until", decision.holdsUntil().equals(Instant.MAX)
                ? "rules or lists change"
                : moment.format(decision.holdsUntil().atZone(zone)));
        out.println();
        out.println((explained.inside().isEmpty()
                ? "How it came to that"
                : "How it came to the answer on the address itself") + "; the first rule that answers ends it:");
        explanation.steps().forEach(step -> out.printf("  %-16s %-34s %s%n", step.rule().tier().text(),
                step.rule().name(), switch (step.outcome()) {
                    case OTHER_SUBJECT -> "about something else";
                    case OTHER_HOURS -> "at other hours";
                    case OTHER_DATES -> "at other dates";
                    case OTHER_PEOPLE -> "for other people, groups or devices";
                    case SHADOW -> "would have answered " + step.rule().verdict().text() + ", but is only tried out";
                    case ANSWERED -> "answered";
                }));
        if (explanation.answered().isEmpty()) {
            out.printf("  %-16s %-34s %s%n", "default", decision.group().name(), "what holds for everything else");
        }
    }

    /// What spoke for a group; the first of it won.
    private static void tellPlacing(PrintWriter out, Placing placing) {
        boolean won = true;
        for (Placing.Claim claim : placing.claims()) {
            row(out, "", switch (claim.by()) {
                case PLACED -> "as was said";
                case ACCOUNT -> "for " + claim.what() + " is one of its accounts";
                case DIRECTORY -> "for the directory’s group " + claim.what() + " is in it";
                case NETWORK -> "for " + claim.what() + " is its network";
            } + (won ? "" : "; that would be " + claim.group().title() + ", and comes after what stands above"));
            won = false;
        }
        if (placing.claims().isEmpty()) {
            row(out, "", "for no account, group of the directory or network says otherwise");
        }
    }

    private static void row(PrintWriter out, String label, String value) {
        out.printf("  %-16s %s%n", label, value);
    }

    private static String capital(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
