package org.schoolgate.benchmarks.matcher;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/// The calibrator: what memory costs on this machine, at this moment. Each cache line holds the place of the next one, all of
/// them in one circle in random order, so each step waits for the one before it.
final class PointerChase implements Contender {

    static final int LINE = 64;
    private static final long SEED = 7;

    private final MemorySegment lines;
    private long at;

    private PointerChase(MemorySegment lines) {
        this.lines = lines;
    }

    /// A chase over so many bytes, at least two lines.
    static PointerChase over(long bytes, boolean hugePages) {
        int count = (int) Math.max(2, bytes / LINE);
        int[] next = new int[count];
        for (int i = 0; i < count; i++) {
            next[i] = i;
        }
        // Sattolo's shuffle: what comes out is always one circle.
        var random = new Random(SEED);
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i);
            int line = next[i];
            next[i] = next[other];
            next[other] = line;
        }
        MemorySegment lines = Pages.allocate((long) count * LINE, hugePages);
        for (int i = 0; i < count; i++) {
            lines.set(ValueLayout.JAVA_LONG, (long) i * LINE, (long) next[i] * LINE);
        }
        return new PointerChase(lines);
    }

    @Override
    public long ask(int number) {
        at = lines.get(ValueLayout.JAVA_LONG, at);
        return at;
    }
}
