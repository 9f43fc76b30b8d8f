package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands beside the records so that pages are fast is what anyone can make from the records.
class DerivedTest {

    private static final String EACH = """
        (SELECT json_extract(c.value, '$.slug') AS category, a.number, a.day, a.grp, a.verdict, a.grp_verdict, a.grade
        FROM flagged_access a JOIN clear b ON b.number = a.number, json_each(b.evidence, '$.categories') c)""";
    private static final Map<String, String> MADE_ANEW = Map.of(
            "SELECT category, number, grp, verdict, grp_verdict, grade FROM access_category",
            "SELECT category, number, grp, verdict, grp_verdict, grade FROM " + EACH,
            "SELECT category, day, grp, verdict, grade, accesses FROM access_count", """
                SELECT '' AS category, day, grp, verdict, grade, COUNT(*) AS accesses FROM flagged_access
                GROUP BY day, grp, verdict, grade
                UNION ALL SELECT category, day, grp, verdict, grade, COUNT(*) FROM %s
                GROUP BY category, day, grp, verdict, grade""".formatted(EACH),
            "SELECT day, first_number, last_number FROM access_day",
            "SELECT day, MIN(number), MAX(number) FROM flagged_access GROUP BY day");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("J17 counts, categories and days are those that the records give when they are made anew")
    void whatIsDerivedCanBeMadeAnew() throws Exception {
        try (Store store = Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")), TestKey.ONE)) {
            List<RecordedAccess> all = RecordedAccesses.many(2_000, 17);
            for (int from = 0; from < all.size(); from += 40) {
                store.accesses().append(all.subList(from, from + 40));
            }
            holds("written");
            store.accesses().destroyBefore(LocalDate.parse("2026-11-17"), Instant.parse("2027-11-17T09:00:00Z"),
                    "a test");
            assertThat(rows("SELECT * FROM flagged_access")).isBetween(1L, 1_999L);
            holds("destroyed");
        }
    }

    private void holds(String after) throws Exception {
        decrypt();
        for (Map.Entry<String, String> one : MADE_ANEW.entrySet()) {
            assertThat(rows(one.getKey())).as(one.getKey()).isPositive();
            assertThat(rows(one.getKey() + " EXCEPT SELECT * FROM (" + one.getValue() + ")")).as("too much once %s: %s",
                    after, one.getKey()).isZero();
            assertThat(rows("SELECT * FROM (" + one.getValue() + ") EXCEPT " + one.getKey())).as("missing once %s: %s",
                    after, one.getKey()).isZero();
        }
    }

    /// Puts the evidence into a table of its own, in clear.
    private void decrypt() throws Exception {
        RecordSeal seal = RecordSeal.of(TestKey.bytes());
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"))) {
            connection.setAutoCommit(false);
            Sql.of("DROP TABLE IF EXISTS clear").run(connection);
            Sql.of("CREATE TABLE clear (number BIGINT, evidence TEXT)").run(connection);
            for (Map.Entry<Long, String> row : Sql.of("SELECT number, evidence FROM flagged_access").list(connection,
                    found -> Map.entry(found.getLong(1), found.getString(2)))) {
                Sql.of("INSERT INTO clear VALUES (?, ?)", row.getKey(),
                        seal.open(AccessRow.called(row.getKey(), "evidence"), row.getValue())).run(connection);
            }
            connection.commit();
        }
    }

    private long rows(String query) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT COUNT(*) FROM (" + query + ")")) {
            return row.getLong(1);
        }
    }
}
