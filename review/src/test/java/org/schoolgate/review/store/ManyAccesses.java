package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/// As many flagged accesses as wanted, written straight into the tables of a store, in either database. They are in clear, as all were
/// once: whoever opens the store next encrypts them.
public final class ManyAccesses {

    private static final long DAY_MILLIS = 86_400_000L;

    private ManyAccesses() {}

    /// 200 days up to 4 June 2026, three groups, mostly blocked, few coached; two categories, one of them rare.
    public static void insert(Connection connection, int rows) throws SQLException {
        long first = Instant.parse("2025-11-17T00:00:00Z").toEpochMilli();
        long epoch = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
        long apart = 200 * DAY_MILLIS / rows;
        run(connection,
                """
                    WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                    INSERT INTO flagged_access (number, format, trace, reference, at, day, grp, client, certainty, verdict,
                    grp_verdict, rule, sealed, target, host, seal, fault, snapshot, evidence, grade, asker)
                    SELECT number, 1, trace, reference, at, %s, grp, client, 'not_known', verdict, grp || '/' || verdict,
                    'social-media', 0, target, host, NULL, 0, 'p+l',
                    '{"group":"A group","reason":"It is closed","signals":{"mode":"tunnel","method":"CONNECT"}}',
                    CASE WHEN i %% 500 = 0 THEN 'b' WHEN i %% 3 = 0 THEN 'd' ELSE 'u' END, client
                    FROM (SELECT i, ((%d + i * %d - %d) << 22) + i %% 1000 AS number,
                    substr(CAST(10000000000000000 + i AS TEXT), 2) AS trace,
                    substr(CAST(100000000 + i AS TEXT), 2) AS reference, %d + i * %d AS at,
                    CASE WHEN i %% 10 < 7 THEN 'pupils' WHEN i %% 10 < 9 THEN 'staff' ELSE 'visitors' END
                    AS grp, '10.20.' || (i %% 7) || '.' || (i %% 251) AS client,
                    CASE WHEN i %% 1000 = 0 THEN 'coach' WHEN i %% 9 = 0 THEN 'flag' ELSE 'block' END
                    AS verdict, 'site' || (i %% 997) || '.example:443' AS target,
                    'site' || (i %% 997) || '.example' AS host FROM n) made"""
                        .formatted(rows - 1, day(connection), first, apart,
                                epoch, first, apart),
                """
                    INSERT INTO access_category (category, number, grp, verdict, grp_verdict, grade)
                    SELECT 'social-networks', number, grp, verdict, grp_verdict, grade FROM flagged_access ORDER BY number""",
                """
                    INSERT INTO access_category (category, number, grp, verdict, grp_verdict, grade)
                    SELECT 'video', number, grp, verdict, grp_verdict, grade FROM flagged_access WHERE number % 1000 = 7
                    ORDER BY number""",
                "INSERT INTO access_day SELECT day, MIN(number), MAX(number) FROM flagged_access GROUP BY day",
                "INSERT INTO sealing (what, done) VALUES ('flagged_access', -1), ('client', -1)");
    }

    /// The counts that go with them, and an incident for each fifty accesses, of which every third is closed.
    public static void gather(Connection connection) throws SQLException {
        run(connection, """
            INSERT INTO access_count (day, grp, category, verdict, grade, accesses)
            SELECT day, grp, '', verdict, grade, COUNT(*) FROM flagged_access GROUP BY day, grp, verdict, grade""", """
            INSERT INTO access_count (day, grp, category, verdict, grade, accesses)
            SELECT a.day, a.grp, c.category, a.verdict, a.grade, COUNT(*) FROM flagged_access a
            JOIN access_category c ON c.number = a.number GROUP BY a.day, a.grp, c.category, a.verdict, a.grade""", """
            INSERT INTO group_name (name, title) VALUES ('pupils', 'Pupils'), ('staff', 'Staff'),
            ('visitors', 'Visitors')""", """
            INSERT INTO category_name (slug, title, subject) VALUES ('social-networks', 'Networks', 'Social media'),
            ('video', 'Video', 'Video')""", """
            INSERT INTO pseudonym (client, name) SELECT client, 'Device ' || client FROM flagged_access
            GROUP BY client""", """
            INSERT INTO incident (id, number, client, grp, group_title, subject, certainty, first_at, last_at,
            severity, grade, by_hand, accesses, is_open)
            SELECT number, (ROW_NUMBER() OVER (ORDER BY number)), client, grp, grp, 'Social media', 'not_known', at,
            at, CAST(reference AS INTEGER) / 50 % 3, 'b', 1, 50,
            CASE WHEN CAST(reference AS INTEGER) / 50 % 3 = 0 THEN 0 ELSE 1 END
            FROM flagged_access WHERE CAST(reference AS INTEGER) % 50 = 0""", """
            INSERT INTO incident_device (incident, client) SELECT id, client FROM incident""", """
            INSERT INTO incident_count (day, subject, incidents)
            SELECT a.day, i.subject, COUNT(*) FROM incident i JOIN flagged_access a ON a.number = i.id
            GROUP BY a.day, i.subject""", """
            INSERT INTO incident_access (incident, access, grade)
            SELECT i.number, a.number, a.grade FROM flagged_access a JOIN flagged_access i
            ON i.reference = substr(CAST(100000000 + CAST(a.reference AS INTEGER) / 50 * 50 AS TEXT), 2)""", "ANALYZE");
    }

    private static void run(Connection connection, String... all) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(all)) {
                statement.executeUpdate(sql);
            }
        }
    }

    /// The day of a time: what the two databases say in words of their own.
    private static String day(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("SQLite")
                ? "date(at / 1000, 'unixepoch')"
                : "to_char(to_timestamp(at / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')";
    }
}
