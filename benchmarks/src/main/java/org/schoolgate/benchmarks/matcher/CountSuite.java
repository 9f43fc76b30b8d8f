package org.schoolgate.benchmarks.matcher;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import org.schoolgate.benchmarks.run.Plan;
import org.schoolgate.benchmarks.run.Suite;
import org.schoolgate.benchmarks.workload.AbsentNames;
import org.schoolgate.benchmarks.workload.Names;
import org.schoolgate.benchmarks.workload.Queries;
import org.schoolgate.benchmarks.workload.Workload;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// What does not depend on how fast the machine is: bytes, cache lines, and whether every answer is right.
///
/// ```text
/// ./schoolgate bench count
/// ```
public final class CountSuite implements Suite {

    private static final long ABSENT = 1_000_000_000L;
    private static final long ABSENT_IN_SMOKE = 1_000_000L;
    private static final long SLICE = 1_000_000L;
    private static final int ASKED = 500_000;
    private static final int ROUNDS = 8;
    private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String HOT = "hot bytes a name";
    private static final String ALL = "bytes a name";
    private static final String LINES = "lines a probe";
    private static final String ALLOCATED = "bytes allocated by a look-up";
    private static final String ALLOCATED_WHOLE = "bytes allocated by a decision";
    private static final String WRONG = "wrong answers";

    @Override
    public String name() {
        return "count";
    }

    @Override
    public String title() {
        return "bytes, cache lines, allocation, and whether a thousand million answers are right";
    }

    @Override
    public Measurement run(Plan plan) throws IOException {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        Workload workload = Workload.named(plan.madeUp());
        Queries queries = Queries.cold(workload, Queries.COLD);
        Target[] targets = Rival.targets(queries.hosts());
        try (Subject subject = Subject.of(workload)) {
            double names = workload.names().size();
            put(plan, series, HOT, subject.hotBytes() / names);
            put(plan, series, ALL, subject.allBytes() / names);
            OptionalDouble lines = subject.linesPerProbe(targets);
            if (lines.isPresent()) {
                put(plan, series, LINES, lines.getAsDouble());
            }
            DomainIndex index = subject.index();
            put(plan, series, ALLOCATED, allocated(number -> Subject.bitsOf(index, targets[number])));
            put(plan, series, ALLOCATED_WHOLE,
                    allocated(
                            new Deciding(MadeUpSchool.engine(workload.categories(), index)::verdict, queries.hosts())));
            long absent = plan.smoke() ? ABSENT_IN_SMOKE : ABSENT;
            put(plan, series, WRONG, (double) (wrong(workload.names(), queries, index) + wrongOfAbsent(index, absent)));
        }
        return new Measurement(series, List.of("seed " + Workload.SEED), List.of());
    }

    @Override
    public Map<Figure, Spread> figures(ResultFile result) {
        Map<Figure, Spread> figures = new LinkedHashMap<>();
        Map.of(HOT, Figure.BYTES_HOT, ALL, Figure.BYTES_ALL, LINES, Figure.LINES_PER_PROBE, ALLOCATED,
                Figure.ALLOC_BYTES, WRONG, Figure.WRONG).forEach((name, figure) -> {
                    if (!result.of(name).isEmpty()) {
                        figures.put(figure, Spread.of(result.of(name)));
                    }
                });
        return figures;
    }

    private static void put(Plan plan, Map<String, List<Double>> series, String name, double value) {
        series.put(name, List.of(value));
        plan.say("count: %s: %.3f".formatted(name, value));
    }

    /// Bytes for each answer, once the compiler is done with it. What the counting itself takes is counted without an
    /// answer and taken away.
    private static double allocated(Contender contender) {
        long counting = Long.MAX_VALUE;
        long asking = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            counting = Math.min(counting, allocated(contender, 0));
            asking = Math.min(asking, allocated(contender, ASKED));
        }
        return (asking - counting) / (double) ASKED;
    }

    private static long allocated(Contender contender, int asked) {
        long before = BEAN.getCurrentThreadAllocatedBytes();
        long found = 0;
        for (int number = 0; number < asked; number++) {
            found += contender.ask(number);
        }
        if (found < 0) {
            throw new IllegalStateException("an answer was negative");
        }
        return BEAN.getCurrentThreadAllocatedBytes() - before;
    }

    /// Every listed name and every host of the queries, against the names themselves.
    static long wrong(Names names, Queries queries, DomainIndex index) {
        long wrong = 0;
        for (int number = 0; number < names.size(); number++) {
            wrong += isRight(names, names.text(number), index) ? 0 : 1;
        }
        for (String host : queries.hosts()) {
            wrong += isRight(names, host, index) ? 0 : 1;
        }
        return wrong;
    }

    private static boolean isRight(Names names, String host, DomainIndex index) {
        return Subject.bitsOf(index, new Target.Site(new HostName(host), 443)) == names.listsOf(ListByList.ascii(host));
    }

    /// So many names that are on no list, on all processors.
    static long wrongOfAbsent(DomainIndex index, long count) {
        return LongStream.range(0, count / SLICE).parallel().map(slice -> {
            var absent = new AbsentNames(Workload.SEED + slice);
            long wrong = 0;
            for (long i = 0; i < SLICE; i++) {
                var target = new Target.Site(new HostName(absent.next()), 443);
                wrong += Subject.bitsOf(index, target) == 0 ? 0 : 1;
            }
            return wrong;
        }).sum();
    }
}
