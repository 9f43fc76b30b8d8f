package org.schoolgate.benchmarks.matcher;

/// How often something took how long, in nanoseconds, to about 3 %. Recording allocates nothing. One thread uses it.
final class Latencies {

    /// 32 steps within each power of two.
    private static final int STEP_BITS = 5;

    private final long[] counts = new long[64 << STEP_BITS];
    private long total;

    void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    long total() {
        return total;
    }

    /// The time under which this share of all stayed, as the upper end of its bucket; 0 where nothing was recorded.
    long below(double share) {
        long left = (long) Math.ceil(share * total);
        for (int bucket = 0; bucket < counts.length; bucket++) {
            left -= counts[bucket];
            if (left <= 0 && total > 0) {
                return end(bucket);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        int shift = Math.max(0, 64 - STEP_BITS - 1 - Long.numberOfLeadingZeros(nanos | 1));
        return (shift << STEP_BITS) + (int) (nanos >>> shift);
    }

    private static long end(int bucket) {
        int shift = Math.max(0, (bucket >>> STEP_BITS) - 1);
        return (bucket - ((long) shift << STEP_BITS) + 1 << shift) - 1;
    }
}
