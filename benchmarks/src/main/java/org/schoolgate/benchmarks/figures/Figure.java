package org.schoolgate.benchmarks.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What there is to know about the speed of the gateway: each a number with what it must reach, and what we go for.
public enum Figure {

    COLD_OVER_CHASE("matcher", "whole decision, cold, 5 M names / pointer chase over the same bytes", "×", 1.25, 1.10,
            "cold"), HOT_NS("matcher", "whole decision, hot, Zipf over 2,048 hosts", "ns", 40, 20,
                    "hot"), HASHSET_OVER_OURS_COLD("matcher", "HashSet<String> suffix walk / our look-up, cold", "×", 3,
                            4, "cold"), HASHSET_OVER_OURS_HOT("matcher",
                                    "HashSet<String> suffix walk / our look-up, hot", "×", 5, 8,
                                    "hot"), E2GUARDIAN_OVER_OURS_COLD("matcher",
                                            "e2guardian's search over 60 lists / our look-up, cold", "×", 100, 300,
                                            "cold"), LINES_PER_PROBE("matcher",
                                                    "cache lines read for each name asked of the table that is not in it",
                                                    "lines", 1.10,
                                                    1.05, "count"), BYTES_HOT("matcher",
                                                            "bytes a name in the table that every look-up reads", "B",
                                                            8.5, 6, "count"), BYTES_ALL("matcher",
                                                                    "bytes a name in the whole index", "B", 32, 24,
                                                                    "count"), ALLOC_BYTES("matcher",
                                                                            "bytes allocated by a look-up", "B", 0, 0,
                                                                            "count"), WRONG("matcher",
                                                                                    "wrong answers to 1,000,000,000 absent names and every listed one",
                                                                                    "", 0, 0,
                                                                                    "count"), SWAP_P9999("matcher",
                                                                                            "look-up p99.99 while a 5 M index is swapped every second / steady",
                                                                                            "×", 1.2, 1.05,
                                                                                            "swap"), IN_FORCE_MS(
                                                                                                    "matcher",
                                                                                                    "new index file of 5 M names to in force",
                                                                                                    "ms", 100, 20,
                                                                                                    "swap"), BUILD_OVER_SORT(
                                                                                                            "matcher",
                                                                                                            "build of a 5 M index / sort -u of the same file, one core",
                                                                                                            "×", 1,
                                                                                                            0.33,
                                                                                                            "build"), RSS_5M_MB(
                                                                                                                    "gateway",
                                                                                                                    "memory of an idle gateway with 5 M names (RSS; e2guardian: 220 MB, squid: 388 MB)",
                                                                                                                    "MB",
                                                                                                                    300,
                                                                                                                    220,
                                                                                                                    "memory"), NEW_PER_CPU_SECOND_OVER_SQUID(
                                                                                                                            "tls",
                                                                                                                            "new inspected connections a CPU-second, ours / the faster squid",
                                                                                                                            "×",
                                                                                                                            3,
                                                                                                                            8,
                                                                                                                            "tls"), RESUMED_SHARE(
                                                                                                                                    "tls",
                                                                                                                                    "returning inspected connections that resume",
                                                                                                                                    "%",
                                                                                                                                    80,
                                                                                                                                    95,
                                                                                                                                    "tls"), REQUESTS_PER_CPU_SECOND_OVER_SQUID(
                                                                                                                                            "tls",
                                                                                                                                            "requests on kept inspected connections a CPU-second, ours / the faster squid",
                                                                                                                                            "×",
                                                                                                                                            2,
                                                                                                                                            3,
                                                                                                                                            "tls"), MINTING_P99(
                                                                                                                                                    "tls",
                                                                                                                                                    "p99 of other requests beside 10,000 new names a minute / beside as many that go past, one core",
                                                                                                                                                    "×",
                                                                                                                                                    2,
                                                                                                                                                    1.5,
                                                                                                                                                    "tls"), UPDATES_FAILED(
                                                                                                                                                            "lists",
                                                                                                                                                            "requests that failed while a list of 1.5 M names was renewed",
                                                                                                                                                            "",
                                                                                                                                                            0,
                                                                                                                                                            0,
                                                                                                                                                            "updates"), UPDATES_P99_OVER_STEADY(
                                                                                                                                                                    "lists",
                                                                                                                                                                    "p99 of requests while a list is renewed / without",
                                                                                                                                                                    "×",
                                                                                                                                                                    2,
                                                                                                                                                                    1.2,
                                                                                                                                                                    "updates"), UPDATES_PEAK_OVER_STEADY(
                                                                                                                                                                            "lists",
                                                                                                                                                                            "most memory while a list is renewed / before",
                                                                                                                                                                            "×",
                                                                                                                                                                            1.3,
                                                                                                                                                                            1.1,
                                                                                                                                                                            "updates");

    private final String about;
    private final String title;
    private final String unit;
    private final double reach;
    private final double goal;
    private final String suite;

    Figure(String about, String title, String unit, double reach, double goal, String suite) {
        this.about = about;
        this.title = title;
        this.unit = unit;
        this.reach = reach;
        this.goal = goal;
        this.suite = suite;
    }

    /// How files call it: `matcher.cold_over_chase`.
    public String key() {
        return about + "." + name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    /// What it must reach.
    public double reach() {
        return reach;
    }

    /// What we go for.
    public double goal() {
        return goal;
    }

    /// What measures it.
    public String command() {
        return "./schoolgate bench " + suite;
    }

    public boolean lessIsBetter() {
        return goal <= reach;
    }

    public boolean isReachedBy(double value) {
        return lessIsBetter() ? value <= reach : value >= reach;
    }

    public boolean isGoalReachedBy(double value) {
        return lessIsBetter() ? value <= goal : value >= goal;
    }

    /// The figure of this key.
    public static Optional<Figure> of(String key) {
        return Arrays.stream(values()).filter(figure -> figure.key().equals(key)).findFirst();
    }
}
