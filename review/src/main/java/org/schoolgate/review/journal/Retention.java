package org.schoolgate.review.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.schoolgate.review.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Destroys records that have been kept for as long as the school keeps them, and what cases hold of a person once their day
/// has come: at the start, and every hour from then on; nothing while the clock cannot be believed. On a thread of its own; where
/// it fails nothing else does, and it tries again.
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int MINUTES = 60;

    private final Store store;
    private final Period kept;
    private final Supplier<ZoneId> zone;
    private final InstantSource clock;
    private final SeenClock seen;
    private final LongSupplier passed;
    private OptionalLong lastLook = OptionalLong.empty();
    private boolean doubting;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retention").factory());

    /// @param seen what the clock showed before
    /// @param passed nanoseconds that pass whatever the clock does
    Retention(Store store, Period kept, Supplier<ZoneId> zone, InstantSource clock, SeenClock seen,
            LongSupplier passed) {
        this.store = store;
        this.kept = kept;
        this.zone = zone;
        this.clock = clock;
        this.seen = seen;
        this.passed = passed;
    }

    /// Starts to look.
    ///
    /// @param kept how long records are kept
    /// @param zone the school's time zone in force
    /// @param seen what the clock showed before
    public static Retention start(Store store, Period kept, Supplier<ZoneId> zone, InstantSource clock,
            SeenClock seen) {
        Retention retention = new Retention(store, kept, zone, clock, seen, System::nanoTime);
        retention.thread.scheduleWithFixedDelay(retention::tryLook, 0, MINUTES, TimeUnit.MINUTES);
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
        if (!isBelieved(now)) {
            return 0;
        }
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
        int pleas = store.pleas().destroyBefore(first.atStartOfDay(zone.get()).toInstant(), now,
                "kept for " + kept.toTotalMonths() + " months, as the school keeps flagged accesses");
        if (pleas > 0) {
            LOG.info("what {} people had said of closed sites was destroyed: it had been kept for {} months", pleas,
                    kept.toTotalMonths());
        }
        int incidents = store.incidents().destroyBefore(first.atStartOfDay(zone.get()).toInstant());
        if (incidents > 0) {
            LOG.info("what people wrote about {} incidents was destroyed with the last of their records", incidents);
        }
        return destroyed;
    }

    private boolean isBelieved(Instant now) {
        long passedNow = passed.getAsLong();
        Optional<Duration> ran = lastLook.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(passedNow - lastLook.getAsLong()));
        lastLook = OptionalLong.of(passedNow);
        SeenClock.State state;
        try {
            state = seen.look(now, ran, () -> store.chain().latestCheckpoint().map(one -> one.checkpoint().at())
                    .orElse(now));
        } catch (IOException fault) {
            throw new UncheckedIOException("what the clock shows cannot be kept in the data folder (file “clock”)",
                    fault);
        }
        boolean doubted = state.doubted().isPresent();
        if (doubted && !doubting) {
            LOG.error(
                    "the clock shows {}, and by what has passed it should be about {}: nothing that is past its time is"
                            + " destroyed. Where the clock is wrong, set it right, and it goes on by itself; where it is right, say"
                            + " so: ./schoolgate clock --right",
                    now, state.seen());
        } else if (!doubted && doubting) {
            LOG.info("the clock is believed again: what is past its time is destroyed as before");
        }
        doubting = doubted;
        return !doubted;
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
