package org.schoolgate.benchmarks.matcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.run.Plan;
import org.schoolgate.benchmarks.run.Suite;
import org.schoolgate.benchmarks.workload.Queries;
import org.schoolgate.benchmarks.workload.Workload;

/// Whether anybody notices that a list was renewed: one thread looks up host after host, another opens a new index file every
/// second and puts it in force. Periods with and without swaps follow each other; the first two only warm up.
///
/// ```text
/// ./schoolgate bench swap
/// ```
public final class SwapSuite implements Suite {

    private static final double SHARE = 0.9999;
    private static final String IN_FORCE = "in force, ms";
    private static final List<String> TRAFFIC = List.of(LookupTimes.HOT, LookupTimes.COLD);

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public String title() {
        return "look-ups while the index is swapped every second, and how long it takes until a new file is in force";
    }

    @Override
    public Measurement run(Plan plan) throws IOException, InterruptedException {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        Workload workload = Workload.named(plan.madeUp());
        Path file = Files.createDirectories(plan.scratch()).resolve("swap.index");
        Subject.write(workload, file);
        long period = plan.smoke() ? 2 : 10;
        for (String traffic : TRAFFIC) {
            Queries queries = traffic.equals(LookupTimes.HOT)
                    ? Queries.hot(workload)
                    : Queries.cold(workload, Queries.COLD);
            try (var swapping = new Swapping(file, Rival.targets(queries.hosts()), queries.order())) {
                for (int round = 0; round <= plan.rounds(); round++) {
                    for (boolean swaps : new boolean[]{false, true}) {
                        Latencies latencies = swapping.ask(period, swaps);
                        plan.say("swap: %s, round %d of %d, %s: %,d look-ups, p99.99 %d ns".formatted(traffic, round,
                                plan.rounds(), swaps ? "swapping" : "steady", latencies.total(),
                                latencies.below(SHARE)));
                        if (round > 0) {
                            series.computeIfAbsent(key(traffic, swaps), key -> new ArrayList<>())
                                    .add((double) latencies.below(SHARE));
                        }
                    }
                }
                series.computeIfAbsent(IN_FORCE, key -> new ArrayList<>()).addAll(swapping.millisToInForce());
            }
        }
        return new Measurement(series, List.of("seed " + Workload.SEED, "periods of " + period + " s"), List.of());
    }

    @Override
    public Map<Figure, Spread> figures(ResultFile result) {
        Map<Figure, Spread> figures = new LinkedHashMap<>();
        if (!result.of(IN_FORCE).isEmpty()) {
            figures.put(Figure.IN_FORCE_MS, Spread.of(result.of(IN_FORCE)));
        }
        for (String traffic : TRAFFIC) {
            List<Double> ratios = Spread.ratios(result.of(key(traffic, true)), result.of(key(traffic, false)));
            if (!ratios.isEmpty()) {
                // Of hot and cold traffic, the one that notices more.
                figures.merge(Figure.SWAP_P9999, Spread.of(ratios), (a, b) -> a.median() >= b.median() ? a : b);
            }
        }
        return figures;
    }

    private static String key(String traffic, boolean swaps) {
        return traffic + "/p99.99 " + (swaps ? "swapping" : "steady") + ", ns";
    }
}
