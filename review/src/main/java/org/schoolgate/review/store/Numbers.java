package org.schoolgate.review.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Makes the numbers of rows: 63 bits that sort by time, and that several gateways draw without asking each other.
///
/// ```text
/// bit 62 ............ 22  21 ............ 0
///     milliseconds since  a random start, then counting up
///     2025-01-01 (41)     within the millisecond (22)
/// ```
///
/// The upper bits are exactly the instant that was given, so a span of time is a span of numbers.
public final class Numbers {

    private static final long EPOCH = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
    private static final int TAIL = 22;
    private static final int REMEMBERED = 4_096;

    /// The last number of each millisecond that was used lately, as requests do not come in the order of their instants.
    private final Map<Long, Long> last = new LinkedHashMap<>(REMEMBERED * 2, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// The next number for something that happened at `at`. Any thread may call.
    public synchronized long next(Instant at) {
        return last.merge(first(at), random(at), (before, _) -> before + 1);
    }

    /// A number for something that happens rarely: two within one millisecond meet once in two million times.
    static long random(Instant at) {
        return first(at) | ThreadLocalRandom.current().nextInt(1 << TAIL - 1);
    }

    /// The number that no access of that millisecond or later lies below.
    static long first(Instant at) {
        long millis = Math.clamp(at.toEpochMilli() - EPOCH, 0, (1L << 41) - 1);
        return millis << TAIL;
    }
}
