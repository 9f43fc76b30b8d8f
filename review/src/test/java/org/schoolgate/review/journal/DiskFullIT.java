package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;

/// Fills a small real disk, which only the super-user can mount.
class DiskFullIT {

    @TempDir
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
        assumeThat(mounted).as("mounting a tmpfs needs the super-user").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void aFullDiskFailsTheStagesAndSpaceHealsIt() throws Exception {
        Path ballast = disk.resolve("ballast");
        try (Store store = Store.open(new StoreLocation.Sqlite(disk.resolve("store.db")));
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

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
