package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.register.LetThrough;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.ManyAccesses;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.PersonalCopy;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Taken;
import org.schoolgate.review.store.View;

/// A copy of what is kept, for the person who asks: all of their device, nothing of another, and nobody else's words.
class SubjectAccessIT {

    private static final String THEIRS = "10.30.0.5";
    private static final Map<String, String> FORM = Map.of("device", THEIRS, "first", "2026-11-01", "last",
            "2026-11-17",
            "reference", "SAR-2026-04", "why", "Asked for in writing.", "alone", "no");

    @Test
    void aCopyHasAllOfTheirDeviceAndNothingOfAnotherOrOfWhatOthersWrote(@TempDir Path folder) throws Exception {
        try (TestSite site = new TestSite(folder);
                TestBrowser officer = new TestBrowser(site);
                TestBrowser head = new TestBrowser(site)) {
            site.account("rao", "Mrs Rao", Role.HEAD);
            site.account("dpo", "Ms Field", Role.DATA_PROTECTION);
            record(site, THEIRS, "2026-11-10T09:00:00Z", "theirs-one.example");
            record(site, THEIRS, "2026-11-16T09:00:00Z", "theirs-two.example");
            record(site, THEIRS, "2026-10-31T09:00:00Z", "canary-before.example");
            record(site, "10.30.0.55", "2026-11-10T09:00:05Z", "canary-other.example");
            gather(site);
            cases(site);
            long rao = account(site, "rao");
            for (String device : List.of(THEIRS, "10.30.0.55")) {
                site.store.registers().enter(new LetThrough(Optional.of("let-through.example"), Optional.empty(),
                        List.of(), List.of(), List.of(device),
                        device.equals(THEIRS) ? "For the fair" : "canary of another"), site.now.get(),
                        site.now.get().plusSeconds(600), false, rao, site.now.get(), List.of());
            }
            officer.signIn("dpo", TestSite.PASSWORD);
            head.signIn("rao", TestSite.PASSWORD);
            assertThat(head.get("/copies").statusCode()).isEqualTo(404);

            assertThat(asked(officer, "reference", " ").body()).contains("Write down the reference");
            assertThat(asked(officer, "device", "the laptop").body()).contains("Write the address of the device");
            assertThat(asked(officer, "alone", "").body()).contains("Make sure that nobody else used the device");
            assertThat(asked(officer, "last", "2026-10-01").body()).contains("from which day to which");
            site.store.ownDevices().set(account(site, "dpo"),
                    Set.of(new Asker.Device(IpAddress.parse(THEIRS).orElseThrow())));
            assertThat(asked(officer, "why", "Mine.").body()).contains("This is your own");
            site.store.ownDevices().set(account(site, "dpo"), Set.of());
            assertThat(site.store.copies().latest(9)).isEmpty();
            HttpResponse<String> made = officer.post("/copies", "/copies", FORM);
            assertThat(made.statusCode()).isEqualTo(303);
            String page = made.headers().firstValue("Location").orElseThrow();
            assertThat(officer.get(page).body()).contains("SAR-2026-04", "to the letter: 2.",
                    "Cases that are decided: 1.", "Left out: 1 that are not decided");

            Map<String, byte[]> files = files(officer.take(page + "/file", page, Map.of()));
            assertThat(files).containsOnlyKeys("your-records.pdf", "records.csv");
            String csv = new String(files.get("records.csv"), StandardCharsets.UTF_8);
            String pdf;
            try (var document = Loader.loadPDF(files.get("your-records.pdf"))) {
                assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
                pdf = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            }
            assertThat(csv.lines()).hasSize(3);
            assertThat(csv).contains("led-there.example");
            for (String text : List.of(csv, pdf)) {
                assertThat(text).contains("theirs-one.example", "theirs-two.example", "Tuesday 9 November 2027",
                        "by hand")
                        .doesNotContain("canary", "10.30.0.55", "Mrs Rao", "Ms Field", "Holly");
            }
            assertThat(pdf).contains("O1: let-through.example was let through for you. For the fair.")
                    .doesNotContain("O2");
            assertThat(pdf).contains("SAR-2026-04", "Asked for in writing.", "There was no breach",
                    "with a reason that is left out here", "notes that are left out: 1",
                    "whether or not there are any").doesNotContain("2026-002");

            long id = site.store.copies().latest(9).getFirst().id();
            assertThat(site.store.custody().of(id)).extracting(Taken::kind).containsExactly(Taken.Kind.PERSON);
            assertThat(site.store.views().latest(9)).extracting(View::what).contains(View.What.EXPORT);
            for (TestBrowser reader : List.of(head, officer)) {
                assertThat(reader.get("/looks").body()).contains("SAR-2026-04", "Asked for in writing.", "Ms Field",
                        site.store.custody().of(id).getFirst().sha256()).doesNotContain(THEIRS);
            }
            site.now.updateAndGet(now -> now.plus(Duration.ofMinutes(6)));
            assertThat(officer.post(page + "/file", page, Map.of()).headers().firstValue("Location"))
                    .hasValue("/confirm?to=" + page);
            site.store.accesses().destroyBefore(LocalDate.parse("2026-11-18"), site.now.get(), "a test");
            assertThat(site.store.copies().find(id).orElseThrow().asker()).isEmpty();
            assertThat(officer.get(page).body()).contains("Nothing of that time is kept any longer.");
        }
    }

