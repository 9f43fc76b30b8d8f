package org.schoolgate.benchmarks.matcher;

import org.openjdk.jmh.annotations.Benchmark;
import org.schoolgate.benchmarks.workload.Queries;
import org.schoolgate.benchmarks.workload.Workload;

/// How long one host takes that nobody has asked for lately: 2,097,152 different hosts, one after the other, nine in ten of
/// them on no list.
///
/// ```text
/// ./schoolgate bench cold
/// java -cp 'benchmarks/target/classes:benchmarks/target/dependency/*' org.openjdk.jmh.Main ColdLookup
/// ```
///
/// A processor guesses that a host is on no list, as nine in ten are, and begins with the next before memory has answered:
/// ten misses then look like one. A gateway has no next host to begin with. So the clock is read after each answer: it waits
/// for all that was asked of memory, and what comes after waits for it. `nothing` is that loop with its clock alone, to be
/// taken away from the others; a chase, whose steps cannot overlap anyhow, takes as long without the clock.
public class ColdLookupBenchmark extends LookupBenchmark {

    @Override
    Queries queries(Workload workload) {
        return Queries.cold(workload, Queries.COLD);
    }

    @Benchmark
    public long oneHost() {
        return askNext() ^ System.nanoTime();
    }
}
