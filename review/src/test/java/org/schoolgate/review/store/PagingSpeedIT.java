package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fifty thousand flagged accesses (a million in the long loop), and every way to narrow their list.
class PagingSpeedIT {

    private static final int ROWS = Boolean.getBoolean("schoolgate.long") ? 1_000_000 : 50_000;
    private static final int PAGE = 50;
    private static final RecordSeal SEAL = RecordSeal.of(TestKey.bytes());

    @TempDir
    private static Path folder;
    private static Database database;

    @BeforeAll
    static void load() throws SQLException {
        Path file = folder.resolve("store.db");
        Store.open(new StoreLocation.Sqlite(file), TestKey.ONE).close();
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA cache_size = -200000");
            connection.setAutoCommit(false);
            ManyAccesses.insert(connection, ROWS);
            connection.commit();
        }
        System.out.printf("%d flagged accesses loaded in %.1f s%n", ROWS, (System.nanoTime() - start) / 1e9);
        start = System.nanoTime();
        Store.open(new StoreLocation.Sqlite(file), TestKey.ONE).close();
        System.out.printf("they were encrypted in %.1f s%n", (System.nanoTime() - start) / 1e9);
        database = SqliteFile.open(file);
    }

    @AfterAll
    static void close() {
        database.close();
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
        Accesses accesses = new Accesses(database, new Chain(database, CaseSeal.none()), SEAL);
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
                + " AND reference = ?", "%016d".formatted(ROWS / 2), "%08d".formatted(ROWS / 2))
                .first(connection, row -> row.getLong(1))).orElseThrow();
        return List.of(Optional.empty(), Optional.of(Cursor.olderThan(middle)), Optional.of(Cursor.newerThan(middle)));
    }

    private static List<String> plan(AccessFilter filter, Optional<Cursor> cursor) {
        Optional<AccessQuery.Span> span = filter.day().map(day -> new AccessQuery.Span(1, Long.MAX_VALUE));
        return database
                .read(connection -> AccessQuery
                        .page(filter, new AccessQuery.Part(filter.group(), Optional.empty(), Set.of()), span, cursor,
                                PAGE, SEAL)
                        .explained()
                        .list(connection, row -> row.getString("detail")));
    }
}
