package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.review.report.Paper;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.ManyAccesses;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestServer;

/// Every page of the desk over 50,000 flagged accesses (a million in the long loop), and the review of a year as PDF. How fast
/// they must be is asked in the long loop alone, where there is quiet.
class DeskSpeedIT {

    private static final boolean LONG = Boolean.getBoolean("schoolgate.long");
    private static final int ROWS = LONG ? 1_000_000 : 50_000;
    private static final List<Dates> TERMS = List.of(
            new Dates(LocalDate.parse("2025-09-01"), LocalDate.parse("2025-12-19")),
            new Dates(LocalDate.parse("2026-01-05"), LocalDate.parse("2026-03-27")));
    private static final int ROUNDS = LONG ? 40 : 4;

    @TempDir
    private Path folder;

    @Test
    void onSqliteEveryPageIsThereSoonAndTheYearAsPdf() throws Exception {
        StoreLocation.Sqlite location = (StoreLocation.Sqlite) StoreLocation.in(folder);
        everyPageIsThereSoonAndTheYearAsPdf(location, () -> {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + location.file());
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = OFF");
                statement.execute("PRAGMA cache_size = -200000");
            }
            return connection;
        });
    }

    @Test
    void onPostgresqlEveryPageIsThereSoonAndTheYearAsPdf() throws Exception {
        try (TestServer server = new TestServer()) {
            StoreLocation.Postgres location = server.empty();
            everyPageIsThereSoonAndTheYearAsPdf(location, () -> DriverManager.getConnection(location.jdbcUrl(),
                    location.user(), location.password()));
        }
    }

    private void everyPageIsThereSoonAndTheYearAsPdf(StoreLocation location, Callable<Connection> connecting)
            throws Exception {
        new TestSite(folder, location).close();
        try (Connection connection = connecting.call()) {
            connection.setAutoCommit(false);
            ManyAccesses.insert(connection, ROWS);
            ManyAccesses.gather(connection);
            connection.commit();
        }
        try (TestSite site = new TestSite(folder, location); TestBrowser browser = new TestBrowser(site)) {
            site.now.set(Instant.parse("2026-06-04T09:40:00Z"));
            site.account("rao", "Mrs Rao", Role.HEAD);
            browser.signIn("rao", TestSite.PASSWORD);
            Map<String, Long> slow = new LinkedHashMap<>();
            for (String page : pages(site).values()) {
                site.now.updateAndGet(now -> now.plusMillis(1));
                browser.get(page);
            }
            pages(site).forEach((name, page) -> slow.put(name, p95(site, browser, page)));
            slow.forEach((name, millis) -> System.out.printf("%s: %-28s p95 %d ms among %d%n",
                    location.getClass().getSimpleName(), name, millis, ROWS));
            long start = System.nanoTime();
            Times times = new Times(site.now.get(), TestSite.LONDON);
            byte[] pdf = Paper.of(new YearReport(site.store, TestSite.LONDON, site.status.get(),
                    site.settings.changes(), LocalDate.parse("2025-06-04")).of(
                            new Dates(LocalDate.parse("2025-09-01"),
                                    LocalDate.parse("2026-05-31")),
                            TERMS, times),
                    site.now.get());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.printf("a year as PDF: %d ms, %d bytes%n", took.toMillis(), pdf.length);
            assertThat(took).isLessThan(Duration.ofSeconds(LONG ? 10 : 60));
            if (LONG) {
                assertThat(slow).allSatisfy((name, millis) -> assertThat(millis).as(name).isLessThan(300));
            }
        }
    }

    private static Map<String, String> pages(TestSite site) {
        RecordedAccess access = site.store.accesses().page(AccessFilter.ALL, Optional.empty(), 1).accesses().getFirst();
        Incident incident = site.store.incidents().queue(Scope.ALL, 1).getFirst();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("desk", "/");
        pages.put("incidents", "/incidents");
        pages.put("incidents, closed, page 40", "/incidents?state=closed&page=40");
        pages.put("incident", "/incidents/" + incident.id());
        pages.put("evidence", "/incidents/" + incident.id() + "/pack");
        pages.put("flagged", "/flagged");
        pages.put("flagged, one group", "/flagged?group=staff");
        pages.put("flagged, one category", "/flagged?category=video");
        pages.put("flagged, one answer", "/flagged?verdict=coach");
        pages.put("flagged, one grade", "/flagged?grade=B");
        pages.put("flagged, all of these", "/flagged?group=staff&category=social-networks&verdict=block&grade=D");
        pages.put("flagged, one day", "/flagged?day=2026-03-03");
        pages.put("access", "/access/" + access.number());
        pages.put("find", "/find?reference=" + access.reference());
        pages.put("counts", "/counts");
        pages.put("cases", "/cases");
        pages.put("people", "/people");
        pages.put("looks", "/looks");
        pages.put("week", "/reports/week");
        pages.put("term", "/reports/term");
        pages.put("year", "/reports/year");
        pages.put("checks", "/checks");
        return pages;
    }

    private static long p95(TestSite site, TestBrowser browser, String page) {
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            site.now.updateAndGet(now -> now.plusMillis(1));
            long start = System.nanoTime();
            try {
                assertThat(browser.get(page).statusCode()).as(page).isIn(200, 303);
            } catch (IOException | InterruptedException fault) {
                throw new AssertionError(page, fault);
            }
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[(int) Math.ceil(ROUNDS * 0.95) - 1] / 1_000_000;
    }
}
