package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.RecordedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// The machine's clock is set forwards and back.
class ClockStepsTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Instant NOW = Instant.parse("2026-10-25T00:30:00Z");

    @TempDir
    private Path folder;

    private volatile Instant now = NOW;

    @Test
    @DisplayName("J08 whatever the clock does, the chain has the order in which was written")
    void theChainHasTheOrderOfWriting() throws Exception {
        List<Instant> clock = List.of(NOW, NOW.plus(YEAR), NOW.plusSeconds(1), NOW.minus(YEAR), NOW.plusSeconds(2),
                // Half past one in London twice: summer time ends between the two.
                NOW.plus(Duration.ofHours(1)), NOW.plusSeconds(3),
                // A leap second that is shown as the same second again.
                Instant.parse("2026-12-31T23:59:59.9Z"), Instant.parse("2026-12-31T23:59:59Z"), Instant.EPOCH, NOW);
        try (Store store = Store.open(new StoreLocation.Sqlite(file()), TestKey.ONE);
                StoreJournal journal = StoreJournal.open(store, () -> FlaggedAccesses.CATEGORIES, () -> LONDON,
                        FlaggedAccesses.NO_ALERTS, folder.resolve("seal.key"))) {
            for (int i = 0; i < clock.size(); i++) {
                journal.write(
                        FlaggedAccesses.of(i, "http://www.network.example/", FlaggedAccesses.NETWORKS, "10.20.0.7",
                                clock.get(i)))
                        .toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
            assertThat(audit(store).findings()).isEmpty();
        }
        List<Long> traces = new ArrayList<>();
        List<Instant> told = new ArrayList<>();
        List<String> days = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT a.trace, a.at, a.day FROM chain_entry e JOIN flagged_access a"
                        + " ON a.number = e.about ORDER BY e.seq")) {
            while (rows.next()) {
                traces.add(Long.parseUnsignedLong(rows.getString(1), 16));
                told.add(Instant.ofEpochMilli(rows.getLong(2)));
                days.add(rows.getString(3));
            }
        }
        assertThat(traces).isSorted().hasSize(clock.size());
        assertThat(told).as("each has the time the clock showed").isEqualTo(clock);
        assertThat(days).contains("2026-10-25", "2027-10-25", "2025-10-25", "2026-12-31", "1970-01-01");
    }

    @Test
    @DisplayName("J08 a clock that was a year ahead and is set back keeps nothing from being signed")
    void afterAClockIsSetBackItIsSignedOn() {
        try (Store store = Store.open(new StoreLocation.Sqlite(file()), TestKey.ONE)) {
            now = NOW.plus(YEAR);
            try (Checkpoints checkpoints = Checkpoints.start(store.chain(),
                    new Witnesses(store.outbox(), List.of(), false),
                    folder.resolve("checkpoint.key"), () -> now)) {
                for (Duration step : List.of(Duration.ZERO, YEAR.negated(), YEAR.negated(), YEAR.multipliedBy(3),
                        YEAR.negated())) {
                    now = now.plus(step);
                    long number = store.chain().head().size() + 1;
                    store.accesses().append(List.of(RecordedAccesses.full(number)));
                    await().atMost(Duration.ofSeconds(5)).until(() -> store.chain().latestCheckpoint()
                            .filter(one -> one.checkpoint().size() == number).isPresent());
                    assertThat(store.chain().latestCheckpoint().orElseThrow().checkpoint().at()).isEqualTo(now);
                }
                assertThat(checkpoints).isNotNull();
            }
            assertThat(store.chain().signers()).as("a new key for each other day").hasSize(5);
            assertThat(audit(store).findings()).isEmpty();
        }
    }

    private static Audit.Report audit(Store store) {
        return store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
    }

    private Path file() {
        return folder.resolve("store.db");
    }
}
