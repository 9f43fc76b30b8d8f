package org.schoolgate.benchmarks.matcher;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.run.Command;
import org.schoolgate.benchmarks.run.Plan;
import org.schoolgate.benchmarks.run.Suite;
import org.schoolgate.benchmarks.workload.Names;
import org.schoolgate.benchmarks.workload.Workload;

/// How long a plain list of five million names takes until it is an index on disk, beside `sort -u` of the same file. Both are
/// whole programs on one core, one after the other, in turn first. After them comes a whole import from the command line, which
/// also keeps a checked copy of the list.
///
/// ```text
/// ./schoolgate bench build
/// ```
public final class BuildSuite implements Suite {

    private static final String OURS = "ours, s";
    private static final String SORT = "sort, s";
    private static final String IMPORT = "whole import, s";

    @Override
    public String name() {
        return "build";
    }

    @Override
    public String title() {
        return "a list of five million names made into an index, beside sort -u of the same file";
    }

    @Override
    public Measurement run(Plan plan) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(plan.scratch());
        Path list = writeList(Workload.named(plan.madeUp()), folder.resolve("build.txt"));
        List<Double> ours = new ArrayList<>();
        List<Double> sort = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        built(plan);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (boolean first : new boolean[]{true, false}) {
                if (first == (round % 2 == 1)) {
                    ours.add(ours(plan, list));
                } else {
                    sort.add(sort(list).seconds(folder, folder.resolve("sort.log")));
                }
            }
            whole.add(importing(plan, list));
            plan.say(
                    "build: round %d of %d: ours %.2f s, sort -u %.2f s".formatted(round, plan.rounds(), ours.getLast(),
                            sort.getLast()));
        }
        return new Measurement(Map.of(OURS, ours, SORT, sort, IMPORT, whole), List.of("seed " + Workload.SEED),
                List.of());
    }

    @Override
    public Map<Figure, Spread> figures(ResultFile result) {
        List<Double> ratios = Spread.ratios(result.of(OURS), result.of(SORT));
        return ratios.isEmpty() ? Map.of() : Map.of(Figure.BUILD_OVER_SORT, Spread.of(ratios));
    }

    /// The names, one a line, in no order.
    static Path writeList(Workload workload, Path file) throws IOException {
        return writeList(workload, Integer.MAX_VALUE, file);
    }

    /// The first of the names, so many at most.
    public static Path writeList(Workload workload, int most, Path file) throws IOException {
        Names names = workload.names();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int i = 0; i < Math.min(most, names.size()); i++) {
                out.write(names.bytes(i));
                out.write('\n');
            }
        }
        return file;
    }

    /// Builds the product where it is not built yet, so that nobody times Maven.
    static void built(Plan plan) throws IOException, InterruptedException {
        Command.of("./schoolgate", "--version").seconds(plan.project(), plan.scratch().resolve("version.log"));
    }

    /// What makes an index of a list: the one place that knows our side's command.
    static Command importing(Path list, Path data) {
        return Command.of("./schoolgate", "lists", "import", list.toString(), "--name", "made-up", "--category",
                "games", "--data", data.toString());
    }

    private static double ours(Plan plan, Path list) throws IOException, InterruptedException {
        Path index = plan.scratch().resolve("build.index");
        Files.deleteIfExists(index);
        return Command.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms1500m", "-Xmx2g",
                GatewayFlags.COLLECTOR, GatewayFlags.HEADERS, GatewayFlags.NATIVE, "-cp",
                System.getProperty("java.class.path"), IndexOfList.class.getName(), list.toString(), index.toString())
                .onOneCore().seconds(plan.project(), plan.scratch().resolve("build.log"));
    }

    private static double importing(Plan plan, Path list) throws IOException, InterruptedException {
        Path data = plan.scratch().resolve("build-data");
        Command.remove(data);
        return importing(list, data).onOneCore().seconds(plan.project(), plan.scratch().resolve("build.log"));
    }

    private static Command sort(Path list) {
        return Command.of("sort", "-u", "--parallel=1", list.toString(), "-o", list + ".sorted").with("LC_ALL", "C")
                .onOneCore();
    }
}
