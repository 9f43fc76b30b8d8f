package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.chain.Entry;
import org.schoolgate.review.chain.Sha256;

/// What was kept in clear is encrypted once, however often that is broken off.
class RecordSealingTest {

    private static final int ROWS = 2_500;
    private static final Asker.Device DEVICE = new Asker.Device(IpAddress.parse("10.20.3.3").orElseThrow());

    @TempDir
    private Path folder;

    private StoreLocation location;

    /// A store as the version before left it.
    @BeforeEach
    void inClear() throws Exception {
        location = new StoreLocation.Sqlite(folder.resolve("a.db"));
        Store.open(location, TestKey.ONE).close();
        try (Connection connection = connection()) {
            ManyAccesses.insert(connection, ROWS);
            ManyAccesses.gather(connection);
        }
        change("UPDATE pseudonym SET name = 'Device ' || rowid");
        change("UPDATE chain_head SET adopted = 0");
        change("INSERT INTO account (id, name, display_name, password_hash, must_change, created, role)"
                + " VALUES (1, 'rao', 'Mrs Rao', 'x', 0, 0, 'head')");
        change("INSERT INTO incident_act (id, incident, account, at, kind, words)"
                + " SELECT id, id, 1, 0, 'noted', 'canary ' || number FROM incident");
        change("INSERT INTO reveal (id, client, by_two, asked_by, asked_at, why, hours, granted, ends)"
                + " VALUES (5, '10.20.3.3', 0, 1, 9000000000000, 'canary', 1, 1, 9100000000000)");
        change("INSERT INTO own_device (account, client) VALUES (1, '10.20.3.3')");
        change("INSERT INTO custody (id, account, at, kind, incident, name, sha256, recipient, purpose)"
                + " VALUES (6, 1, 0, 'pack', 99, 'a.zip', 'ab', 'canary', '')");
        change("INSERT INTO personal_copy (id, account, at, client, first_day, last_day, why, reference) VALUES"
                + " (7, 1, 0, '10.20.3.3', '2026-01-01', '2026-02-01', 'canary', ''),"
                + " (8, 1, 0, '', '2020-01-01', '2020-02-01', 'canary', 'canary')");
        change("INSERT INTO sorting (name, asked, category) VALUES ('" + "a".repeat(32)
                + "', 'site1.example:443', 'video')");
        change("INSERT INTO access_sorting (number, sorting) SELECT MAX(number), '" + "a".repeat(32)
                + "' FROM flagged_access");
        change("INSERT INTO sighting (topic, number, at) VALUES ('10.20.3.3|x', 1, 1)");
        change("INSERT INTO alerted (topic, at) VALUES ('10.20.3.3|x|mail|head@school.example', 1),"
                + " ('announced-week|1', 1), ('summary-week|head@school.example', 1)");
        change("INSERT INTO sealing (what, done) VALUES ('incident_act', -1), ('reveal', -1), ('personal_copy', -1),"
                + " ('custody', -1), ('sorting', -1), ('topic', -1)");
        change("VACUUM");
        assertThat(files()).contains("site1.example", "10.20.3.3", "canary");
    }

    @Test
    @DisplayName("W03 all that was kept of people in clear is encrypted at the next start, and reads as before")
    void allIsEncrypted() throws Exception {
        try (Store store = Store.open(location, TestKey.ONE)) {
            holds(store);
        }
    }

    @Test
    @DisplayName("W03 broken off anywhere, it goes on at the next start")
    void itGoesOn() throws Exception {
        // In the order in which it is done.
        for (List<String> place : List.of(List.of("incident", "client"), List.of("custody", "recipient"),
                List.of("flagged_access", "client"), List.of("incident_act", "words"),
                List.of("personal_copy", "why"), List.of("reveal", "why"), List.of("sorting", "name"),
                List.of("sighting", "topic"))) {
            String table = place.get(0);
            change("CREATE TRIGGER breaks BEFORE UPDATE OF " + place.get(1) + " ON " + table
                    + " WHEN (SELECT COUNT(*) FROM " + table + " t WHERE t.rowid < NEW.rowid) >= (SELECT COUNT(*) FROM "
                    + table + ") / 2 BEGIN SELECT RAISE(ABORT, 'broken off'); END");
            assertThatThrownBy(() -> Store.open(location, TestKey.ONE)).as(table).isInstanceOf(StoreException.class);
            change("DROP TRIGGER breaks");
        }
        try (Store store = Store.open(location, TestKey.ONE)) {
            holds(store);
        }
    }

    /// As the version before spelled it.
    private static final String BEFORE = "{\"number\":77,\"format\":3,\"trace\":\"0000000000000009\","
            + "\"reference\":\"AAAA-AAAJ\",\"at\":1763337600000,\"day\":\"2025-11-17\",\"grp\":\"pupils\","
            + "\"client\":\"10.20.9.9\",\"certainty\":\"not_known\",\"verdict\":\"block\","
            + "\"grp_verdict\":\"pupils/block\",\"rule\":\"r\",\"sealed\":0,\"target\":\"a.example:443\","
            + "\"host\":\"a.example\",\"seal\":null,\"fault\":0,\"snapshot\":\"p+l\","
            + "\"evidence\":\"{\\\"group\\\":\\\"x\\\",\\\"signals\\\":{\\\"mode\\\":\\\"tunnel\\\"}}\",\"grade\":\"u\"}";

