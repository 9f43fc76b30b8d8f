package org.schoolgate.blocklists.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// When a source is tried next.
///
/// @param random for the share of a period by which it comes later; of each installation its own
record Schedule(RandomGenerator random) {

    /// After the first failure; it doubles with each that follows, up to the period.
    static final Duration FIRST_PAUSE = Duration.ofMinutes(15);

    private static final int MOST_DOUBLINGS = 12;

    /// After it went well.
    Instant after(Instant now, SourceSettings.Timing timing) {
        return now.plus(timing.every()).plus(share(timing));
    }

    /// After it failed once more.
    ///
    /// @param failures in a row, this one too
    /// @param notBefore how long the publisher wants to be left alone
    Instant afterFailure(Instant now, SourceSettings.Timing timing, int failures, Duration notBefore) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1)));
        Duration within = pause.compareTo(timing.every()) > 0 ? timing.every() : pause;
        return now.plus(within.compareTo(notBefore) > 0 ? within : notBefore);
    }

    /// Whether it is time. A period that was made shorter since counts.
    static boolean isDue(SourceStatus status, SourceSettings.Timing timing, Instant now) {
        Instant latest = status.tried().map(tried -> tried.plus(timing.every()).plus(most(timing))).orElse(Instant.MIN);
        boolean failing = status.failures() > 0;
        return status.due().map(due -> !now.isBefore(failing || due.isBefore(latest) ? due : latest)).orElse(true);
    }

    private Duration share(SourceSettings.Timing timing) {
        long most = most(timing).toMillis();
        return most == 0 ? Duration.ZERO : Duration.ofMillis(random.nextLong(most));
    }

    private static Duration most(SourceSettings.Timing timing) {
        return timing.every().multipliedBy(timing.jitterPercent()).dividedBy(100);
    }
}
