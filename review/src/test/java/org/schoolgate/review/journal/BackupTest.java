package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.chain.Finding;
import org.schoolgate.review.chain.Finding.Kind;
import org.schoolgate.review.store.RecordedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;

/// A copy of the store that was made beside the running gateway is put back elsewhere.
class BackupTest {

    private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("J22 what is put back has all its proofs, goes on, and is found out by a checkpoint from after it was made")
    void whatIsPutBackHasItsProofs() throws Exception {
        Path there = Files.createDirectories(folder.resolve("there"));
        Path here = Files.createDirectories(folder.resolve("here"));
        String monday;
        String tuesday;
        try (Store store = open(there)) {
            write(store, 1, 500);
            sign(store, there, MONDAY);
            monday = store.chain().checkpoints().getLast();
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + there.resolve("a.db"));
                    var statement = connection.createStatement()) {
                statement.execute("VACUUM INTO '" + here.resolve("a.db") + "'");
            }
            Files.copy(there.resolve("checkpoint.key"), here.resolve("checkpoint.key"));
            write(store, 501, 700);
            sign(store, there, MONDAY.plus(Duration.ofDays(1)));
            tuesday = store.chain().checkpoints().getLast();
            assertThat(findings(store, List.of(monday, tuesday))).isEmpty();
        }
        try (Store store = open(here)) {
            Audit.Report report = store.chain().audit(new Audit.Given(List.of(monday), Set.of()), read -> {});
            assertThat(report.findings()).isEmpty();
            assertThat(report.records()).isEqualTo(500);
            StringBuilder some = new StringBuilder();
            assertThat(store.chain().write(some, List.of(250L))).isEqualTo(1);
            assertThat(findings(store, List.of(tuesday))).as("the rest is missing, and that is said")
                    .extracting(Finding::kind).containsAnyOf(Kind.CUT_OFF, Kind.CHECKPOINT_FORGED);
            write(store, 501, 510);
            sign(store, here, MONDAY.plus(Duration.ofDays(2)));
            assertThat(findings(store, List.of(monday))).as("with Monday's key it goes on").isEmpty();
            assertThat(store.chain().signers()).hasSize(2);
        }
    }

    private static Store open(Path folder) {
        return Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")));
    }

    private static void write(Store store, int from, int to) {
        store.accesses().append(LongStream.rangeClosed(from, to).mapToObj(RecordedAccesses::full).toList());
    }

    private static void sign(Store store, Path folder, Instant now) {
        Checkpoints.start(store.chain(), new Witnesses(store.outbox(), List.of()), folder.resolve("checkpoint.key"),
                () -> now).close();
    }

    private static List<Finding> findings(Store store, List<String> kept) {
        return store.chain().audit(new Audit.Given(kept, Set.of()), read -> {}).findings();
    }
}