    @Test
    void aRecordFromBeforeItWasKeptWhoAskedKeepsItsDigestAndIsItsDevices() throws Exception {
        String salt = "ab".repeat(16);
        Database database = SqliteFile.open(folder.resolve("a.db"));
        database.write(connection -> {
            Sql.of("INSERT INTO flagged_access (number, format, trace, reference, at, day, grp, client, certainty, verdict,"
                    + " grp_verdict, rule, sealed, target, host, seal, fault, snapshot, evidence, grade, salt, asker) VALUES"
                    + " (77, 3, '0000000000000009', 'AAAA-AAAJ', 1763337600000, '2025-11-17', 'pupils', '10.20.9.9',"
                    + " 'not_known', 'block', 'pupils/block', 'r', 0, 'a.example:443', 'a.example', NULL, 0, 'p+l', ?,"
                    + " 'u', ?, '10.20.9.9')", "{\"group\":\"x\",\"signals\":{\"mode\":\"tunnel\"}}", salt)
                    .run(connection);
            new Chain(database, CaseSeal.none()).append(connection, Entry.Kind.ACCESS,
                    Map.of(77L, Sha256.keyed(salt, BEFORE)));
            return true;
        });
        database.close();
        try (Store store = Store.open(location, TestKey.ONE)) {
            assertThat(store.chain().audit(new Audit.Given(List.of(), Set.of()), _ -> {}).findings()).isEmpty();
            RecordedAccess access = store.accesses().find(77).orElseThrow();
            assertThat(access.identity()).isEqualTo(Identity.UNKNOWN);
            Asker device = new Asker.Device(IpAddress.parse("10.20.9.9").orElseThrow());
            assertThat(store.accesses().within(new Scope(Optional.empty(), Optional.of(Set.of(device)), Set.of()))
                    .page(AccessFilter.ALL, Optional.empty(), 9).accesses()).contains(access);
        }
        change("UPDATE flagged_access SET asker = (SELECT o.asker FROM flagged_access o WHERE o.number > 77 LIMIT 1)"
                + " WHERE number = 77");
        try (Store store = Store.open(location, TestKey.ONE)) {
            assertThat(store.chain().audit(new Audit.Given(List.of(), Set.of()), _ -> {}).findings()).singleElement()
                    .matches(finding -> finding.about() == 77);
        }
    }

    private void holds(Store store) throws Exception {
        assertThat(files()).contains("announced-week|1", "summary-week|").doesNotContain("10.20.3.3", "site1.example",
                "canary", "10.20.3.3|x");
        Audit.Report report = store.chain().audit(new Audit.Given(List.of(), Set.of()), _ -> {});
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isEqualTo(ROWS);
        List<RecordedAccess> page = store.accesses().page(AccessFilter.ALL, Optional.empty(), 500).accesses();
        assertThat(page).hasSize(500).allSatisfy(access -> assertThat(access.target().orElseThrow())
                .isEqualTo(access.host().orElseThrow() + ":443").startsWith("site"));
        assertThat(store.accesses().within(new Scope(Optional.empty(), Optional.of(Set.of(DEVICE)), Set.of()))
                .page(AccessFilter.ALL, Optional.empty(), 9).accesses()).hasSize(2)
                .allMatch(access -> access.client().equals(DEVICE.address()) && access.asker().equals(DEVICE));
        List<Incident> queue = store.incidents().queue(Scope.ALL, 500);
        assertThat(queue).hasSizeGreaterThan(20).allSatisfy(incident -> {
            assertThat(incident.pseudonym()).startsWith("Device ");
            assertThat(store.reveals().pseudonym(incident.asker())).isEqualTo(incident.pseudonym());
            assertThat(store.incidents().acts(incident.id())).singleElement().extracting(IncidentAct::words)
                    .isEqualTo("canary " + incident.number());
        });
        assertThat(store.ownDevices().of(1)).containsExactly(DEVICE);
        assertThat(store.custody().of(99)).singleElement().extracting(Taken::recipient, Taken::purpose)
                .containsExactly("canary", "");
        assertThat(store.copies().find(7).orElseThrow()).extracting(PersonalCopy::asker, PersonalCopy::why)
                .containsExactly(Optional.of(DEVICE), "canary");
        assertThat(store.copies().find(8).orElseThrow()).extracting(PersonalCopy::asker, PersonalCopy::reference)
                .containsExactly(Optional.empty(), "canary");
        assertThat(store.reveals().atOnce(Instant.EPOCH)).singleElement()
                .extracting(Reveal::asker, Reveal::why).containsExactly(DEVICE, "canary");
        Sorting sorting = store.corrections().next("", 9).getFirst();
        assertThat(sorting.asked()).isEqualTo("site1.example:443");
        store.corrections().note(List.of(sorting), List.of(), Instant.EPOCH, "x");
        assertThat(store.corrections().of(page.getFirst().number())).hasSize(1);
    }

    private String files() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private Connection connection() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"));
    }

    private void change(String sql) throws Exception {
        try (Connection connection = connection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
