package org.schoolgate.benchmarks.matcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.run.Plan;
import org.schoolgate.benchmarks.run.Suite;
import org.schoolgate.benchmarks.workload.Ut1;
import org.schoolgate.benchmarks.workload.Workload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Runs a [LookupBenchmark]: each round asks every rival once, each in a Java of its own, so that what slows the machine for a
/// while slows them all.
public final class LookupSuite implements Suite {

    /// The flags that everything is measured with.
    public static final String FLAGS = GatewayFlags.ALL;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String name;
    private final String title;
    private final Class<? extends LookupBenchmark> benchmark;
    private final List<Rival> rivals;

    private LookupSuite(String name, String title, Class<? extends LookupBenchmark> benchmark,
            List<Rival> rivals) {
        this.name = name;
        this.title = title;
        this.benchmark = benchmark;
        this.rivals = rivals;
    }

    public static LookupSuite cold() {
        return new LookupSuite(LookupTimes.COLD, "a host that nobody has asked for lately, beside three rivals",
                ColdLookupBenchmark.class, List.of(Rival.values()));
    }

    public static LookupSuite hot() {
        return new LookupSuite(LookupTimes.HOT, "hosts that are asked for often, beside two rivals",
                HotLookupBenchmark.class,
                List.of(Rival.DECISION, Rival.LOOK_UP, Rival.HASH_SET, Rival.E2GUARDIAN));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Measurement run(Plan plan) throws IOException {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        List<JsonNode> reports = new ArrayList<>();
        List<String> notes = new ArrayList<>(List.of("seed " + Workload.SEED));
        List<String> workloads = new ArrayList<>(List.of(plan.madeUp()));
        if (Ut1.archive().isPresent()) {
            workloads.add(Workload.UT1);
        } else {
            notes.add("ut1 left out: its archive is not beside the checkout");
        }
        notes.forEach(note -> plan.say("%s: %s".formatted(name, note)));
        for (int round = 1; round <= plan.rounds(); round++) {
            for (String workload : workloads) {
                for (Rival rival : rivals) {
                    Collection<RunResult> results = ask(plan, workload, rival);
                    double score = results.iterator().next().getPrimaryResult().getScore();
                    series.computeIfAbsent(LookupTimes.series(workload, rival), key -> new ArrayList<>()).add(score);
                    reports.addAll(report(results));
                    plan.say("%s: round %d of %d, %s, %s: %.1f ns".formatted(name, round, plan.rounds(), workload,
                            rival.slug(),
                            score));
                }
            }
        }
        return new Measurement(series, notes, reports);
    }

    private Collection<RunResult> ask(Plan plan, String workload, Rival rival) throws IOException {
        Path log = Files.createDirectories(plan.scratch()).resolve(name + "-" + workload + "-" + rival.slug() + ".log");
        ChainedOptionsBuilder options = new OptionsBuilder().include(benchmark.getName() + "\\.").forks(1)
                .param("names", workload).param("rival", rival.slug()).shouldFailOnError(true).output(log.toString());
        if (plan.smoke()) {
            TimeValue brief = TimeValue.milliseconds(300);
            options.warmupIterations(1).warmupTime(brief).measurementIterations(2).measurementTime(brief);
        }
        try {
            return new Runner(options.build()).run();
        } catch (RunnerException fault) {
            throw new IOException(name + " with " + rival.slug() + " failed; see " + plan.project().relativize(log),
                    fault);
        }
    }

    /// JMH's own report, without the path of the Java on this machine.
    private static List<JsonNode> report(Collection<RunResult> results) {
        var bytes = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .writeOut(results);
        List<JsonNode> reports = new ArrayList<>();
        for (JsonNode report : JSON.readTree(bytes.toString(StandardCharsets.UTF_8))) {
            ObjectNode object = (ObjectNode) report;
            object.remove(List.of("jvm", "jvmArgs"));
            reports.add(object);
        }
        return reports;
    }

    @Override
    public Map<Figure, Spread> figures(ResultFile result) {
        Map<Figure, Spread> figures = new LinkedHashMap<>();
        var times = new LookupTimes(result, Workload.FIVE_MILLION);
        if (times.isEmpty()) {
            return figures;
        }
        List<Double> hashSet = Spread.ratios(times.of(Rival.HASH_SET), times.of(Rival.LOOK_UP));
        if (benchmark == ColdLookupBenchmark.class) {
            figures.put(Figure.COLD_OVER_CHASE, Spread.of(Spread.ratios(times.of(Rival.DECISION), times.chase())));
            figures.put(Figure.HASHSET_OVER_OURS_COLD, Spread.of(hashSet));
            figures.put(Figure.E2GUARDIAN_OVER_OURS_COLD,
                    Spread.of(Spread.ratios(times.of(Rival.E2GUARDIAN), times.of(Rival.LOOK_UP))));
        } else {
            figures.put(Figure.HOT_NS, Spread.of(times.of(Rival.DECISION)));
            figures.put(Figure.HASHSET_OVER_OURS_HOT, Spread.of(hashSet));
        }
        return figures;
    }
}
