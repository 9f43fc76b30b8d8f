package org.schoolgate.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.schoolgate.blocklists.build.HeldReason;
import org.schoolgate.blocklists.build.Trial;
import org.schoolgate.review.lists.Effect;
import org.schoolgate.review.lists.Effect.Touched;
import org.schoolgate.review.lists.Tried;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.store.Corrections.Resting;

/// What another version of a list would have touched, as commands tell it: counts alone, and where a number is not told, nothing in its
/// place.
///
/// @param waits why the version waits, or would wait, for a person
/// @param sites how many different sites the change is about
/// @param resting flagged accesses of the week that rest on what goes, and open cases; empty where the store cannot be read
record EffectTold(String list, String version, long entries, List<String> waits, Part closes, Part opens, int sites,
        Optional<Rests> resting) {

    /// What would have been closed, or opened.
    ///
    /// @param people at least so many people and devices; not told where they are fewer than five
    record Part(Optional<Long> requests, Optional<Integer> people, Map<String, Optional<Long>> byGroup,
            Map<String, Optional<Long>> byDay, Map<String, Optional<Long>> bySite) {

        boolean isNone() {
            return requests.filter(count -> count == 0).isPresent();
        }
    }

    record Rests(Optional<Long> accesses, Optional<Long> cases) {}

    static EffectTold of(Trial trial, Tried tried, Optional<Resting> resting) {
        Effect effect = tried.effect();
        return new EffectTold(trial.list(), tried.version(), tried.entries(),
                trial.reasons().stream().map(HeldReason::sentence).toList(), part(effect.closes()),
                part(effect.opens()), effect.sites(),
                resting.map(rests -> new Rests(large(rests.accesses()), large(rests.cases()))));
    }

    private static Part part(Touched touched) {
        Map<String, Optional<Long>> groups = told(touched.byGroup(), Effect.OfGroup::group, Effect.OfGroup::requests);
        boolean few = SmallNumbers.isSmall(touched.people());
        boolean follows = !sum(touched.byGroup(), Effect.OfGroup::requests)
                || !sum(touched.byDay(), Effect.OnDay::requests);
        return new Part(follows ? Optional.empty() : large(touched.requests()),
                few ? Optional.empty() : Optional.of(touched.people()), few ? Map.of() : groups,
                few || touched.requests() == 0
                        ? Map.of()
                        : told(touched.byDay(), day -> day.date().toString(), Effect.OnDay::requests),
                few ? Map.of() : sites(touched));
    }

    /// The rest stands in one number behind them, so that nothing small follows from the sum.
    private static Map<String, Optional<Long>> sites(Touched touched) {
        List<Effect.OfSite> all = new ArrayList<>(touched.bySite());
        long rest = touched.requests() - all.stream().mapToLong(Effect.OfSite::requests).sum();
        if (rest > 0 && !all.isEmpty()) {
            all.add(new Effect.OfSite("all others", rest));
        }
        return told(all, Effect.OfSite::host, Effect.OfSite::requests);
    }

    private static <T> Map<String, Optional<Long>> told(List<T> all, Function<T, String> name,
            ToLongFunction<T> count) {
        List<Optional<Long>> told = SmallNumbers.of(all.stream().mapToLong(count).boxed().toList()).told();
        Map<String, Optional<Long>> map = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            map.put(name.apply(all.get(i)), told.get(i));
        }
        return map;
    }

    private static <T> boolean sum(List<T> all, ToLongFunction<T> count) {
        return SmallNumbers.of(all.stream().mapToLong(count).boxed().toList()).sum().isPresent();
    }

    private static Optional<Long> large(long count) {
        return SmallNumbers.isSmall(count) ? Optional.empty() : Optional.of(count);
    }

    /// Tells it to a person.
    void tell(PrintWriter out) {
        out.printf(Locale.UK, "%s, version %s: %,d %s.%n", list, version, entries, entries == 1 ? "entry" : "entries");
        if (closes.isNone() && opens.isNone()) {
            out.println("In the last seven days this would have changed no answer.");
        }
        tell(out, "closed", closes);
        tell(out, "opened", opens);
        if (sites > 1) {
            out.printf(Locale.UK, "It is about %,d different sites.%n", sites);
        }
        resting.ifPresent(rests -> out.println(rests.equals(new Rests(Optional.of(0L), Optional.of(0L)))
                ? "No flagged access of these days and no open case rests on what goes."
                : "Flagged accesses of these days that rest on what goes: " + few(rests.accesses())
                        + ". Open cases with such an access: " + few(rests.cases()) + "."));
        out.println("Counts only, never who.");
    }

    private static void tell(PrintWriter out, String did, Part part) {
        if (part.isNone()) {
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
