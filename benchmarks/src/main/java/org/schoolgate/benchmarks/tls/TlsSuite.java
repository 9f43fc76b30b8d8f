package org.schoolgate.benchmarks.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.run.Command;
import org.schoolgate.benchmarks.run.Plan;
import org.schoolgate.benchmarks.run.Suite;

/// The gateway beside squid with `ssl_bump`, both looking into every connection: each a process of its own on the first
/// processor, while devices and sites run on the others. What is told is CPU time of the proxy, so that who else uses the
/// machine matters little.
///
/// ```text
/// ./schoolgate bench tls
/// ```
public final class TlsSuite implements Suite {

    static final String OURS = "schoolgate";
    static final String SQUID_RSA = "squid-rsa-site-first";
    static final String SQUID_EC = "squid-ec-site-first";

    /// The kinds of series of each contender, after its name and a slash.
    static final String NEW = "new connections a CPU-second";
    static final String AGAIN = "returning connections a CPU-second";
    static final String RESUMED = "returning connections that resume, %";
    static final String REQUESTS = "requests on kept connections a CPU-second";
    static final String PAST = "p99 of other requests beside 167 new names a second that go past it, ms";
    static final String MINTING = "p99 of other requests beside 167 new names a second, ms";

    static final String YOUNG = "p99 of other requests beside 167 new names a second, two minutes after the start, ms";
    static final String UNANSWERED = "visits to new names that failed, %";

    /// As many names as a class has open.
    private static final int NAMES = 200;
    private static final int IN_FLIGHT = 16;
    private static final int KEPT = 32;

    /// New names a second: ten thousand in a minute.
    private static final int NEW_NAMES = 167;

    /// For how long the compilers are watched, and at most waited for, in seconds.
    private static final int SETTLING = 15;
    private static final int LONGEST_SETTLING = 240;

    /// What share of a processor the compilers may still take then.
    private static final double QUIET = 0.006;
    private static final int OTHERS = 100;

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public String title() {
        return "inspected connections: new, resumed and kept, beside squid";
    }

    @Override
    public Measurement run(Plan plan) throws IOException, InterruptedException {
        Command.of("./schoolgate", "--version").seconds(plan.project(), plan.scratch().resolve("version.log"));
        Map<String, List<Double>> series = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        Path folder = Files.createTempDirectory("schoolgate-bench-tls");
        Command.of("chmod", "755", folder.toString()).seconds(folder, folder.resolve("log"));
        Command.of("taskset", "-a", "-c", "-p", "1-" + Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
                Long.toString(ProcessHandle.current().pid())).seconds(folder, folder.resolve("log"));
        List<Entrant> entrants = new ArrayList<>();
        try (BenchSites sites = new BenchSites(); LoopbackNames names = new LoopbackNames()) {
            entrants.add(Entrant.of(Contender.schoolgate(plan.project(), folder.resolve("ours"), sites, names), sites));
            if (Contender.isSquidHere()) {
                notes.add("squid is Debian's squid-openssl");
                for (boolean siteFirst : new boolean[]{true, false}) {
                    for (boolean elliptic : new boolean[]{false, true}) {
                        entrants.add(Entrant.of(Contender.squid(folder.resolve("squid" + entrants.size()), sites, NAMES,
                                elliptic, siteFirst), sites));
                    }
                }
            } else {
                notes.add("squid left out: there is no squid-openssl on this machine");
            }
            for (Entrant entrant : entrants) {
                warm(plan, entrant, series);
            }
            for (int round = 1; round <= plan.rounds(); round++) {
                for (Entrant entrant : entrants) {
                    measure(plan, entrant, series);
                }
                Entrant ours = entrants.getFirst();
                minting(plan, ours, round, series);
                plan.say("tls: round %d of %d is done".formatted(round, plan.rounds()));
            }
        } finally {
            entrants.forEach(Entrant::close);
        }
        Command.remove(folder);
        return new Measurement(series, notes, List.of());
    }

    /// A proxy with its devices.
    private record Entrant(Contender proxy, Traffic devices) implements AutoCloseable {

        static Entrant of(Contender proxy, BenchSites sites) throws IOException {
            return new Entrant(proxy, new Traffic(proxy, sites));
        }

        @Override
        public void close() {
            devices.close();
            proxy.close();
        }
    }

    /// Until all is compiled that will be.
    private static void warm(Plan plan, Entrant entrant, Map<String, List<Double>> series) throws InterruptedException {
        boolean compiles = entrant.proxy().name().equals(OURS);
        double seconds = plan.smoke() ? 0.5 : compiles ? 40 : 1;
        Traffic devices = entrant.devices();
        devices.visits(new Budget(entrant.proxy(), seconds), IN_FLIGHT, true, visit -> visit % NAMES);
        devices.visits(new Budget(entrant.proxy(), seconds), IN_FLIGHT, false, visit -> visit % NAMES);
        try (Traffic.Kept kept = devices.keep(KEPT, visit -> visit % NAMES)) {
            kept.requests(new Budget(entrant.proxy(), seconds));
        }
        if (compiles) {
            AtomicInteger fresh = new AtomicInteger(NAMES);
            try (Traffic.Stream stream = devices.stream(NEW_NAMES, fresh::getAndIncrement, false);
                    Traffic.Kept kept = devices.keep(KEPT, visit -> visit % NAMES)) {
                add(plan, series, entrant.proxy(), YOUNG,
                        p99(kept.paced(Duration.ofMillis((long) (seconds * 500)), OTHERS)));
                settle(plan, entrant.proxy());
                plan.say("tls: %d new names to warm up, %d failed".formatted(stream.begun(), stream.failed()));
            }
        }
    }

