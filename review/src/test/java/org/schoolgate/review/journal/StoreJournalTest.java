package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.review.journal.FlaggedAccesses.CATEGORIES;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.DayCount;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

class StoreJournalTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @TempDir
    private Path folder;
    private Store store;
    private StoreJournal journal;

    @BeforeEach
    void open() {
        store = Store.open(new StoreLocation.Sqlite(file()), TestKey.ONE);
        journal = open(store, "seal.key");
    }

    @AfterEach
    void close() {
        journal.close();
        store.close();
    }

    @Test
    void anAccessIsInTheStoreWhenItsStageCompletes() throws Exception {
        await(journal.write(FlaggedAccesses.open(7)));
        RecordedAccess access = all().getFirst();
        assertThat(access.target()).contains("http://www.network.example/page");
        assertThat(access.host()).contains("www.network.example");
        assertThat(access.seal()).isEmpty();
        assertThat(access.at()).isEqualTo("2026-07-01T23:30:00.123Z");
        assertThat(access.day()).as("half past midnight in London").isEqualTo(LocalDate.parse("2026-07-02"));
        assertThat(access.trace().bits()).isEqualTo(7);
        assertThat(access.rule()).isEqualTo("a-rule");
        assertThat(access.ruleTitle()).isEqualTo("It is closed");
        assertThat(access.clause()).isPresent();
        assertThat(access.categories()).extracting("slug").containsExactly("social-networks");
        assertThat(access.listings().getFirst().entry()).contains("www.network.example");
        assertThat(access.listings().getFirst().line()).isEqualTo(12);
        assertThat(access.signals()).isEqualTo(FlaggedAccesses.open(7).signals());
        assertThat(access.fault()).isFalse();
    }

    @Test
    void aSealedAddressIsNowhereOnDisk() throws Exception {
        await(journal.write(FlaggedAccesses.sealed(1, "http://gravest.example/unspeakable")));
        RecordedAccess access = all().getFirst();
        assertThat(access.target()).isEmpty();
        assertThat(access.host()).isEmpty();
        assertThat(access.seal().orElseThrow()).matches("[0-9a-f]{64}");
        assertThat(access.listings()).allSatisfy(listing -> {
            assertThat(listing.entry()).isEmpty();
            assertThat(listing.line()).isZero();
        });
        assertThat(access.signals().refererHost()).isEmpty();
        assertThat(access.toString()).isEqualTo("RecordedAccess[" + access.number() + "]");
        assertThat(everyByte()).contains("illegal").doesNotContain("gravest", "unspeakable");
    }

    @Test
    void theSameAddressHasTheSameMarkAndAnotherSchoolAnotherMark() throws Exception {
        await(journal.write(FlaggedAccesses.sealed(1, "http://gravest.example/a")));
        await(journal.write(FlaggedAccesses.sealed(2, "http://gravest.example/b")));
        journal.close();
        try (StoreJournal again = open(store, "seal.key"); StoreJournal other = open(store, "other.key")) {
            await(again.write(FlaggedAccesses.sealed(3, "http://GRAVEST.example:80/a")));
            await(other.write(FlaggedAccesses.sealed(4, "http://gravest.example/a")));
        }
        List<String> marks = IntStream.rangeClosed(1, 4).mapToObj(trace -> all().stream()
                .filter(access -> access.trace().bits() == trace).findFirst().orElseThrow().seal().orElseThrow())
                .toList();
        assertThat(marks.get(2)).isEqualTo(marks.get(0)).isNotEqualTo(marks.get(1)).isNotEqualTo(marks.get(3));
        assertThat(Files.getPosixFilePermissions(folder.resolve("seal.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aDamagedKeyIsNeverReplaced() throws Exception {
        Path key = Files.writeString(folder.resolve("short.key"), "short");
        assertThatThrownBy(() -> open(store, "short.key")).isInstanceOf(StoreException.class)
                .hasMessageContaining(key.toString()).hasMessageContaining("backup");
        assertThat(key).hasContent("short");
    }

    @Test
    void whatManyThreadsWriteIsThereOnceEach() throws Exception {
        List<CompletableFuture<Void>> stages = IntStream.range(0, 2_000).mapToObj(i -> new CompletableFuture<Void>())
                .toList();
        for (int t = 0; t < 8; t++) {
            int first = t;
            Thread.startVirtualThread(() -> {
                for (int i = first; i < stages.size(); i += 8) {
                    CompletableFuture<Void> stage = stages.get(i);
                    journal.write(FlaggedAccesses.open(i)).whenComplete((done, fault) -> stage.complete(null));
                }
            });
        }
        await(CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)));
        assertThat(store.accesses().countsByDay(AccessFilter.ALL, 9))
                .containsExactly(new DayCount(LocalDate.parse("2026-07-02"), 2_000));
        assertThat(count("SELECT COUNT(DISTINCT trace) FROM flagged_access")).isEqualTo(2_000);
        assertThat(count("SELECT COUNT(*) FROM flagged_access")).isEqualTo(2_000);
    }

    @Test
    void whileTheStoreRefusesStagesFailAndTheNextGroupTriesAnew() throws Exception {
        run("CREATE TRIGGER refuse BEFORE INSERT ON flagged_access BEGIN SELECT RAISE(ABORT, 'no'); END");
        assertThatThrownBy(() -> await(journal.write(FlaggedAccesses.open(1)))).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOf(StoreException.class).hasMessageNotContaining("network.example");
        assertThat(journal.isFailing()).isTrue();
        run("DROP TRIGGER refuse");
        await(journal.write(FlaggedAccesses.open(2)));
        assertThat(journal.isFailing()).isFalse();
        assertThat(all()).extracting(access -> access.trace().bits()).containsExactly(2L);
    }

    @Test
    void aFullQueueFailsAtOnceAndWhatWaitedIsWritten() throws Exception {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        try (Connection outside = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = outside.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            CompletableFuture<Void> last;
            do {
                last = journal.write(FlaggedAccesses.open(stages.size())).toCompletableFuture();
                stages.add(last);
            } while (!(last.isCompletedExceptionally()
                    && String.valueOf(last.exceptionNow().getMessage()).contains("full")));
            assertThat(stages.size()).isGreaterThan(10_000);
            statement.execute("ROLLBACK");
        }
        await(CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).handle((done, fault) -> null));
        long written = stages.stream().filter(stage -> !stage.isCompletedExceptionally()).count();
        assertThat(count("SELECT COUNT(*) FROM flagged_access")).isEqualTo(written);
        assertThat(written).isGreaterThan(5_000);
    }

    @Test
    void closingWritesWhatWaitsAndThenRefuses() throws Exception {
        List<CompletableFuture<Void>> stages = IntStream.range(0, 1_000)
                .mapToObj(i -> journal.write(FlaggedAccesses.open(i)).toCompletableFuture()).toList();
        journal.close();
        assertThat(stages).allSatisfy(stage -> assertThat(stage).isCompleted());
        assertThat(count("SELECT COUNT(*) FROM flagged_access")).isEqualTo(1_000);
        assertThat(journal.write(FlaggedAccesses.open(1)).toCompletableFuture()).isCompletedExceptionally();
    }

    private StoreJournal open(Store where, String key) {
        return StoreJournal.open(where, () -> CATEGORIES, () -> LONDON, FlaggedAccesses.NO_ALERTS, folder.resolve(key));
    }

    private Path file() {
        return folder.resolve("store.db");
    }

    private List<RecordedAccess> all() {
        return store.accesses().page(AccessFilter.ALL, Optional.empty(), 500).accesses();
    }

    private String everyByte() throws Exception {
        StringBuilder out = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                out.append(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return out.toString();
    }

    private void run(String sql) throws SQLException {
        try (Connection outside = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = outside.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection outside = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = outside.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.getLong(1);
        }
    }

    private static void await(java.util.concurrent.CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
