package org.schoolgate.review.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.FilterCheck;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Taken;
import org.schoolgate.review.store.View;

/// The week for those who read records, and the term for the governors.
class ReportsIT {

    private TestSite site;
    private TestBrowser head;
    private TestBrowser governor;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        site = new TestSite(folder);
        head = new TestBrowser(site);
        governor = new TestBrowser(site);
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("pritchard", "Mrs Pritchard", Role.GOVERNOR);
        List<GatheredAccess> all = new ArrayList<>();
        incidents(all, "2026-11-10T09:00:00Z", 8, TestSite.NETWORKS);
        incidents(all, "2026-11-10T11:00:00Z", 6, TestSite.GAMES);
        incidents(all, "2026-11-11T09:00:00Z", 3, TestSite.ILLEGAL);
        incidents(all, "2026-11-17T09:00:00Z", 3, TestSite.NETWORKS);
        site.store.incidents().gather(site.store.incidents().next(999, site.now.get()), all);
        head.signIn("rao", TestSite.PASSWORD);
        governor.signIn("pritchard", TestSite.PASSWORD);
    }

    @AfterEach
    void close() {
        head.close();
        governor.close();
        site.close();
    }

    @Test
    void theWeekHoldsItsNumbersAgainstTheWeeksBefore() throws Exception {
        Incident one = site.store.incidents().latest(Scope.ALL, true, 1, 0).getFirst();
        long rao = site.store.accounts().find("rao").orElseThrow().id();
        site.store.incidents().look(one.id(), rao, one.first().plus(Duration.ofMinutes(20)));
        site.store.incidents().setOpen(one.id(), rao, one.first().plus(Duration.ofMinutes(50)), false, "nothing");
        String page = plain(head.get("/reports/week").body());
        assertThat(page).contains("The week from Monday 16 November to Sunday 22 November 2026",
                "<th scope=\"row\">Social media</th><td class=\"n\">3</td><td class=\"n\">2.0</td>",
                "<th scope=\"row\">All</th><td class=\"n\">3</td><td class=\"n\">4.3</td>",
                "1 of this week’s 3 incidents are closed, 2 wait", "to the first look, in the middle: 20 min.",
                "to closing, in the middle: 30 min.", "<svg",
                "Nobody said that a site was closed by mistake, or needed.");
        assertThat(plain(head.get("/reports/week?of=2026-W46").body())).contains(
                "<th scope=\"row\">Games</th><td class=\"n\">6</td><td class=\"n\">0.0</td>");
        assertThat(head.get("/reports/week?of=nonsense").statusCode()).isEqualTo(200);
        assertThat(governor.get("/reports/week").statusCode()).isEqualTo(404);
    }

    @Test
    void theTermTellsGovernorsNoNumberFromOneToFourAndNothingOfAnyone() throws Exception {
        String page = plain(governor.get("/reports/term").body());
        assertThat(page).contains("The term from Tuesday 1 September to Sunday 15 November 2026",
                "<th scope=\"row\">Social media</th><td class=\"n\">8</td>",
                "<th scope=\"row\">Games</th><td class=\"n\">not told</td>",
                "<th scope=\"row\">Illegal material</th><td class=\"n\">not told</td>",
                "<th scope=\"row\">All</th><td class=\"n\">17</td>", "fewer than 5",
                "The police list, for “Extremism”, is not in place",
                "<th scope=\"row\">Head of School</th><td class=\"n\">0</td>",
                "<th scope=\"row\">IT</th><td class=\"n\">cannot</td>");
        assertThat(page).doesNotContain("10.40.", ".example", "Device", "Mrs Rao");
    }

    @Test
    void theYearTellsOfChecksOfChangesAndOfEachTerm() throws Exception {
        TestBrowser lead = new TestBrowser(site);
        site.account("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD);
        lead.signIn("hallam", TestSite.PASSWORD);
        Map<String, String> check = Map.of("day", "2026-11-12", "device", "Pupils’ laptop 4, library", "people",
                "Pupils", "tried", "games.test.schoolgate.internal", "found", "It was opened.", "follows",
                "The rule for pupils is changed today.");
        assertThat(lead.post("/checks", "/checks", check).statusCode()).isEqualTo(303);
        FilterCheck first = site.store.checks().latest(9).getFirst();
        String correct = "/checks?corrects=" + first.id();
        assertThat(lead.get(correct).body()).contains("The rule for pupils is changed today.");
        Map<String, String> corrected = new HashMap<>(check);
        corrected.putAll(Map.of("corrects", "" + first.id(), "found", "It was closed.", "follows", "Nothing."));
        assertThat(lead.post("/checks", correct, corrected).statusCode()).isEqualTo(303);
        corrected.put("day", "2026-11-18");
        assertThat(lead.post("/checks", correct, corrected).body()).contains("it cannot be later than today");
        corrected.putAll(Map.of("day", "2026-11-17", "found", " "));
        assertThat(lead.post("/checks", correct, corrected).body()).contains("Fill in every field");
        assertThat(plain(lead.get("/checks").body())).contains("It was opened.", "Corrected by a later line.",
                "In place of the check of Thursday 12 November 2026.", "Mr Hallam, Safeguarding lead");
        assertThat(governor.get("/checks").statusCode()).isEqualTo(404);
        policy("2026-08-20T09:00:00Z", "Games are closed for pupils");
        policy("2026-10-02T09:00:00Z", "Games are closed for pupils\nVideo is closed for pupils");
        policy("2026-10-09T09:00:00Z", "Video is closed for pupils");

        String page = plain(governor.get("/reports/year").body());
        assertThat(page).contains("The school year from Tuesday 1 September 2026 to Sunday 15 November 2026",
                "One check was written down.", "Thursday 12 November 2026: Safeguarding lead", "It was closed.",
                "Friday 2 October 2026: New: “Video is closed for pupils”.",
                "Friday 9 October 2026: Taken out: “Games are closed for pupils”.",
                "Why it was changed the gateway is not told", "chess-club.example", "<td>sealed</td>",
                "<th scope=\"row\">Social media</th><td class=\"n\">8</td><td class=\"n\">not recorded</td>",
                "<th scope=\"row\">Games</th><td class=\"n\">not told</td>",
                "From Tuesday 1 September</th>", "ut1/adult", "Nobody said that a site was closed by mistake",
                "is not in place", "It does not recognise pictures.", "Nobody was given another role.");
        assertThat(page).doesNotContain("10.40.", "Mr Hallam", "Mrs Rao", "Device", "It was opened.");
        assertThat(plain(governor.get("/reports/term").body())).contains("One check was written down.");
        assertThat(plain(governor.get("/reports/year?of=2025").body())).contains(
                "to Monday 31 August 2026", "Nobody has written down a check in this time.",
                "Thursday 20 August 2026: the first policy that is known of.");
        var file = governor.post("/reports/year/file", "/reports/year", Map.of("of", "2026", "as", "csv"));
        assertThat(file.body()).contains("For the governors. Marlbeck Primary School. Taken by Mrs Pritchard",
                "\"It was closed.\"");
        assertThat(site.store.custody().of(0)).extracting(Taken::name).containsExactly("year-2026.csv");
        lead.close();
    }

    /// Something is recorded by a policy.
    private void policy(String at, String text) {
        RecordedAccess access = site.access(Instant.parse(at), "pupils", "Pupils", Verdict.BLOCK, "p.example",
                TestSite.GAMES, Signals.tunnel(Optional.empty()));
        site.recordBy(access, KeptText.of(text));
    }

    @Test
    void eachFileSaysWhoTookItAndIsRecorded() throws Exception {
        for (String as : List.of("pdf", "csv", "xlsx")) {
            var term = governor.post("/reports/term/file", "/reports/term", Map.of("of", "2026-09-01", "as", as));
            assertThat(term.statusCode()).as(as).isEqualTo(200);
            assertThat(term.headers().firstValue("Content-Disposition"))
                    .hasValue("attachment; filename=\"term-2026-09-01." + as + "\"");
        }
        String csv = head.post("/reports/week/file", "/reports/week", Map.of("of", "2026-W47", "as", "csv")).body();
        assertThat(csv).contains("Confidential. Marlbeck Primary School. Taken by Mrs Rao, Head of School, Tuesday 17"
                + " November 2026, 09:40.", "\"Social media\",\"3\",\"2.0\"");
        assertThat(site.store.views().latest(99)).extracting(View::what).filteredOn(View.What.EXPORT::equals)
                .hasSize(4);
        assertThat(site.store.custody().of(0)).extracting(taken -> taken.name()).containsExactlyInAnyOrder(
                "term-2026-09-01.pdf", "term-2026-09-01.csv", "term-2026-09-01.xlsx", "week-2026-w47.csv");
        site.now.updateAndGet(now -> now.plus(Duration.ofMinutes(6)));
        assertThat(governor.post("/reports/term/file", "/reports/term", Map.of("as", "pdf")).headers()
                .firstValue("Location")).hasValue("/confirm?to=/reports/term");
    }

    @Test
    @DisplayName("W16 each file carries its classification and who took it, and none of its cells is a formula")
    void eachFileIsClassifiedAndComputesNothing() throws Exception {
        List<GatheredAccess> evil = new ArrayList<>();
        incidents(evil, "2026-11-16T09:00:00Z", 3, new CategoryName("evil", "=HYPERLINK(\"http://evil.example\")",
                "=cmd|' /C calc'!A1"));
        site.store.incidents().gather(site.store.incidents().next(999, site.now.get()), evil);
        for (String report : List.of("term", "week")) {
            String page = "/reports/" + report;
            String of = report.equals("week") ? "2026-W47" : "2026-09-01";
            String said = report.equals("week")
                    ? "Confidential. Marlbeck Primary School. Taken by Mrs Rao, Head of School, Tuesday 17 November 2026, 09:40."
                    : "For the governors. Marlbeck Primary School. Taken by Mrs Rao, Head of School, Tuesday 17 November"
                            + " 2026, 09:40.";
            String csv = new String(bytes(page, of, "csv"), UTF_8);
            assertThat(csv).as(report).contains("\r\n\"" + said + "\"\r\n");
            for (String line : csv.substring(1).split("\r\n", -1)) {
                assertThat(line).as(report).doesNotMatch("(^|.*,)\"[=+@\t-].*");
            }
            try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(bytes(page, of, "xlsx")))) {
                List<Row> rows = book.getFirstSheet().read();
                assertThat(rows.stream().limit(5).map(row -> row.getCellText(0))).as(report).contains(said);
                assertThat(rows.stream().flatMap(Row::stream).map(Cell::getType)).doesNotContain(CellType.FORMULA);
                if (report.equals("week")) {
                    assertThat(csv).contains("\"'=cmd|' /C calc'!A1\",\"3\"", "\"'=HYPERLINK(");
                    assertThat(rows.stream().map(row -> row.getCellText(0))).contains("=cmd|' /C calc'!A1");
                }
            }
            try (PDDocument paper = Loader.loadPDF(bytes(page, of, "pdf"))) {
                PDFTextStripper text = new PDFTextStripper();
                text.setEndPage(1);
                assertThat(text.getText(paper).replaceAll("\\s+", "")).as(report)
                        .contains(said.replace(" ", ""));
            }
        }
    }

    private byte[] bytes(String page, String of, String as) throws Exception {
        Map<String, String> form = Map.of("of", of, "as", as);
        return head.take(page + "/file", page, form);
    }

    private void incidents(List<GatheredAccess> all, String at, int count, CategoryName category) throws IOException {
        Signals click = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.empty(), Optional.empty(), Optional.of("text/html"),
                Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        for (int i = 0; i < count; i++) {
            RecordedAccess access = site.record(TestSite.from("10.40." + all.size() + ".7", site.access(
                    Instant.parse(at).plusSeconds(i), "pupils", "Pupils", Verdict.BLOCK, "a" + i + ".example", category,
                    click)));
            all.add(new GatheredAccess(access, Grade.B, Optional.of(Severity.NOTICE)));
        }
    }

    private static String plain(String page) {
        return page.replaceAll("\\s+", " ").replaceAll("> <", "><").replaceAll(" (role|data-label)=\"[^\"]*\"", "");
    }
}
