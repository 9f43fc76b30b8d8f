package org.schoolgate.benchmarks.matcher;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.schoolgate.benchmarks.workload.Queries;
import org.schoolgate.benchmarks.workload.Workload;

/// One host after another, asked of one [Rival] at a time. What is asked next hangs on the answer before, so that no rival
/// answers a row of questions at once.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 5,
        jvmArgsAppend = {GatewayFlags.COLLECTOR, GatewayFlags.HEADERS, GatewayFlags.NATIVE, GatewayFlags.HEAP})
public abstract class LookupBenchmark {

    /// Which names are listed. `ut1` needs the archive beside the checkout.
    @Param({Workload.FIVE_MILLION, Workload.UT1})
    public String names = Workload.FIVE_MILLION;

    /// Who is asked.
    @Param({"decision", "evidence", "look-up", "chase", "chase-huge", "hash-set", "e2guardian", "nothing"})
    public String rival = "decision";

    private Contender contender = number -> 0;
    private int[] order = {0};
    private int next;

    @Setup
    public void prepare() throws IOException {
        Workload workload = Workload.named(names);
        Queries queries = queries(workload);
        contender = Rival.of(rival).make(workload, queries);
        order = queries.order();
        System.gc();
    }

    abstract Queries queries(Workload workload);

    /// No answer has the two upper bits set, but no compiler knows.
    final long askNext() {
        long answer = contender.ask(order[next]);
        next = next + 1 + (int) (answer >>> 62) & order.length - 1;
        return answer;
    }
}
