package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.chain.Checkpoint;
import org.schoolgate.review.chain.Finding;
import org.schoolgate.review.chain.Finding.Kind;
import org.schoolgate.review.chain.Frontier;
import org.schoolgate.review.chain.SigningKey;

/// What the chain over the records shows on either database, when somebody changes the database itself.
abstract class ChainContract {

    private static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");
    private static final Audit.Given NOTHING = new Audit.Given(List.of(), Set.of());

    /// Every column that is in the digest, with a statement that changes it in the row 7.
    private static final Map<String, String> CHANGES = Map.ofEntries(
            Map.entry("format", "9"), Map.entry("trace", "'0000000000000001'"), Map.entry("reference", "'AAAA-AAAA'"),
            Map.entry("at", "at + 1"), Map.entry("day", "'2026-11-17'"), Map.entry("grp", "'staff'"),
            Map.entry("client", "'10.20.0.8'"), Map.entry("certainty", "'signed_in'"), Map.entry("verdict", "'flag'"),
            Map.entry("grp_verdict", "'staff/flag'"), Map.entry("rule", "'another'"),
            Map.entry("target", "'http://other.example/'"), Map.entry("host", "'other.example'"),
            Map.entry("fault", "1 - fault"), Map.entry("snapshot", "'p+m'"),
            Map.entry("evidence", "SUBSTR(evidence, 2)"), Map.entry("grade", "'c'"),
            Map.entry("asker", "'10.20.0.8'"), Map.entry("salt", "'ff'"));

    private StoreLocation location;
    private Store store;

    abstract StoreLocation empty() throws Exception;

    /// What an administrator of the database can do.
    abstract void change(StoreLocation location, String sql) throws Exception;

