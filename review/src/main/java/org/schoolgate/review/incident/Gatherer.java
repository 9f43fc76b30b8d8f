package org.schoolgate.review.incident;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Store;
import org.schoolgate.filters.policy.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers what has been recorded into incidents, once a second, on a thread of its own.
///
/// It follows the chain, so that nothing is left out and nothing is taken twice, whatever the clocks say and however often
/// the gateway is stopped. An access is gathered ten seconds after it was asked for: by then it is known whether it was one
/// of a burst. What a school wants to hear of at once is told by its alerts without waiting for that.
public final class Gatherer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gatherer.class);
    /// So few that whoever records an access meanwhile does not wait long.
    private static final int BATCH = 50;

    private final Store store;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("incidents").factory());
    private boolean failing;

    Gatherer(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Starts to gather.
    public static Gatherer start(Store store, InstantSource clock) {
        Gatherer gatherer = new Gatherer(store, clock);
        gatherer.thread.scheduleWithFixedDelay(gatherer::tryGather, 1, 1, TimeUnit.SECONDS);
        return gatherer;
    }

    private void tryGather() {
        try {
            gather();
            failing = false;
        } catch (RuntimeException fault) {
            if (!failing) {
                LOG.error("flagged accesses could not be gathered into incidents; it is tried every second: {}",
                        fault.getMessage(), fault);
            }
            failing = true;
        }
    }

    /// Gathers everything that is old enough.
    void gather() {
        Incidents.Ungathered next;
        do {
            Instant until = clock.instant().minus(Circumstances.SHORTLY);
            next = store.incidents().next(BATCH, until);
            if (next.upTo() > next.from()) {
                Map<Long, Severity> said = store.accesses()
                        .severities(next.accesses().stream().map(RecordedAccess::number).toList());
                Declared declared = Declared.of(store, next.accesses());
                store.incidents().gather(next, next.accesses().stream()
                        .map(access -> gathered(access, Optional.ofNullable(said.get(access.number())), declared))
                        .toList());
            }
        } while (next.upTo() > next.from());
    }

    private GatheredAccess gathered(RecordedAccess access, Optional<Severity> said, Declared declared) {
        Grade grade = access.ground().since(store.accesses().since(access)).grade();
        Optional<Severity> raises = raises(access, grade, said);
        return new GatheredAccess(access, grade,
                declared.of(access).isPresent() ? raises.map(Declared::later) : raises);
    }

    /// A fault of the filter says nothing about anyone. What the school watches for begins an incident as soon as it said,
    /// however it came about, as a child may be in danger; anything else only where it looks as if by hand.
    private static Optional<Severity> raises(RecordedAccess access, Grade grade, Optional<Severity> said) {
        if (access.fault()) {
            return Optional.empty();
        }
        Optional<Severity> seen = switch (grade) {
            case A -> Optional.of(Severity.CONCERN);
            case B -> Optional.of(Severity.NOTICE);
            case C, D, E, U -> Optional.empty();
        };
        return Stream.of(said, seen).flatMap(Optional::stream).max(Comparator.comparingInt(Severity::rank));
    }

    /// Waits until what is being gathered has been.
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("flagged accesses are still being gathered");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
