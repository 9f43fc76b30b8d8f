package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Kills a process that does little else than sign with a new key each time, destroy what is past its time and open the store anew.
class UpkeepCrashIT {

    private static final int ROUNDS = Boolean.getBoolean("schoolgate.long") ? 100 : 6;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("J20 killed while it signs, changes its key or destroys, it goes on where it was")
    void whereverUpkeepIsBrokenOffItGoesOn() throws Exception {
        Random random = new Random(20_261_130);
        Path file = folder.resolve("store.db");
        Set<Long> acknowledged = new HashSet<>();
        int signers = 0;
        long destroyed = 0;
        int day = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (RunningJournal journal = RunningJournal.start(CommandedJournal.class, folder,
                    List.of(file.toString()))) {
                String settled = journal.ask("round " + (1 + day * 10L) + " " + day++);
                assertThat(settled).as("after the kill of round %d", round).doesNotContain("failed");
                acknowledged.addAll(traces(settled));
                // Orders it will be killed over; what it says of them counts as far as it gets.
                for (int more = 0; more < 30; more++) {
                    journal.tell("round " + (1 + day * 10L) + " " + day++);
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
                journal.kill();
                journal.unread().stream().filter(line -> line.endsWith(" ")).forEach(
                        line -> acknowledged.addAll(traces(line)));
            }
            try (Store store = Store.open(new StoreLocation.Sqlite(file), TestKey.ONE)) {
                Audit.Report report = store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
                assertThat(report.findings()).as("round %d", round).isEmpty();
                assertThat(report.destroyed()).isGreaterThan(destroyed);
                destroyed = report.destroyed();
                assertThat(store.chain().signers().size()).isGreaterThan(signers);
                signers = store.chain().signers().size();
            }
            assertThat(StoredTraces.of(file)).containsAll(acknowledged);
        }
        System.out.printf("kill -9 during upkeep, %d rounds: %d keys, %d destroyed, %d acknowledged, none lost%n",
                ROUNDS,
                signers, destroyed, acknowledged.size());
    }

    private static List<Long> traces(String said) {
        return List.of(said.strip().split(" ")).stream().filter(word -> word.matches("[0-9]+")).map(Long::parseLong)
                .toList();
    }
}
