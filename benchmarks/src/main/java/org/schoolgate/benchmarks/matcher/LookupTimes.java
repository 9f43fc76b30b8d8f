package org.schoolgate.benchmarks.matcher;

import java.util.List;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;

/// The nanoseconds that each rival took for one host, round by round.
///
/// @param result a run of the suite `cold` or `hot`
/// @param workload whose names
record LookupTimes(ResultFile result, String workload) {

    static final String COLD = "cold";
    static final String HOT = "hot";

    static String series(String workload, Rival rival) {
        return workload + "/" + rival.slug();
    }

    boolean isEmpty() {
        return result.of(series(workload, Rival.DECISION)).isEmpty();
    }

    /// A cold look-up is timed with a clock in the loop, and the loop alone is taken away from it.
    List<Double> of(Rival rival) {
        List<Double> asked = result.of(series(workload, rival));
        return result.suite().equals(COLD)
                ? Spread.pairs(asked, result.of(series(workload, Rival.NOTHING)), (all, loop) -> all - loop)
                : asked;
    }

    /// Of the two chases in each round the faster one, whatever pages it had: it is the harder to keep up with.
    List<Double> chase() {
        return Spread.pairs(of(Rival.CHASE), of(Rival.CHASE_HUGE), Math::min);
    }
}
