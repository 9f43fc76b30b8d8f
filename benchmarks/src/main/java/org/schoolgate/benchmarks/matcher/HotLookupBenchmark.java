package org.schoolgate.benchmarks.matcher;

import org.openjdk.jmh.annotations.Benchmark;
import org.schoolgate.benchmarks.workload.Queries;
import org.schoolgate.benchmarks.workload.Workload;

/// How long one host takes when most of what is asked for is asked for often: 2,048 hosts, the n-th 1/n times as often as
/// the first, nine in ten of them on no list.
///
/// ```text
/// ./schoolgate bench hot
/// java -cp 'benchmarks/target/classes:benchmarks/target/dependency/*' org.openjdk.jmh.Main HotLookup
/// ```
public class HotLookupBenchmark extends LookupBenchmark {

    @Override
    Queries queries(Workload workload) {
        return Queries.hot(workload);
    }

    @Benchmark
    public long oneHost() {
        return askNext();
    }
}
