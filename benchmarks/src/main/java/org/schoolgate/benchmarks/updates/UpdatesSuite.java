package org.schoolgate.benchmarks.updates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.run.Command;
import org.schoolgate.benchmarks.run.Memory;
import org.schoolgate.benchmarks.run.Plan;
import org.schoolgate.benchmarks.run.Squid;
import org.schoolgate.benchmarks.run.Suite;
import org.schoolgate.benchmarks.workload.Workload;
import org.schoolgate.blocklists.fetch.LowPriority;

/// A list of 1.5 million names is renewed twenty times in a row, in each of five rounds, while people ask for 300 pages a second; before
/// it they ask for as long without. Then squid, with the same list, takes a new version of it in each round. Whoever asks, the site and the
/// importer share the machine with the proxy.
///
/// ```text
/// ./schoolgate bench updates
/// ```
public final class UpdatesSuite implements Suite {

    static final String OURS = "schoolgate";
    static final String SQUID = "squid";

    /// The kinds of series of each, after its name and a slash.
    static final String STEADY = "p99 without updates, ms";
    static final String UPDATING = "p99 while updating, ms";
    static final String FAILED = "requests that failed while updating";
    static final String REQUESTS = "requests while updating";
    static final String SILENT = "longest spell without an answer, s";
    static final String HELD = "memory before, MB";
    static final String PEAK = "most memory while updating, MB";
    static final String AFTER = "memory ten seconds after, MB";
    static final String TAKES = "one update until it is in force, s";

    private static final int NAMES = 1_500_000;
    private static final int UPDATES = 20;

    @Override
    public String name() {
        return "updates";
    }

    @Override
    public String title() {
        return "a list of 1.5 million names renewed while people browse, beside squid";
    }

    @Override
    public Measurement run(Plan plan) throws IOException, InterruptedException {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>(List.of("seed " + Workload.SEED, UPDATES + " updates a round"));
        Command.of("./schoolgate", "--version").seconds(plan.project(), plan.scratch().resolve("version.log"));
        Path folder = Files.createTempDirectory("schoolgate-bench-updates");
        Command.of("chmod", "755", folder.toString()).seconds(folder, folder.resolve("log"));
        Renewed list = Renewed.write(Workload.named(plan.madeUp()), NAMES, folder.resolve("list.txt"));
        Path data = folder.resolve("var");
        try (Origin origin = Origin.start()) {
            list.next(0);
            importing(plan, list, data, folder);
            try (Proxies ours = Proxies.schoolgate(plan.project(), data, folder.resolve("schoolgate.log"))) {
                load(ours, origin, plan.smoke() ? 1 : 30);
                for (int round = 1; round <= plan.rounds(); round++) {
                    ours(plan, new Place(ours, origin, list, folder, series), data, round);
                }
            }
            if (Squid.isHere()) {
                notes.add("squid is Debian's squid-openssl, one worker, the list as dstdomain, reloaded by SIGHUP");
                try (Proxies squid = Proxies.squid(folder.resolve("squid"), list.file())) {
                    for (int round = 1; round <= plan.rounds(); round++) {
                        squid(plan, new Place(squid, origin, list, folder, series), round);
                    }
                }
            } else {
                notes.add("squid left out: it is not on this machine");
            }
        }
        Command.remove(folder);
        return new Measurement(series, notes, List.of());
    }

    /// What is measured, and where the numbers go.
    private record Place(Proxies proxy, Origin origin, Renewed list, Path folder, Map<String, List<Double>> series) {

        void add(Plan plan, String name, String kind, double value) {
            plan.say("updates: %s, %s: %.2f".formatted(name, kind, value));
            series.computeIfAbsent(name + "/" + kind, key -> new ArrayList<>()).add(value);
        }
    }

    private static void ours(Plan plan, Place place, Path data, int round) throws IOException, InterruptedException {
        Memory memory = place.proxy().memory();
        int updates = plan.smoke() ? 2 : UPDATES;
        place.add(plan, OURS, STEADY, load(place.proxy(), place.origin(), plan.smoke() ? 2 : 60).p99());
        place.add(plan, OURS, HELD, memory.held());
        memory.forget();
        try (OpenLoad load = new OpenLoad(place.proxy().port(), place.origin().port())) {
            for (int i = 1; i <= updates; i++) {
                int version = (round - 1) * UPDATES + i;
                long from = System.nanoTime();
                place.list().next(version);
                importing(plan, place.list(), data, place.folder());
                place.proxy().untilClosed(Renewed.host(version), 60);
                place.series().computeIfAbsent(OURS + "/" + TAKES, key -> new ArrayList<>())
                        .add((System.nanoTime() - from) / 1e9);
            }
            tell(plan, place, OURS, load.end());
        }
        place.add(plan, OURS, PEAK, memory.peak());
        Thread.sleep(TimeUnit.SECONDS.toMillis(plan.smoke() ? 1 : 10));
        place.add(plan, OURS, AFTER, memory.held());
    }

    private static void squid(Plan plan, Place place, int round) throws IOException, InterruptedException {
        place.add(plan, SQUID, STEADY, load(place.proxy(), place.origin(), plan.smoke() ? 2 : 20).p99());
        place.add(plan, SQUID, HELD, place.proxy().memory().held());
        place.proxy().memory().forget();
        int version = 1_000 + round;
        try (OpenLoad load = new OpenLoad(place.proxy().port(), place.origin().port())) {
            place.list().next(version);
            Command.of("kill", "-HUP", Long.toString(place.proxy().process().pid())).seconds(place.folder(),
                    place.folder().resolve("log"));
            place.add(plan, SQUID, TAKES, place.proxy().untilClosed(Renewed.host(version), 600));
            tell(plan, place, SQUID, load.end());
        }
        place.add(plan, SQUID, PEAK, place.proxy().memory().peak());
    }

    private static void tell(Plan plan, Place place, String name, OpenLoad.Outcome outcome) {
        place.add(plan, name, UPDATING, outcome.p99());
        place.add(plan, name, REQUESTS, outcome.requests());
        place.add(plan, name, FAILED, outcome.failed());
        place.add(plan, name, SILENT, outcome.longest());
    }

    private static OpenLoad.Outcome load(Proxies proxy, Origin origin, int seconds) throws InterruptedException {
        try (OpenLoad load = new OpenLoad(proxy.port(), origin.port())) {
            Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
            return load.end();
        }
    }

    private static void importing(Plan plan, Renewed list, Path data, Path folder)
            throws IOException, InterruptedException {
        // Last in line, as the gateway starts it.
        List<String> words = new ArrayList<>(LowPriority.words());
        words.addAll(List.of("./schoolgate", "lists", "import", list.file().toString(), "--name", "renewed",
                "--category", "malware", "--data", data.toString()));
        Command.of(words.toArray(String[]::new)).seconds(plan.project(), folder.resolve("import.log"));
    }

    @Override
    public Map<Figure, Spread> figures(ResultFile result) {
        Map<Figure, Spread> figures = new LinkedHashMap<>();
        List<Double> failed = result.of(OURS + "/" + FAILED);
        if (failed.isEmpty()) {
            return figures;
        }
        figures.put(Figure.UPDATES_FAILED, Spread.of(failed));
        figures.put(Figure.UPDATES_P99_OVER_STEADY,
                Spread.of(Spread.ratios(result.of(OURS + "/" + UPDATING), result.of(OURS + "/" + STEADY))));
        figures.put(Figure.UPDATES_PEAK_OVER_STEADY,
                Spread.of(Spread.ratios(result.of(OURS + "/" + PEAK), result.of(OURS + "/" + HELD))));
        return figures;
    }
}
