package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// A disk, or a process, that stands still for a while.
class StalledDiskIT {

    private static final int ROOM = 10_000;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("J24 while the disk stands still the queue stays bounded, the rest is refused at once, and what waited is written")
    void aDiskThatStandsStillNeverFillsTheMemory() throws Exception {
        assumeThat(SmallDisk.run(List.of("strace", "-V"))).as("strace").isTrue();
        int flood = 200_000;
        try (RunningJournal journal = RunningJournal.start(CommandedJournal.class, folder,
                List.of(file().toString()))) {
            String said;
            try (Injection injection = Injection.into(journal.pid(), "fsync,fdatasync", "delay_enter=4000000:when=1",
                    List.of(folder.resolve("store.db-wal")), folder.resolve("strace.log"))) {
                said = journal.ask("flood " + flood);
                assertThat(injection.end()).as("stalls").isPositive();
            }
            int full = Integer.parseInt(said.split(" ")[0]);
            int written = Integer.parseInt(said.split(" ")[1]);
            assertThat(full).as("refused for want of room").isGreaterThan(flood - 3 * ROOM);
            assertThat(written).as("what waited").isBetween(ROOM, flood - full).isEqualTo(flood - full);
            assertThat(journal.ask("check 1000000")).isEqualTo("[]");
            assertThat(StoredTraces.of(file())).doesNotHaveDuplicates().hasSize(written + 1);
            assertThat(journal.isAlive()).as("with 128 MiB").isTrue();
            System.out.printf("disk stalled for 4 s: of %d accesses %d refused, %d written%n", flood, full, written);
        }
    }

    @Test
    @DisplayName("J02 a process that is stopped and goes on loses nothing, and may be killed while it is stopped")
    void aProcessThatIsStoppedAndGoesOnLosesNothing() throws Exception {
        Set<Long> acknowledged = new HashSet<>();
        try (RunningJournal journal = RunningJournal.start(JournalProcess.class, folder,
                List.of(file().toString(), "1000000"))) {
            for (int stop = 0; stop < 20; stop++) {
                for (int i = 0; i < 20; i++) {
                    acknowledged.add(Long.parseLong(journal.next()));
                }
                journal.signal("STOP");
                acknowledged.addAll(journal.unread().stream().limit(5).map(Long::parseLong).toList());
                journal.signal("CONT");
            }
            journal.signal("STOP");
        }
        try (Store store = Store.open(new StoreLocation.Sqlite(file()), TestKey.ONE)) {
            assertThat(store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {}).findings()).isEmpty();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(400);
        assertThat(StoredTraces.of(file())).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    private Path file() {
        return folder.resolve("store.db");
    }
}
