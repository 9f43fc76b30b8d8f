package org.schoolgate.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.benchmarks.figures.Environment;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.Figures;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.figures.Table;
import org.schoolgate.benchmarks.matcher.BuildSuite;
import org.schoolgate.benchmarks.matcher.CountSuite;
import org.schoolgate.benchmarks.matcher.LookupSuite;
import org.schoolgate.benchmarks.matcher.MemorySuite;
import org.schoolgate.benchmarks.matcher.SwapSuite;
import org.schoolgate.benchmarks.run.Plan;
import org.schoolgate.benchmarks.run.Suite;
import org.schoolgate.benchmarks.tls.TlsSuite;
import org.schoolgate.benchmarks.updates.UpdatesSuite;

/// `./schoolgate bench`: runs what is named, keeps every number of it below `results/`, and brings the figures and the pages up
/// to date.
public final class Benchmarks {

    private static final int ROUNDS = 5;

    private static final List<Suite> SUITES = List.of(LookupSuite.cold(), LookupSuite.hot(), new CountSuite(),
            new SwapSuite(), new BuildSuite(), new MemorySuite(), new TlsSuite(), new UpdatesSuite());

    private final Path project;
    private final Report report;
    private final PrintStream out;

    private Benchmarks(Path project, PrintStream out) {
        this.project = project;
        this.report = new Report(project.resolve("benchmarks"));
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path project = Path.of(System.getProperty("schoolgate.root", ".")).toAbsolutePath().normalize();
        var benchmarks = new Benchmarks(project, System.out);
        try {
            System.exit(benchmarks.run(List.of(arguments)));
        } catch (IllegalArgumentException | IOException wrong) {
            System.err.println("schoolgate bench: " + wrong.getMessage());
            System.exit(wrong instanceof IOException ? 1 : 2);
        }
    }

    static List<Suite> suites() {
        return SUITES;
    }

    private int run(List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(arguments);
        if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
            out.print(help());
            return 0;
        }
        if (words.getFirst().equals("figures")) {
            out.print(words.contains("--json")
                    ? Files.readString(report.figuresFile())
                    : Table.aligned(Figures.read(report.figuresFile())));
            return 0;
        }
        if (words.getFirst().equals("report")) {
            report.write();
            return 0;
        }
        boolean smoke = words.remove("--smoke");
        int rounds = rounds(words).orElse(smoke ? 1 : ROUNDS);
        List<Suite> chosen = words.equals(List.of("all")) ? SUITES : words.stream().map(Benchmarks::suite).toList();
        var plan = new Plan(project, rounds, smoke, out);
        for (Suite suite : chosen) {
            run(suite, plan);
        }
        return 0;
    }

    private void run(Suite suite, Plan plan) throws IOException, InterruptedException {
        Environment environment = Environment.here(project, LookupSuite.FLAGS);
        String when = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        plan.say("%s: %s".formatted(suite.name(), suite.title()));
        Suite.Measurement found = suite.run(plan);
        var result = new ResultFile(suite.name(), when, environment, found.series(), found.notes(), found.jmh());
        Path file = result.writeTo(plan.smoke() ? plan.scratch() : report.results());
        Map<Figure, Spread> values = suite.figures(result);
        values.forEach((figure, spread) -> plan.say("%s: %s %s".formatted(suite.name(), figure.key(), spread)));
        plan.say("%s: every number is in %s".formatted(suite.name(), project.relativize(file)));
        if (!plan.smoke()) {
            Figures figures = Figures.read(report.figuresFile());
            String note = String.join("; ", found.notes());
            values.forEach((figure, spread) -> figures.put(figure,
                    new Figures.Measured(spread, when, environment, result.fileName(), note)));
            Files.writeString(report.figuresFile(), figures.text());
            report.write();
        }
    }

    private static Optional<Integer> rounds(List<String> words) {
        int at = words.indexOf("--rounds");
        if (at < 0) {
            return Optional.empty();
        }
        words.remove(at);
        if (at == words.size() || !words.get(at).matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("--rounds takes a number, such as --rounds 5");
        }
        return Optional.of(Integer.valueOf(words.remove(at)));
    }

    private static Suite suite(String name) {
        return SUITES.stream().filter(suite -> suite.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no benchmark '" + name + "'; './schoolgate bench --help' names them"));
    }

    private static String help() {
        var text = new StringBuilder("""
            Usage: ./schoolgate bench NAME... [--rounds N] [--smoke]
                   ./schoolgate bench all
                   ./schoolgate bench figures [--json]
                   ./schoolgate bench report

            """);
        for (Suite suite : SUITES) {
            text.append(String.format("  %-9s%s%n", suite.name(), suite.title()));
        }
        return text.append("""

              all      each of them, one after the other; take nothing else to the machine meanwhile
              figures  the latest value of every figure, beside what it must reach and what we go for
              report   makes the pages of the results anew

            --rounds N  how often everything is measured in turn (5)
            --smoke     a few seconds of each, to see that it runs; writes no figure

            A run keeps every number below benchmarks/results/, then brings benchmarks/figures.json,
            benchmarks/RESULTS.md and the picture up to date.
            """).toString();
    }
}
