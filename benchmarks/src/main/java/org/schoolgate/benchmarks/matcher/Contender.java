package org.schoolgate.benchmarks.matcher;

/// Whoever answers questions in a benchmark. One thread asks.
@FunctionalInterface
interface Contender {

    /// The answer to the n-th host; never negative. Whoever says yes or no alone says 1 or 0.
    long ask(int number);
}
