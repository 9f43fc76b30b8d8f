package org.schoolgate.review.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.schoolgate.review.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Destroys records that have been kept for as long as the school keeps them, and what cases hold of a person once their day has come: a minute after the start, and every hour from then on.
/// On a thread of its own; where it fails nothing else does, and it tries again.
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int FIRST_MINUTES = 1;
    private static final int MINUTES = 60;

    private final Store store;
    private final Period kept;
    private final Supplier<ZoneId> zone;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retention").factory());

    Retention(Store store, Period kept, Supplier<ZoneId> zone, InstantSource clock) {
        this.store = store;
        this.kept = kept;
        this.zone = zone;
        this.clock = clock;
    }

    /// Starts to look.
    ///
    /// @param kept how long records are kept
    /// @param zone the school's time zone in force
    public static Retention start(Store store, Period kept, Supplier<ZoneId> zone, InstantSource clock) {
        Retention retention = new Retention(store, kept, zone, clock);
        retention.thread.scheduleWithFixedDelay(retention::tryLook, FIRST_MINUTES, MINUTES, TimeUnit.MINUTES);
        return retention;
    }

    private void tryLook() {
        try {
            look();
        } catch (RuntimeException fault) {
            LOG.error("records that are past their time could not be destroyed; it is tried every hour: {}",
                    fault.getMessage(), fault);
        }
    }

    /// Destroys what is past its time at this moment. How many records.
    long look() {
        Instant now = clock.instant();
        LocalDate first = now.atZone(zone.get()).toLocalDate().minus(kept);
        long destroyed = store.accesses().destroyBefore(first, now,
                "kept for " + kept.toTotalMonths() + " months, as the school keeps flagged accesses");
        if (destroyed > 0) {
            LOG.info("{} flagged accesses of before {} were destroyed: they had been kept for {} months", destroyed,
                    first, kept.toTotalMonths());
        }
        int cases = store.cases().destroyDue(now.atZone(zone.get()).toLocalDate(), now);
        if (cases > 0) {
            LOG.info("what {} cases held of a person was destroyed: they had been kept for as long as they may be",
                    cases);
        }
        return destroyed;
    }

    /// Breaks off between two transactions.
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("records past their time are still being destroyed");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