    @Test
    void ofAHundredThousandAccessesACopyIsMadeInTime(@TempDir Path folder) throws Exception {
        new TestSite(folder).close();
        int rows = Boolean.getBoolean("schoolgate.long") ? 100_000 : 10_000;
        try (Connection connection = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("store/schoolgate.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            connection.setAutoCommit(false);
            ManyAccesses.insert(connection, rows);
            statement.executeUpdate("UPDATE flagged_access SET client = '" + THEIRS + "', asker = '" + THEIRS + "'");
            ManyAccesses.gather(connection);
            connection.commit();
        }
        try (TestSite site = new TestSite(folder)) {
            long officer = site.account("dpo", "Ms Field", Role.DATA_PROTECTION).id();
            PersonalCopy copy = new PersonalCopy(1, officer, site.now.get(),
                    IpAddress.parse(THEIRS).map(Asker.Device::new),
                    LocalDate.parse("2025-11-17"), LocalDate.parse("2026-06-04"), "A test.", "SAR-1");
            long start = System.nanoTime();
            byte[] zip = new CopyForPerson(site.store, new Times(site.now.get(), TestSite.LONDON), Period.ofMonths(12),
                    "Marlbeck").zip(copy, site.now.get());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.printf("a copy of %d accesses: %d ms, %d bytes%n", rows, took.toMillis(), zip.length);
            assertThat(took).isLessThan(Duration.ofMinutes(5));
            assertThat(new String(files(zip).get("records.csv"), StandardCharsets.UTF_8).lines()).hasSize(rows + 1);
        }
    }

    private static HttpResponse<String> asked(TestBrowser officer, String field, String other) throws Exception {
        Map<String, String> form = new HashMap<>(FORM);
        form.put(field, other);
        HttpResponse<String> answer = officer.post("/copies", "/copies", form);
        assertThat(answer.statusCode()).as(field).isEqualTo(422);
        return answer;
    }

    /// One that is decided, about an adult, and one that is not.
    private static void cases(TestSite site) {
        long head = account(site, "rao");
        List<Incident> theirs = site.store.incidents().latest(new Scope(Optional.empty(),
                Optional.of(Set.of(new Asker.Device(IpAddress.parse(THEIRS).orElseThrow()))), Set.of()), true, 9, 0);
        Incident first = theirs.get(1);
        site.store.incidents().note(first.id(), head, site.now.get(), "canary-note about Holly");
        site.store.incidents().setOpen(first.id(), head, site.now.get(), false, "canary-reason about Holly");
        long decided = site.store.cases().open(new Opening(first, head, site.now.get(), 2026, "canary-why",
                About.ADULT, Optional.empty(), Optional.of("Holly canary")));
        site.store.cases().note(decided, head, site.now.get(), "canary-in-case");
        site.store.cases().decisions().decide(decided, head, site.now.get(), LocalDate.parse("2026-11-17"),
                Outcome.UNFOUNDED,
                "canary-because");
        site.store.cases().open(new Opening(theirs.get(0), head, site.now.get(), 2026, "canary-why", About.ADULT,
                Optional.empty(), Optional.of("Holly canary")));
    }

    private static void gather(TestSite site) {
        Incidents.Ungathered next = site.store.incidents().next(99, site.now.get());
        site.store.incidents().gather(next, next.accesses().stream()
                .map(access -> new GatheredAccess(access, Grade.B, Optional.of(Severity.NOTICE))).toList());
    }

    private static long account(TestSite site, String name) {
        return site.store.accounts().find(name).orElseThrow().id();
    }

    private static void record(TestSite site, String client, String at, String host) {
        Signals click = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.empty(), Optional.of("led-there.example"),
                Optional.of("text/html"), Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        RecordedAccess made = site.access(Instant.parse(at), "staff", "Staff", Verdict.BLOCK, host, TestSite.GAMES,
                click);
        site.record(TestSite.from(client, made));
    }

    private static Map<String, byte[]> files(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }
}
