package org.schoolgate.review.journal;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.decision.InForce;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Journal;
import org.schoolgate.review.alert.Alerts;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal that writes to the store, many accesses to a commit.
///
/// One thread takes whatever waits and commits it together: an access that comes alone is written at once, and while the
/// disk works the next group gathers. What waits is bounded; beyond that, and while the disk refuses, the stages fail, so
/// that the gate refuses what it cannot record. Each group tries the disk anew.
///
/// Stages complete on the journal's thread: a caller that has more to do than to pass it on hands it to its own.
public final class StoreJournal implements Journal, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreJournal.class);
    private static final int MOST_WAITING = 10_000;
    private static final int LARGEST_GROUP = 256;

    private final Store store;
    private final Recorder recorder;
    private final Alerts alerts;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    private volatile boolean closing;
    private volatile boolean closed;
    private volatile boolean failing;

    /// @param access empty to tell the writer to end
    /// @param alerts what is to be told of it at once
    /// @param inForce what the access names
    private record Entry(Optional<RecordedAccess> access, List<Alert> alerts, InForce inForce,
            CompletableFuture<Void> written) {

        private Entry {
            alerts = List.copyOf(alerts);
        }
    }

    private StoreJournal(Store store, Recorder recorder, Alerts alerts) {
        this.store = store;
        this.recorder = recorder;
        this.alerts = alerts;
        this.writer = Thread.ofPlatform().name("journal").unstarted(this::work);
    }

    /// Starts the journal.
    ///
    /// @param store where to write; the caller closes it after the journal
    /// @param categories the categories in force, which must know every bit of the decisions that are written
    /// @param zone the school's time zone in force
    /// @param alerts who is told of what at once
    /// @param sealKeyFile the key for sealed addresses, made where it is missing
    /// @throws StoreException where the key can be neither read nor made
    public static StoreJournal open(Store store, Supplier<Categories> categories, Supplier<ZoneId> zone,
            Alerts alerts, Path sealKeyFile) {
        StoreJournal journal = new StoreJournal(store, new Recorder(categories, zone, SealKey.open(sealKeyFile)),
                alerts);
        journal.writer.start();
        return journal;
    }

    @Override
    public CompletionStage<Void> write(FlaggedAccess access) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            RecordedAccess record = recorder.record(access);
            Entry entry = new Entry(Optional.of(record), alerts.of(access, record),
                    access.decision().basis().inForce(), written);
            if (closing) {
                written.completeExceptionally(new StoreException("the journal is closed", null));
            } else if (!queue.offer(entry)) {
                written.completeExceptionally(new StoreException(
                        "the journal is full: " + MOST_WAITING + " accesses wait for the disk", null));
            } else if (closed && queue.remove(entry)) {
                written.completeExceptionally(new StoreException("the journal is closed", null));
            }
        } catch (RuntimeException fault) {
            written.completeExceptionally(fault);
        }
        return written;
    }

    /// How many accesses wait to be written.
    public int waiting() {
        return queue.size();
    }

    /// Whether the last group could not be written. It clears when one can be.
    public boolean isFailing() {
        return failing;
    }

    /// Writes what waits, and ends. May be called twice.
    @Override
    public void close() {
        synchronized (writer) {
            if (closed) {
                return;
            }
            closing = true;
            try {
                queue.put(new Entry(Optional.empty(), List.of(), InForce.NONE, new CompletableFuture<>()));
                writer.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            closed = true;
        }
        List<Entry> late = new ArrayList<>();
        queue.drainTo(late);
        fail(late, new StoreException("the journal is closed", null));
    }

    private void work() {
        boolean open = true;
        List<Entry> group = new ArrayList<>();
        while (open) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException notOurs) {
                continue;
            }
            queue.drainTo(group, LARGEST_GROUP - 1);
            open = !group.removeIf(entry -> entry.access().isEmpty());
            if (!open) {
                queue.drainTo(group);
            }
            commit(group);
        }
    }

    private void commit(List<Entry> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            store.accesses().append(group.stream().flatMap(entry -> entry.access().stream()).toList(),
                    group.stream().flatMap(entry -> entry.alerts().stream()).toList(),
                    group.stream().map(Entry::inForce).distinct()
                            .flatMap(one -> Stream.of(one.policy(), one.lists())).distinct().toList());
        } catch (RuntimeException | Error fault) {
            report(fault);
            fail(group, fault);
            return;
        }
        if (failing) {
            failing = false;
            LOG.info("[{}] flagged accesses are written again", store.place());
        }
        group.forEach(entry -> entry.written().complete(null));
    }

    private void report(Throwable fault) {
        if (!failing) {
            failing = true;
            LOG.error("flagged accesses cannot be written, and what would be flagged is refused until they can: {}",
                    fault.getMessage(), fault);
        }
    }

    private static void fail(List<Entry> group, Throwable fault) {
        group.forEach(entry -> entry.written().completeExceptionally(fault));
    }
}
