package org.schoolgate.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.review.lists.Effect;
import org.schoolgate.review.lists.Told;
import org.schoolgate.review.lists.Tried;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.store.Corrections.Resting;

/// What another version of a list would have touched, as commands tell it: counts alone, and where a number is not told, nothing in its
/// place.
///
/// @param waits why the version waits, or would wait, for a person
/// @param sites how many different sites the change is about
/// @param resting flagged accesses of the week that rest on what goes, and open cases; empty where the store cannot be read
record EffectTold(String list, String version, long entries, List<String> waits, Told closes, Told opens, int sites,
        Optional<Rests> resting) {

    static final String COUNTS_ONLY = "Counts only, never who.";

    record Rests(Optional<Long> accesses, Optional<Long> cases) {}

    static EffectTold of(Tried tried, Optional<Resting> resting) {
        Effect effect = tried.effect();
        return new EffectTold(tried.list(), tried.version(), tried.entries(), tried.waits(), Told.of(effect.closes()),
                Told.of(effect.opens()), effect.sites(),
                resting.map(rests -> new Rests(large(rests.accesses()), large(rests.cases()))));
    }

    private static Optional<Long> large(long count) {
        return SmallNumbers.isSmall(count) ? Optional.empty() : Optional.of(count);
    }

    /// Tells it to a person.
    void tell(PrintWriter out) {
        out.printf(Locale.UK, "%s, version %s: %,d %s.%n", list, version, entries, entries == 1 ? "entry" : "entries");
        tell(out, closes, opens, sites);
        resting.ifPresent(rests -> out.println(rests.equals(new Rests(Optional.of(0L), Optional.of(0L)))
                ? "No flagged access of these days and no open case rests on what goes."
                : "Flagged accesses of these days that rest on what goes: " + few(rests.accesses())
                        + ". Open cases with such an access: " + few(rests.cases()) + "."));
        out.println(COUNTS_ONLY);
    }

    /// Tells a person what was closed and opened.
    static void tell(PrintWriter out, Told closes, Told opens, int sites) {
        if (isNone(closes) && isNone(opens)) {
            out.println("In the last seven days this would have changed no answer.");
        }
        tell(out, "closed", closes);
        tell(out, "opened", opens);
        if (sites > 1) {
            out.printf(Locale.UK, "It is about %,d different sites.%n", sites);
        }
    }

    private static boolean isNone(Told told) {
        return told.requests().equals(Optional.of(0L));
    }

    private static void tell(PrintWriter out, String did, Told part) {
        if (isNone(part)) {
            return;
        }
        out.println("In the last seven days this would have " + did + " "
                + part.requests().map(EffectTold::digits).orElse("some") + " requests, from "
                + part.people().map(people -> "at least " + digits(people)).orElse("fewer than 5")
                + " people and devices.");
        line(out, "by group", part.byGroup());
        line(out, "by day", part.byDay());
        line(out, "by site", part.bySite());
    }

    private static void line(PrintWriter out, String what, Map<String, Optional<Long>> counts) {
        if (!counts.isEmpty()) {
            out.println("  " + what + ": " + counts.entrySet().stream()
                    .map(count -> count.getKey() + " " + count.getValue().map(EffectTold::digits).orElse("not told"))
                    .collect(Collectors.joining(", ")));
        }
    }

    private static String few(Optional<Long> count) {
        return count.map(EffectTold::digits).orElse("fewer than 5");
    }

    private static String digits(long count) {
        return String.format(Locale.UK, "%,d", count);
    }
}
