package org.schoolgate.review.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.NoticeShown;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who has been shown the school's notice on monitoring, in memory, and on its way to the store a moment later. Until what was
/// kept before has been read, nobody is shown it, as they may have been.
///
/// Remembers at most [#MOST]; beyond that it begins anew, and people are shown it once more.
public final class NoticeBook implements AutoCloseable {

    /// Some 10 MB.
    static final int MOST = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(NoticeBook.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int WAITING = 5_000;

    /// How long a device is remembered; after that it is shown the notice once more, if it is there still.
    private static final Duration DEVICES = Duration.ofDays(90);

    private final Store store;
    private final Set<Entry> known = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<NoticeShown> waiting = new ArrayBlockingQueue<>(WAITING);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("notices").factory());
    private volatile boolean ready;
    private boolean failing;
    private Instant forgot = Instant.EPOCH;

    private record Entry(Asker asker, String version) {}

    private NoticeBook(Store store) {
        this.store = store;
    }

    public static NoticeBook start(Store store) {
        NoticeBook book = new NoticeBook(store);
        book.thread.scheduleWithFixedDelay(book::work, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return book;
    }

    /// Whether somebody has still to be shown a version; they then count as shown. Any thread may ask; it waits for nothing.
    public boolean isDue(Asker asker, String version, Instant at) {
        if (!ready) {
            return false;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.add(new Entry(asker, version)) && waiting.offer(new NoticeShown(asker, version, at));
    }

    private void work() {
        try {
            if (!ready) {
                store.notices().latest(MOST / 2).forEach(one -> known.add(new Entry(one.asker(), one.version())));
                ready = true;
            }
            write();
            failing = false;
        } catch (StoreException fault) {
            if (!failing) {
                LOG.error(
                        "That people were shown the notice on monitoring cannot be written down; it is tried again: {}",
                        fault.getMessage());
            }
            failing = true;
        }
    }

    /// What cannot be written is taken again the next time.
    private void write() {
        List<NoticeShown> some = new ArrayList<>();
        waiting.drainTo(some);
        if (some.isEmpty()) {
            return;
        }
        try {
            store.notices().add(some);
            Instant now = some.getLast().at();
            if (now.isAfter(forgot.plus(Duration.ofDays(1)))) {
                store.notices().forgetDevices(now.minus(DEVICES));
                forgot = now;
            }
        } catch (StoreException fault) {
            some.stream().filter(one -> !waiting.offer(one))
                    .forEach(lost -> known.remove(new Entry(lost.asker(), lost.version())));
            throw fault;
        }
    }

    /// Writes down what waits, and ends.
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("that people were shown the notice on monitoring is still being written down");
            }
            if (ready) {
                write();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (StoreException fault) {
            LOG.error("That {} people were shown the notice on monitoring could not be written down: {}",
                    waiting.size(),
                    fault.getMessage());
        }
    }
}
