package org.schoolgate.benchmarks.matcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.run.Command;
import org.schoolgate.benchmarks.run.Gateway;
import org.schoolgate.benchmarks.run.Memory;
import org.schoolgate.benchmarks.run.Plan;
import org.schoolgate.benchmarks.run.Suite;
import org.schoolgate.benchmarks.workload.Workload;

/// How much memory a real gateway holds once five million names are loaded and nobody asks: started as a school starts it,
/// left alone, and its resident set read. On Linux alone.
///
/// ```text
/// ./schoolgate bench memory
/// ```
public final class MemorySuite implements Suite {

    private static final String RSS = "RSS, MB";
    private static final long IDLE_SECONDS = 90;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "the memory of an idle gateway with five million names";
    }

    @Override
    public Measurement run(Plan plan) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(plan.scratch());
        Path list = BuildSuite.writeList(Workload.named(plan.madeUp()), folder.resolve("memory.txt"));
        Path data = folder.resolve("memory-data");
        Command.remove(data);
        BuildSuite.built(plan);
        BuildSuite.importing(list, data).seconds(plan.project(), folder.resolve("memory-import.log"));
        List<Double> megabytes = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            megabytes.add(start(plan, data));
            plan.say("memory: start %d of %d: %.0f MB".formatted(round, plan.rounds(), megabytes.getLast()));
        }
        return new Measurement(Map.of(RSS, megabytes),
                List.of("seed " + Workload.SEED, "read " + IDLE_SECONDS + " s after it was ready"), List.of());
    }

    @Override
    public Map<Figure, Spread> figures(ResultFile result) {
        return result.of(RSS).isEmpty() ? Map.of() : Map.of(Figure.RSS_5M_MB, Spread.of(result.of(RSS)));
    }

    private static double start(Plan plan, Path data) throws IOException, InterruptedException {
        Process gateway = Gateway.start(
                Command.of("./schoolgate", "run", "--data", data.toString(), "--proxy-port", "0",
                        "--web-port", "0", "--health-port", "0"),
                plan.project(), plan.scratch().resolve("memory-run.log")).process();
        try {
            Thread.sleep(TimeUnit.SECONDS.toMillis(IDLE_SECONDS));
            return new Memory(gateway.pid()).held();
        } finally {
            gateway.destroy();
            if (!gateway.waitFor(30, TimeUnit.SECONDS)) {
                gateway.destroyForcibly();
            }
        }
    }
}
