package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.DayCount;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Cuts the power of the disk that a journal's process writes to: what the kernel held back is gone, as nothing is that was only
/// written and not forced. What counts is what had been acknowledged by then.
class PowerCutIT {

    private static final int ROUNDS = Boolean.getBoolean("schoolgate.long") ? 100 : 6;
    private static final long APART = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("J03 no access that was acknowledged is lost whenever the power fails")
    void noAcknowledgedAccessIsLostWhenThePowerFails() throws Exception {
        Random random = new Random(20_261_129);
        Path mounted = Files.createDirectory(folder.resolve("disk"));
        Path file = mounted.resolve("store.db");
        Set<Long> acknowledged = new HashSet<>();
        long stored = 0;
        int dropped = 0;
        try (SmallDisk disk = SmallDisk.ext4(mounted, folder.resolve("image"), 256)) {
            for (int round = 0; round < ROUNDS; round++) {
                Path loose = mounted.resolve("loose");
                try (RunningJournal journal = RunningJournal.start(JournalProcess.class, folder,
                        List.of(file.toString(), Long.toString(round * APART)))) {
                    acknowledged.add(Long.parseLong(journal.next()));
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
                    Files.writeString(loose, "never forced");
                    disk.cutPower(() -> journal.unread().stream().map(Long::parseLong).forEach(acknowledged::add));
                }
                disk.mountAgain();
                dropped += Files.exists(loose) && Files.size(loose) > 0 ? 0 : 1;
                Files.deleteIfExists(loose);
                try (Store store = Store.open(new StoreLocation.Sqlite(file), TestKey.ONE)) {
                    assertThat(store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {}).findings())
                            .as("round %d", round).isEmpty();
                    stored = store.accesses().countsByDay(AccessFilter.ALL, 9).stream()
                            .mapToLong(DayCount::accesses).sum();
                }
                List<Long> there = StoredTraces.of(file);
                assertThat(there).as("round %d", round).doesNotHaveDuplicates();
                Set<Long> lost = new TreeSet<>(acknowledged);
                there.forEach(lost::remove);
                assertThat(lost).as("lost in round %d, of %d acknowledged", round, acknowledged.size()).isEmpty();
            }
        }
        assertThat(dropped).as("rounds in which the kernel held back what was not forced").isPositive();
        System.out.printf("power cut, %d rounds: %d acknowledged, %d stored, none lost%n", ROUNDS, acknowledged.size(),
                stored);
    }
}
