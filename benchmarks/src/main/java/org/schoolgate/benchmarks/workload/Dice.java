package org.schoolgate.benchmarks.workload;

/// Numbers that look random and are the same for the same seed (SplitMix64). Faster than the JDK's, and its own here so
/// that another Java makes the same names. One thread uses it.
final class Dice {

    private long state;

    Dice(long seed) {
        this.state = seed;
    }

    void restart(long seed) {
        state = seed;
    }

    /// 64 bits.
    long bits() {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /// From 0 to `bound` - 1.
    int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(bits(), bound);
    }

    /// From 0 to just under 1.
    double share() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    boolean once(double share) {
        return share() < share;
    }
}
