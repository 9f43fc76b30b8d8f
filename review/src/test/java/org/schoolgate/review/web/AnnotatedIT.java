package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.chain.Checkpoint;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.OwnAccesses;
import org.schoolgate.review.store.PersonalCopy;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;

/// What people wrote beside records of their own stands first wherever what speaks against a breach is told, with its time.
class AnnotatedIT {

    private static final Person HOLLY = new Person("holly");
    private static final Instant AT = Instant.parse("2026-11-16T09:00:00Z");
    private static final String SAID = "“&lt;b&gt;For the lesson on networks” (Tuesday 17 November 2026, ";
    private static final String PLAIN = SAID.replace("&lt;", "<").replace("&gt;", ">");

    private TestSite site;
    private TestBrowser head;
    private RecordedAccess access;
    private Incident incident;
    private Incident second;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        site = new TestSite(folder);
        head = new TestBrowser(site);
        site.account("rao", "Mrs Rao", Role.HEAD);
        access = record(AT, "www.game.example");
        record(AT.plusSeconds(86_400 / 2), "www.other.example");
        Incidents.Ungathered next = site.store.incidents().next(99, site.now.get());
        site.store.incidents().gather(next, next.accesses().stream()
                .map(one -> new GatheredAccess(one, Grade.B, Optional.of(Severity.NOTICE))).toList());
        incident = site.store.incidents().of(Scope.ALL, access.number()).getFirst();
        List<Incident> all = site.store.incidents().latest(Scope.ALL, true, 9, 0);
        assertThat(all).hasSize(2);
        second = all.stream().filter(one -> one.id() != incident.id()).findFirst().orElseThrow();
        write(access.number(), "<b>For the lesson on networks");
        write(site.store.incidents().accesses(second.id(), 1).getFirst().access().number(), "For the fair");
        head.signIn("rao", TestSite.PASSWORD);
    }

    @AfterEach
    void close() {
        head.close();
        site.close();
    }

    @Test
    void itStandsFirstOnThePageOfTheAccessAndOfItsIncident() throws Exception {
        for (String page : List.of("/access/" + access.number(), "/incidents/" + incident.id())) {
            String body = head.get(page).body();
            String against = body.substring(body.indexOf("What speaks against a breach"));
            assertThat(against.substring(0, against.indexOf("</li>"))).as(page)
                    .contains("They wrote beside it themselves:", SAID);
            assertThat(body).doesNotContain("For the fair", "<b>For");
        }
    }

    @Test
    void itStandsFirstInThePaperOfThePackAndOfEachIncidentForThePerson() throws Exception {
        Timetables timetables = Timetables.of(TestSite.TIMETABLE);
        var report = new IncidentPaper(site.store, "Marlbeck", timetables).report(incident, false,
                site.store.incidents().accesses(incident.id(), 9),
                new Checkpoint("here", 1, "00".repeat(32), AT, "00".repeat(32)));
        assertThat(report.sections().getFirst().points().getFirst()).contains("They wrote beside it themselves:",
                PLAIN);
        long file = site.store.cases().open(new Opening(incident, site.store.accounts().find("rao").orElseThrow().id(),
                site.now.get(), 2026, "x", About.ADULT, Optional.empty(), Optional.empty()));
        var points = new ForThePerson(site.store, new Scopes(site.store.ownDevices(), Set::of), () -> timetables)
                .points(site.store.cases().acts(file), List.of(incident, second),
                        site.store.accesses().within(Scope.ALL));
        assertThat(points.get(0).words()).startsWith("Incident ").contains(PLAIN);
        assertThat(points.get(1).words()).contains("“For the fair” (");
    }

    @Test
    void itIsInTheCopyOfWhatIsKeptOfAPersonWithItsTime() throws Exception {
        PersonalCopy copy = new PersonalCopy(1, 1, site.now.get(), Optional.of(new Asker.Named(HOLLY)),
                LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-17"), "A test.", "SAR-1");
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(new CopyForPerson(site.store,
                new Times(site.now.get(), TestSite.LONDON), Period.ofMonths(12), "Marlbeck").zip(copy,
                        site.now.get())))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        assertThat(new String(files.get("records.csv"), StandardCharsets.UTF_8)).contains("What you wrote beside it",
                PLAIN, "“For the fair”");
        try (var document = Loader.loadPDF(files.get("your-records.pdf"))) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " ")).contains("You wrote: “",
                    "lesson on networks”");
        }
    }

    private void write(long number, String words) {
        assertThat(site.store.own().annotate(HOLLY, number, site.now.get(), LocalDate.parse("2026-11-17"), words))
                .isEqualTo(OwnAccesses.Kept.KEPT);
    }

    private RecordedAccess record(Instant at, String host) {
        Signals click = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.empty(), Optional.empty(), Optional.of("text/html"),
                Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        return site.record(site.access(at, "staff", "Staff", Verdict.FLAG, host, TestSite.GAMES, click)
                .as(new Identity.Known(HOLLY, Set.of(), Identity.Source.PASSWORD, at)));
    }
}