    @BeforeEach
    void open() throws Exception {
        location = empty();
        store = Store.open(location, TestKey.ONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsWrittenIsChained() {
        fill(2_500);
        Audit.Report report = audit(NOTHING);
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(2_500);
        assertThat(report.records()).isEqualTo(2_500);
    }

    @Test
    @DisplayName("J09 what people did with lists is chained, and a change of it is found")
    void whatIsDoneWithListsIsChained() throws Exception {
        store.listActs().add(5, NOW, "Edit 1 was made: games.example into “Games”. Why: Asked for");
        store.listActs().add(5, NOW, "Edit 1 was taken back. Why: A mistake");
        assertThat(store.listActs().latest(9)).extracting(CaseAct::words).containsExactly(
                "Edit 1 was taken back. Why: A mistake",
                "Edit 1 was made: games.example into “Games”. Why: Asked for");
        assertThat(store.listActs().latest(1)).singleElement().matches(act -> act.account() == 5
                && act.at().equals(NOW));
        assertThat(audit(NOTHING).findings()).isEmpty();
        change(location, "UPDATE case_act SET account = 6 WHERE words LIKE '%taken back%'");
        assertThat(audit(NOTHING).findings()).hasSize(1);
    }

    @Test
    @DisplayName("J09 a change of any column of a record is found, with its number")
    void aChangeOfAnyColumnIsFound() throws Exception {
        store.accesses().append(List.of(RecordedAccesses.full(6), RecordedAccesses.full(7), RecordedAccesses.full(8)));
        for (Map.Entry<String, String> change : CHANGES.entrySet()) {
            String column = change.getKey();
            change(location, "CREATE TABLE kept AS SELECT * FROM flagged_access WHERE number = 7");
            change(location, "UPDATE flagged_access SET " + column + " = " + change.getValue() + " WHERE number = 7");
            assertThat(audit(NOTHING).findings()).as(column).singleElement()
                    .matches(finding -> finding.kind() == Kind.RECORD_CHANGED && finding.about() == 7);
            change(location, "UPDATE flagged_access SET " + column + " = (SELECT " + column
                    + " FROM kept) WHERE number = 7");
            change(location, "DROP TABLE kept");
            assertThat(audit(NOTHING).findings()).as(column + " put back").isEmpty();
        }
    }

    @Test
    @DisplayName("J09 that a record is somebody else's is found, and that a person asked is in its digest")
    void aChangedWhoIsFound() throws Exception {
        RecordedAccess one = RecordedAccesses.full(6).as(RecordedAccesses.known("a.canary"));
        RecordedAccess other = RecordedAccesses.full(7).as(RecordedAccesses.known("b.canary"));
        store.accesses().append(List.of(one, other, RecordedAccesses.full(8).as(new Identity.OneOf(3))));
        assertThat(audit(NOTHING).findings()).isEmpty();
        assertThat(AccessRow.text(AccessRow.values(one))).contains("account a.canary",
                "\\\"account\\\":\\\"a.canary\\\"");
        for (String column : List.of("asker", "evidence")) {
            change(location, "CREATE TABLE kept AS SELECT * FROM flagged_access WHERE number = 7");
            change(location, "UPDATE flagged_access SET " + column + " = (SELECT o." + column
                    + " FROM flagged_access o WHERE o.number = 6) WHERE number = 7");
            assertThat(audit(NOTHING).findings()).as(column).singleElement()
                    .matches(finding -> finding.kind() == Kind.RECORD_CHANGED && finding.about() == 7);
            change(location, "UPDATE flagged_access SET " + column + " = (SELECT " + column
                    + " FROM kept) WHERE number = 7");
            change(location, "DROP TABLE kept");
        }
        assertThat(audit(NOTHING).findings()).isEmpty();
    }

    @Test
    @DisplayName("J10 records and entries that are deleted, added or renumbered are found")
    void whatIsMovedIsFound() throws Exception {
        fill(50);
        long victim = store.accesses().page(AccessFilter.ALL, java.util.Optional.empty(), 50).accesses().get(20)
                .number();
        change(location, "DELETE FROM access_category WHERE number = " + victim);
        change(location, "CREATE TABLE kept AS SELECT * FROM flagged_access WHERE number = " + victim);
        change(location, "DELETE FROM flagged_access WHERE number = " + victim);
        assertThat(kinds()).containsExactly(Kind.RECORD_GONE);
        change(location, "UPDATE kept SET number = 5");
        change(location, "INSERT INTO flagged_access SELECT * FROM kept");
        assertThat(kinds()).containsExactlyInAnyOrder(Kind.RECORD_GONE, Kind.RECORD_ADDED);
        change(location, "DELETE FROM chain_entry WHERE seq = 3");
        assertThat(kinds()).contains(Kind.ENTRIES_GONE);
    }

    @Test
    @DisplayName("J11 a chain that is cut off is found against the checkpoint")
    void aCutIsFound() throws Exception {
        fill(30);
        SigningKey key = SigningKey.first(store.chain().origin(), NOW);
        String note = sign(key);
        assertThat(audit(NOTHING).findings()).isEmpty();
        change(location, "DELETE FROM access_category WHERE number IN (SELECT about FROM chain_entry WHERE seq > 20)");
        change(location, "DELETE FROM flagged_access WHERE number IN (SELECT about FROM chain_entry WHERE seq > 20)");
        change(location, "DELETE FROM chain_entry WHERE seq > 20");
        change(location, "UPDATE chain_head SET size = 20, hash = (SELECT hash FROM chain_entry WHERE seq = 20)");
        assertThat(kinds()).containsExactly(Kind.CUT_OFF);
        change(location, "DELETE FROM chain_checkpoint");
        assertThat(kinds()).as("cut off with its checkpoint").isEmpty();
        assertThat(audit(new Audit.Given(List.of(note), Set.of())).findings()).extracting(Finding::kind)
                .containsExactly(Kind.CUT_OFF);
    }

    @Test
    void recordsFromBeforeAreTakenInOnce() throws Exception {
        fill(1_100);
        store.close();
        change(location, "DELETE FROM chain_entry");
        change(location, "DELETE FROM chain_head");
        change(location, "UPDATE flagged_access SET salt = NULL");
        store = Store.open(location, TestKey.ONE);
        assertThat(audit(NOTHING).findings()).isEmpty();
        assertThat(store.chain().head().size()).isEqualTo(1_100);
        change(location, "CREATE TABLE kept AS SELECT * FROM flagged_access WHERE number = (SELECT MIN(number) FROM"
                + " flagged_access)");
        change(location, "UPDATE kept SET number = 5, salt = NULL");
        change(location, "INSERT INTO flagged_access SELECT * FROM kept");
        store.close();
        store = Store.open(location, TestKey.ONE);
        assertThat(kinds()).as("brought in later").containsExactly(Kind.RECORD_ADDED);
    }

    @Test
    void aTranscriptIsTheSameEachTime() throws Exception {
        fill(40);
        sign(SigningKey.first(store.chain().origin(), NOW));
        StringBuilder one = new StringBuilder();
        StringBuilder other = new StringBuilder();
        assertThat(store.chain().writeAll(one, read -> {})).isEqualTo(40);
        store.chain().writeAll(other, read -> {});
        assertThat(one.toString()).isEqualTo(other.toString()).contains("\"schoolgate-evidence\":1");
        long number = store.accesses().page(AccessFilter.ALL, java.util.Optional.empty(), 1).accesses().getFirst()
                .number();
        StringBuilder some = new StringBuilder();
        assertThat(store.chain().write(some, List.of(number))).isEqualTo(1);
        assertThat(some.toString().lines()).hasSize(4);
    }

    @Test
    void whoReadsBesideTheGatewaySeesTheSameAndWritesNothing() {
        fill(20);
        try (Store reader = Store.openToRead(location, TestKey.ONE)) {
            assertThat(reader.chain().audit(NOTHING, read -> {}).entries()).isEqualTo(20);
            assertThatThrownBy(() -> reader.accesses().append(List.of(RecordedAccesses.full(1))))
                    .isInstanceOf(StoreException.class);
            fill(5);
            assertThat(reader.chain().audit(NOTHING, read -> {}).entries()).isEqualTo(25);
        }
    }

    @Test
    @DisplayName("J16 what is past its time is destroyed, the chain stays whole, and what is put back is found")
    void whatIsPastItsTimeIsDestroyed() throws Exception {
        fill(3_600);
        LocalDate third = LocalDate.parse("2026-11-18");
        long before = store.accesses().countsByDay(AccessFilter.ALL, 9).stream().mapToLong(DayCount::accesses).sum();
        change(location, "CREATE TABLE kept AS SELECT * FROM flagged_access WHERE day < '2026-11-18'");
        long destroyed = store.accesses().destroyBefore(third, NOW, "kept for 12 months");
        assertThat(destroyed).isGreaterThan(1_000);
        Audit.Report report = audit(NOTHING);
        assertThat(report.findings()).isEmpty();
        assertThat(report.destroyed()).isEqualTo(destroyed);
        assertThat(report.records()).isEqualTo(3_600);
        assertThat(store.accesses().countsByDay(AccessFilter.ALL, 9)).allMatch(day -> !day.day().isBefore(third));
        assertThat(store.accesses().countsByDay(AccessFilter.ALL, 9).stream().mapToLong(DayCount::accesses).sum())
                .isEqualTo(before - destroyed);
        assertThat(store.accesses().destroyBefore(third, NOW, "again")).isZero();

        change(location,
                "UPDATE destroyed SET note = REPLACE(note, 'months', 'weeks') WHERE number = (SELECT MIN(number) FROM"
                        + " destroyed)");
        assertThat(kinds()).containsExactly(Kind.RECORD_CHANGED);
        change(location, "UPDATE destroyed SET note = REPLACE(note, 'weeks', 'months')");
        change(location, "INSERT INTO flagged_access SELECT * FROM kept WHERE number = (SELECT MIN(number) FROM kept)");
        assertThat(kinds()).containsExactly(Kind.RECORD_ADDED);
    }

    private String sign(SigningKey key) {
        Frontier tree = Frontier.EMPTY;
        for (String hash : store.chain().hashes(0, store.chain().head().size())) {
            tree = tree.with(hash);
        }
        var signed = key.sign(Checkpoint.of(store.chain().origin(), store.chain().head(), tree.root(), NOW));
        store.chain().add(key.signer());
        store.chain().add(signed, tree);
        return signed.text();
    }

    private void fill(int count) {
        List<RecordedAccess> all = RecordedAccesses.many(count, count);
        for (int from = 0; from < count; from += 100) {
            store.accesses().append(new ArrayList<>(all.subList(from, Math.min(count, from + 100))));
        }
    }

    private Audit.Report audit(Audit.Given given) {
        return store.chain().audit(given, read -> {});
    }

    private List<Kind> kinds() {
        return audit(NOTHING).findings().stream().map(Finding::kind).toList();
    }
}
