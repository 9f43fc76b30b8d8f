package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hundred thousand flagged accesses (a million in the long loop), and every way to narrow their list.
class PagingSpeedIT {

    private static final int ROWS = Boolean.getBoolean("schoolgate.long") ? 1_000_000 : 200_000;
    private static final int PAGE = 50;
    private static final long DAY_MILLIS = 86_400_000L;

    @TempDir
    private static Path folder;
    private static Database database;

    @BeforeAll
    static void load() throws SQLException {
        Path file = folder.resolve("store.db");
        Store.open(new StoreLocation.Sqlite(file)).close();
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA cache_size = -200000");
            connection.setAutoCommit(false);
            insert(statement);
            connection.commit();
        }
        System.out.printf("%d flagged accesses loaded in %.1f s%n", ROWS, (System.nanoTime() - start) / 1e9);
        database = SqliteFile.open(file);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /// 200 days up to 4 June 2026, three groups, mostly blocked, few coached; two categories, one of them rare.
    private static void insert(Statement statement) throws SQLException {
        long first = Instant.parse("2025-11-17T00:00:00Z").toEpochMilli();
        long epoch = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
        long apart = 200 * DAY_MILLIS / ROWS;
        statement.executeUpdate("""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
            INSERT INTO flagged_access (number, format, trace, reference, at, day, grp, client, certainty, verdict,
            grp_verdict, rule, sealed, target, host, seal, fault, snapshot, evidence, grade)
            SELECT number, 1, trace, reference, at, day, grp, client, 'not_known', verdict, grp || '/' || verdict,
            'social-media', 0, target, host, NULL, 0, 'p+l',
            '{"group":"A group","reason":"It is closed","signals":{"mode":"tunnel","method":"CONNECT"}}',
            CASE WHEN i %% 500 = 0 THEN 'b' WHEN i %% 3 = 0 THEN 'd' ELSE 'u' END
            FROM (SELECT i, ((%d + i * %d - %d) << 22) + i %% 1000 AS number, printf('%%016x', i) AS trace,
            printf('%%08d', i) AS reference, %d + i * %d AS at,
            date((%d + i * %d) / 1000, 'unixepoch') AS day,
            CASE WHEN i %% 10 < 7 THEN 'pupils' WHEN i %% 10 < 9 THEN 'staff' ELSE 'visitors' END
            AS grp, '10.20.' || (i %% 7) || '.' || (i %% 251) AS client,
            CASE WHEN i %% 1000 = 0 THEN 'coach' WHEN i %% 9 = 0 THEN 'flag' ELSE 'block' END
            AS verdict, 'site' || (i %% 997) || '.example:443' AS target,
            'site' || (i %% 997) || '.example' AS host FROM n)""".formatted(ROWS - 1, first, apart, epoch, first, apart,
                first, apart));
        statement.executeUpdate("""
            INSERT INTO access_category (category, number, grp, verdict, grp_verdict, grade)
            SELECT 'social-networks', number, grp, verdict, grp_verdict, grade FROM flagged_access ORDER BY number""");
        statement.executeUpdate(
                """
                    INSERT INTO access_category (category, number, grp, verdict, grp_verdict, grade)
                    SELECT 'video', number, grp, verdict, grp_verdict, grade FROM flagged_access WHERE number %% 1000 = 7 ORDER BY number"""
                        .replace("%%", "%"));
        statement.executeUpdate("INSERT INTO access_day SELECT day, MIN(number), MAX(number) FROM flagged_access"
                + " GROUP BY day");
    }

    @Test
    void everyPageIsReadByAnIndexAndNeverSorted() {
        for (AccessFilter filter : StoreContract.combinations()) {
            for (Optional<Cursor> cursor : cursors()) {
                assertThat(plan(filter, cursor)).as("%s %s", filter, cursor)
                        .isNotEmpty()
                        .allSatisfy(step -> assertThat(step).matches("SEARCH . USING (COVERING )?INDEX .*"))
                        .first().asString().contains(indexed(filter) + "number>? AND number<?)");
            }
        }
    }

    @Test
    void pagesAreReadAndTheirTimesPrinted() {
        Accesses accesses = new Accesses(database, new Chain(database));
        List<Long> nanos = new ArrayList<>();
        List<String> groups = List.of("pupils", "staff", "visitors", "nobody");
        for (int round = 0; round < 5; round++) {
            for (String group : groups) {
                for (AccessFilter shape : StoreContract.combinations()) {
                    AccessFilter filter = new AccessFilter(shape.day().map(day -> day.minusDays(200)),
                            shape.group().map(any -> group), shape.category(), shape.verdict(), shape.grade());
                    for (Optional<Cursor> cursor : cursors()) {
                        long start = System.nanoTime();
                        AccessPage page = accesses.page(filter, cursor, PAGE);
                        nanos.add(System.nanoTime() - start);
                        assertThat(page.accesses().size()).isLessThanOrEqualTo(PAGE);
                    }
                }
            }
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        System.out.printf("a page of %d among %d: median %.2f ms, p95 %.2f ms, slowest %.2f ms (%d pages)%n", PAGE,
                ROWS,
                sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 95 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6, sorted.length);
    }

    /// What the index is asked for: everything but the day, which is a span of numbers.
    private static String indexed(AccessFilter filter) {
        String narrow = filter.grade().isPresent()
                ? "grade=? AND "
                : filter.group().isPresent() && filter.verdict().isPresent()
                        ? "grp_verdict=? AND "
                        : filter.group().isPresent()
                                ? "grp=? AND "
                                : filter.verdict().isPresent() ? "verdict=? AND " : "";
        return (filter.category().isPresent() ? "category=? AND " : "") + narrow;
    }

    /// The first page, and from the middle both ways.
    private static List<Optional<Cursor>> cursors() {
        long middle = database.read(connection -> Sql.of("SELECT number FROM flagged_access WHERE trace = ?"
                + " AND reference = ?", "%016x".formatted(ROWS / 2), "%08d".formatted(ROWS / 2))
                .first(connection, row -> row.getLong(1))).orElseThrow();
        return List.of(Optional.empty(), Optional.of(Cursor.olderThan(middle)), Optional.of(Cursor.newerThan(middle)));
    }

    private static List<String> plan(AccessFilter filter, Optional<Cursor> cursor) {
        Optional<AccessQuery.Span> span = filter.day().map(day -> new AccessQuery.Span(1, Long.MAX_VALUE));
        return database
                .read(connection -> AccessQuery
                        .page(filter, new AccessQuery.Part(filter.group(), Optional.empty(), Set.of()), span, cursor,
                                PAGE)
                        .explained()
                        .list(connection, row -> row.getString("detail")));
    }
}