    /// Until Java's compilers have next to nothing left to do with so many new names: a gateway runs for weeks, and its first
    /// minutes are told apart ([#YOUNG]).
    private static void settle(Plan plan, Contender proxy) throws InterruptedException {
        double before = proxy.compilerSeconds();
        for (int waited = 0; !plan.smoke() && waited < LONGEST_SETTLING; waited += SETTLING) {
            Thread.sleep(Duration.ofSeconds(SETTLING));
            double now = proxy.compilerSeconds();
            plan.say("tls: compilers took %.2f s of the last %d".formatted(now - before, SETTLING));
            if (now - before < SETTLING * QUIET) {
                return;
            }
            before = now;
        }
    }

    private static void measure(Plan plan, Entrant entrant, Map<String, List<Double>> series)
            throws InterruptedException {
        double seconds = plan.smoke() ? 0.3 : 4;
        Traffic devices = entrant.devices();
        Contender proxy = entrant.proxy();
        Budget budget = new Budget(proxy, seconds);
        Traffic.Tally fresh = devices.visits(budget, IN_FLIGHT, false, visit -> visit % NAMES);
        add(plan, series, proxy, NEW, good(proxy, fresh) / budget.used());

        budget = new Budget(proxy, seconds);
        Traffic.Tally again = devices.visits(budget, IN_FLIGHT, true, visit -> visit % NAMES);
        add(plan, series, proxy, AGAIN, good(proxy, again) / budget.used());
        add(plan, series, proxy, RESUMED, 100.0 * again.resumed() / again.done());

        try (Traffic.Kept kept = devices.keep(KEPT, visit -> visit % NAMES)) {
            budget = new Budget(proxy, seconds);
            Traffic.Tally requests = kept.requests(budget);
            add(plan, series, proxy, REQUESTS, good(proxy, requests) / budget.used());
        }
    }

    /// Other people's requests beside many who go where nobody has been: first past the gateway, then through it. So what
    /// the devices and the sites take for the newcomers is in both.
    private static void minting(Plan plan, Entrant ours, int round, Map<String, List<Double>> series)
            throws InterruptedException {
        Duration time = plan.smoke() ? Duration.ofSeconds(1) : Duration.ofSeconds(20);
        try (Traffic.Kept kept = ours.devices().keep(KEPT, visit -> visit % NAMES)) {
            AtomicInteger fresh = new AtomicInteger(NAMES + round * 100_000);
            try (Traffic.Stream stream = ours.devices().stream(NEW_NAMES, fresh::getAndIncrement, true)) {
                add(plan, series, ours.proxy(), PAST, p99(kept.paced(time, OTHERS)));
                answered(stream);
            }
            try (Traffic.Stream stream = ours.devices().stream(NEW_NAMES, fresh::getAndIncrement, false)) {
                add(plan, series, ours.proxy(), MINTING, p99(kept.paced(time, OTHERS)));
                add(plan, series, ours.proxy(), UNANSWERED, 100.0 * stream.failed() / Math.max(1, stream.begun()));
            }
        }
    }

    private static void answered(Traffic.Stream stream) {
        if (stream.failed() > 0) {
            throw new IllegalStateException(
                    stream.failed() + " of " + stream.begun() + " visits past the gateway failed");
        }
    }

    private static double p99(List<Double> rising) {
        return rising.get((int) (rising.size() * 0.99));
    }

    private static double good(Contender proxy, Traffic.Tally tally) {
        if (tally.failed() > tally.done() / 100) {
            throw new IllegalStateException(proxy.name() + ": " + tally.failed() + " failed beside " + tally.done());
        }
        return tally.done();
    }

    private static void add(Plan plan, Map<String, List<Double>> series, Contender proxy, String kind, double value) {
        plan.say("tls: %s, %s: %.1f".formatted(proxy.name(), kind, value));
        series.computeIfAbsent(proxy.name() + "/" + kind, key -> new ArrayList<>()).add(value);
    }

    @Override
    public Map<Figure, Spread> figures(ResultFile result) {
        Map<Figure, Spread> figures = new LinkedHashMap<>();
        over(figures, Figure.NEW_PER_CPU_SECOND_OVER_SQUID, result, NEW);
        over(figures, Figure.REQUESTS_PER_CPU_SECOND_OVER_SQUID, result, REQUESTS);
        List<Double> resumed = result.of(OURS + "/" + RESUMED);
        if (!resumed.isEmpty()) {
            figures.put(Figure.RESUMED_SHARE, Spread.of(resumed));
            figures.put(Figure.MINTING_P99,
                    Spread.of(Spread.ratios(result.of(OURS + "/" + MINTING), result.of(OURS + "/" + PAST))));
        }
        return figures;
    }

    /// Of the two squids, the faster one counts.
    private static void over(Map<Figure, Spread> figures, Figure figure, ResultFile result, String kind) {
        List<Double> best = Spread.pairs(result.of(SQUID_RSA + "/" + kind), result.of(SQUID_EC + "/" + kind),
                Math::max);
        if (!best.isEmpty()) {
            figures.put(figure, Spread.of(Spread.ratios(result.of(OURS + "/" + kind), best)));
        }
    }
}
