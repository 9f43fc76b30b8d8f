package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Fills a small real disk, which only the super-user can mount.
class DiskFullIT {

    @TempDir
    private Path disk;

    @Test
    @DisplayName("J05 a full disk fails the stages, reading goes on, and space heals it")
    void aFullDiskFailsTheStagesAndSpaceHealsIt() throws Exception {
        Path ballast = disk.resolve("ballast");
        try (SmallDisk _ = SmallDisk.inMemory(disk, "4m");
                Store store = Store.open(new StoreLocation.Sqlite(disk.resolve("store.db")), TestKey.ONE);
                StoreJournal journal = StoreJournal.open(store, () -> FlaggedAccesses.CATEGORIES, () -> ZoneOffset.UTC,
                        FlaggedAccesses.NO_ALERTS,
                        disk.resolve("seal.key"))) {
            fill(ballast);
            int kept = 0;
            CompletableFuture<Void> stage;
            do {
                stage = write(journal, kept);
                kept += stage.isCompletedExceptionally() ? 0 : 1;
            } while (!stage.isCompletedExceptionally());
            assertThat(stage.exceptionNow()).hasMessageContaining("disk").hasMessageNotContaining("network.example");
            assertThat(journal.isFailing()).isTrue();
            assertThat(store.accesses().page(AccessFilter.ALL, Optional.empty(), 5).accesses()).as("still read")
                    .hasSize(Math.min(kept, 5));
            assertThat(write(journal, 1_000)).as("still refused").isCompletedExceptionally();
            Files.delete(ballast);
            assertThat(write(journal, 1_001)).isCompleted();
            assertThat(journal.isFailing()).isFalse();
            assertThat(store.accesses().countsByDay(AccessFilter.ALL, 1).getFirst().accesses()).isEqualTo(kept + 1);
        }
    }

    private static CompletableFuture<Void> write(StoreJournal journal, long trace) throws Exception {
        CompletableFuture<Void> stage = journal.write(FlaggedAccesses.open(trace)).toCompletableFuture();
        stage.handle((_, _) -> true).get(30, TimeUnit.SECONDS);
        return stage;
    }

    /// Takes nearly all that is left, so that a few records still fit.
    private void fill(Path ballast) throws IOException {
        long left = Files.getFileStore(disk).getUsableSpace();
        Files.write(ballast, new byte[(int) Math.max(0, left - 200_000)]);
    }

    @Test
    @DisplayName("J07 a disk that may only be read fails the stages, reading goes on, and writing heals it")
    void aDiskThatMayOnlyBeReadFailsTheStages() throws Exception {
        Path mounted = Files.createDirectory(disk.resolve("mounted"));
        try (SmallDisk small = SmallDisk.ext4(mounted, disk.resolve("image"), 16)) {
            Path file = mounted.resolve("store.db");
            try (Store store = open(file); StoreJournal journal = open(store, mounted)) {
                assertThat(write(journal, 1)).isCompleted();
                small.failToReadOnly();
                assertThat(write(journal, 2)).isCompletedExceptionally();
                assertThat(journal.isFailing()).isTrue();
                assertThat(store.accesses().page(AccessFilter.ALL, Optional.empty(), 5).accesses()).as("still read")
                        .hasSize(1);
            }
            assertThatThrownBy(() -> open(file)).isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString());
            small.mountAgain();
            try (Store store = open(file); StoreJournal journal = open(store, mounted)) {
                assertThat(write(journal, 3)).isCompleted();
                assertThat(StoredTraces.of(file)).containsExactly(1L, 3L);
            }
        }
    }

    private static Store open(Path file) {
        return Store.open(new StoreLocation.Sqlite(file), TestKey.ONE);
    }

    private static StoreJournal open(Store store, Path folder) {
        return StoreJournal.open(store, () -> FlaggedAccesses.CATEGORIES, () -> ZoneOffset.UTC,
                FlaggedAccesses.NO_ALERTS, folder.resolve("seal.key"));
    }
}
