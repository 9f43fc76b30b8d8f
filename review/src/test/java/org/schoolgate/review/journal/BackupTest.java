package org.schoolgate.review.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.chain.Finding;
import org.schoolgate.review.chain.Finding.Kind;
import org.schoolgate.review.store.Attachment;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.CaseScope;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.RecordedAccesses;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;

/// A copy of the store that was made beside the running gateway is put back elsewhere.
class BackupTest {

    private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");

    /// Words of records, each nowhere else.
    private static final List<String> IN_CLEAR = List.of("rule-1", "rule-2");
    /// Words of a case and its file, of records, of an incident and of a reveal, each nowhere else.
    private static final List<String> ENCRYPTED = List.of("bilby", "Echidna", "betong", "kowari", "numbat", "potoroo",
            "site0.example", "site1.example", "site2.example", "site3.example", "site4.example", "site5.example",
            "dunnart", "quoll");

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

    @Test
    @DisplayName("J15 what was destroyed after a backup was made is destroyed again as soon as the backup is put back")
    void whatWasDestroyedIsDestroyedAgain() throws Exception {
        Path there = Files.createDirectories(folder.resolve("there"));
        Path here = Files.createDirectories(folder.resolve("here"));
        Instant later = MONDAY.plus(Duration.ofDays(500));
        List<String> sealed = new ArrayList<>();
        try (Store store = open(there)) {
            store.accesses().append(RecordedAccesses.many(300, 3));
            long account = store.accounts().create("rao", "Mrs Rao", Role.HEAD, "x", false, MONDAY).orElseThrow().id();
            decided(store, account);
            sign(store, there, MONDAY);
            // That of which device a case was stays.
            StoredPieces.of(there.resolve("a.db")).stream().filter(piece -> piece.length() != 43).forEach(sealed::add);
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + there.resolve("a.db"));
                    var statement = connection.createStatement()) {
                // Without it SQLite leaves copies of rows between the rows, which no destruction finds later.
                statement.execute("PRAGMA secure_delete = ON");
                statement.execute("VACUUM INTO '" + here.resolve("a.db") + "'");
            }
            assertThat(destroy(store, there, later)).isEqualTo(300);
        }
        assertThat(files(here)).as("the backup has it still").contains(IN_CLEAR).contains(sealed)
                .doesNotContain(ENCRYPTED);
        try (Store store = open(here)) {
            assertThat(wordsOfCases(store)).as("with the key of records").contains("bilby", "betong", "potoroo");
            assertThat(destroy(store, here, later)).isEqualTo(300);
            Audit.Report report = store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
            assertThat(report.findings()).isEmpty();
            assertThat(report.destroyed()).isGreaterThanOrEqualTo(300);
            assertThat(wordsOfCases(store)).doesNotContain(ENCRYPTED);
        }
        for (Path place : List.of(there, here)) {
            String left = files(place);
            for (String canary : IN_CLEAR) {
                assertThat(left.contains(canary)).as("%s in %s", canary, place.getFileName()).isFalse();
            }
            assertThat(sealed).hasSizeGreaterThan(500).noneMatch(left::contains);
        }
    }

    private static String wordsOfCases(Store store) {
        CaseScope all = new CaseScope(0, EnumSet.allOf(About.class), true, false, Set.of(), Set.of());
        return Stream.of(true, false).flatMap(open -> store.cases().latest(all, open, 9, 0).stream())
                .flatMap(file -> store.cases().acts(file.id()).stream()).map(CaseAct::words)
                .collect(Collectors.joining("\n"));
    }

    /// An incident with a note, and a case of it with a name, notes and a file, decided on the day it was opened.
    private static void decided(Store store, long account) {
        Incidents.Ungathered next = store.incidents().next(999, MONDAY.plus(Duration.ofDays(9)));
        store.incidents().gather(next, next.accesses().stream()
                .map(access -> new GatheredAccess(access, Grade.B, Optional.of(Severity.NOTICE))).toList());
        Incident incident = store.incidents().queue(Scope.ALL, 1).getFirst();
        store.incidents().note(incident.id(), account, MONDAY, "dunnart");
        store.reveals().ask(incident.asker(), true, account, MONDAY, "quoll", 4, List.of());
        long file = store.cases().open(new Opening(incident, account, MONDAY, 2026, "bilby", About.ADULT,
                Optional.empty(), Optional.of("Echidna Doe")));
        store.cases().note(file, account, MONDAY.plusMillis(1), "betong");
        store.cases().attach(file, account, MONDAY.plusMillis(2),
                Attachment.of("kowari.txt", "numbat".getBytes(UTF_8)));
        store.cases().decisions().decide(file, account, MONDAY.plusMillis(3), LocalDate.parse("2026-11-16"),
                Outcome.LOW_LEVEL,
                "potoroo");
    }

    private static long destroy(Store store, Path folder, Instant now) {
        try (Retention retention = new Retention(store, Period.ofMonths(12), () -> ZoneOffset.UTC, () -> now,
                SeenClock.in(folder), () -> 0)) {
            assertThat(retention.look()).as("500 days were slept through: somebody has to say so").isZero();
            SeenClock.in(folder).confirm(now);
            return retention.look();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// All that is on disk there.
    private static String files(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static Store open(Path folder) {
        return Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")),
                new CaseKeyFile(folder.resolveSibling("case.key")));
    }

    private static void write(Store store, int from, int to) {
        store.accesses().append(LongStream.rangeClosed(from, to).mapToObj(RecordedAccesses::full).toList());
    }

    private static void sign(Store store, Path folder, Instant now) {
        Checkpoints
                .start(store.chain(), new Witnesses(store.outbox(), List.of(), false), folder.resolve("checkpoint.key"),
                        () -> now)
                .close();
    }

    private static List<Finding> findings(Store store, List<String> kept) {
        return store.chain().audit(new Audit.Given(kept, Set.of()), read -> {}).findings();
    }
}
