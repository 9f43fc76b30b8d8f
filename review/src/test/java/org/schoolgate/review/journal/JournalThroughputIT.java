package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Prints what group commit gives on this disk; only that nothing is lost is asserted.
class JournalThroughputIT {

    @TempDir
    private Path folder;

    @Test
    void groupsOfAccessesShareACommit() throws Exception {
        try (Store store = Store.open(new StoreLocation.Sqlite(folder.resolve("store.db")), TestKey.ONE);
                StoreJournal journal = StoreJournal.open(store, () -> FlaggedAccesses.CATEGORIES, () -> ZoneOffset.UTC,
                        FlaggedAccesses.NO_ALERTS,
                        folder.resolve("seal.key"))) {
            measure(journal, 1, 100);
            measure(journal, 64, 2_000);
            measure(journal, 512, 10_000);
            assertThat(store.accesses().countsByDay(AccessFilter.ALL, 1).getFirst().accesses()).isEqualTo(12_100);
        }
    }

    private static void measure(StoreJournal journal, int atOnce, int count) throws InterruptedException {
        long[] nanos = new long[count];
        Semaphore room = new Semaphore(atOnce);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            room.acquire();
            int access = i;
            long asked = System.nanoTime();
            journal.write(FlaggedAccesses.open(i)).whenComplete((done, fault) -> {
                nanos[access] = System.nanoTime() - asked;
                room.release();
            });
        }
        assertThat(room.tryAcquire(atOnce, 60, TimeUnit.SECONDS)).isTrue();
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        System.out.printf("journal, %d at once: %.0f accesses a second, median %.2f ms, p99 %.2f ms%n", atOnce,
                count / seconds, nanos[count / 2] / 1e6, nanos[count * 99 / 100] / 1e6);
    }
}
