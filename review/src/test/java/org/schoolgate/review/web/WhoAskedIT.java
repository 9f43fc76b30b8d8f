package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.View;

/// Who is told whose name a record has, where it has one.
class WhoAskedIT {

    private static final Instant AT = Instant.parse("2026-11-17T09:00:00Z");

    private TestSite site;
    private long rao;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        site = new TestSite(folder);
        rao = site.account("rao", "Mrs Rao", Role.HEAD).id();
        site.account("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD);
        site.account("dean", "Ms Dean", Role.CHAIR);
        site.account("dpo", "Ms Field", Role.DATA_PROTECTION);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    @DisplayName("W21 an account's name is on a page only for who asked with a reason, and each showing is in the log")
    void aNameIsShownForAReason() throws Exception {
        RecordedAccess access = record("pupils", "10.20.0.9", known("a.canary", Identity.Source.RADIUS), 0);
        record("pupils", "10.20.0.10", known("a.canary", Identity.Source.RADIUS), 5);
        record("pupils", "10.20.0.10", known("a.canary", Identity.Source.RADIUS), 660);
        Incident incident = incident(access);
        String page = "/incidents/" + incident.id();
        try (TestBrowser lead = browser("hallam"); TestBrowser head = browser("rao")) {
            for (String path : List.of("/", "/flagged", "/incidents", page, "/access/" + access.number())) {
                assertThat(lead.get(path).body()).as(path).doesNotContain("canary", "10.20.0.9", "10.20.0.10");
            }
            assertThat(lead.get("/access/" + access.number()).body()).containsSubsequence(
                    "What speaks against a breach", "Who asked is known by the device’s address alone.",
                    "had last said 14 minutes before");
            assertThat(lead.get(page).body()).as("the oldest of three").contains("had last said 25 minutes before");
            assertThat(lead.post(page + "/reveal", page, Map.of("why", "to speak with them", "hours", "1"))
                    .statusCode()).isEqualTo(303);
            long before = shown();
            String seen = lead.get(page).body();
            assertThat(seen).contains("data-shown=\"account\">a.canary<", "data-shown=\"device\">10.20.0.9<",
                    "data-shown=\"device\">10.20.0.10<");
            assertThat(shown() - before).as("each that stands there").isEqualTo(3);
            before = shown();
            assertThat(lead.get("/access/" + access.number()).body()).contains("data-shown=\"account\">a.canary<",
                    "data-shown=\"device\">10.20.0.9<").doesNotContain("10.20.0.10");
            assertThat(shown() - before).isEqualTo(2);
            assertThat(head.get(page).body()).as("to who asked, and to nobody else").doesNotContain("canary");
            site.now.updateAndGet(now -> now.plus(Duration.ofMinutes(14)));
            lead.get("/cases");
            String reveal = lead.get("/reveals").body().replaceAll("(?s).*href=\"(/reveals/[0-9]+)\".*", "$1");
            assertThat(lead.get(reveal).body()).contains("data-shown=\"account\">a.canary<");
        }
    }

    @Test
    void oneOfSeveralIsTheDevicesAndNeverSomebodys() throws Exception {
        RecordedAccess access = record("pupils", "10.20.0.9", new Identity.OneOf(3), 0);
        try (TestBrowser lead = browser("hallam")) {
            assertThat(lead.get("/access/" + access.number()).body()).contains("One of three on this device",
                    "It was one of three, and it is not known which of them.");
            String page = "/incidents/" + incident(access).id();
            lead.post(page + "/reveal", page, Map.of("why", "to speak with them", "hours", "1"));
            assertThat(lead.get(page).body()).contains("data-shown=\"device\">10.20.0.9<").doesNotContain(
                    "data-shown=\"account\"");
        }
    }

    @Test
    void whatSomebodyAskedForThemselvesIsKeptFromThemWhereverTheyWere() throws Exception {
        RecordedAccess heads = record("staff", "10.20.0.9", known("head.canary", Identity.Source.PASSWORD), 0);
        RecordedAccess leads = record("pupils", "10.20.0.9", known("lead.canary", Identity.Source.PASSWORD), 1);
        RecordedAccess pupils = record("pupils", "10.20.0.9", known("a.canary", Identity.Source.PASSWORD), 2);
        try (TestBrowser head = browser("rao");
                TestBrowser lead = browser("hallam");
                TestBrowser chair = browser("dean")) {
            assertThat(head.get("/access/" + leads.number()).statusCode()).isEqualTo(200);
            assertThat(own(head, "hallam", "Lead.Canary").statusCode()).isEqualTo(303);
            assertThat(own(head, "rao", "head.canary\nhead.other").statusCode()).isEqualTo(303);
            assertThat(own(head, "rao", "no/account").body()).contains("is no name of an account at the school");
            assertThat(head.get("/people/" + rao).body()).contains("head.canary", "head.other");
            for (RecordedAccess access : List.of(heads, leads, pupils)) {
                String page = "/access/" + access.number();
                String incident = "/incidents/" + incident(access).id();
                boolean toHead = !access.equals(heads);
                assertThat(head.get(page).statusCode()).isEqualTo(toHead ? 200 : 404);
                assertThat(head.get(incident).statusCode()).isEqualTo(toHead ? 200 : 404);
                assertThat(lead.get(page).statusCode()).isEqualTo(access.equals(pupils) ? 200 : 404);
                assertThat(lead.get(incident).statusCode()).isEqualTo(access.equals(pupils) ? 200 : 404);
                assertThat(chair.get(page).statusCode()).isEqualTo(access.equals(heads) ? 200 : 404);
                assertThat(chair.get(incident).statusCode()).isEqualTo(access.equals(heads) ? 200 : 404);
            }
            String page = "/access/" + leads.number();
            assertThat(head.get(page).body()).as("an adult who signs in here").contains("Ask to see it");
        }
    }

    @Test
    void aCopyIsOfAnAccountOrOfADeviceAndTellsNothingOfOthersOnIt() throws Exception {
        record("pupils", "10.20.0.9", known("a.canary", Identity.Source.PASSWORD), 0);
        record("pupils", "10.20.0.10", known("a.canary", Identity.Source.RADIUS), 1);
        record("pupils", "10.20.0.9", known("b.canary", Identity.Source.PASSWORD), 2);
        record("pupils", "10.20.0.9", Identity.UNKNOWN, 3);
        try (TestBrowser officer = browser("dpo")) {
            assertThat(copy(officer, "account", "A.Canary")).contains("site0.example", "site1.example",
                    "Known from the wireless network", "Signed in, with a password")
                    .doesNotContain("site2.example", "site3.example", "10.20.0");
            assertThat(copy(officer, "device", "10.20.0.9")).contains("site3.example").doesNotContain("site0.example",
                    "site1.example", "site2.example", "canary");
            Map<String, String> both = Map.of("device", "10.20.0.9", "account", "a.canary", "first", "2026-11-01",
                    "last", "2026-11-17", "reference", "SAR", "why", "Asked.", "alone", "no");
            assertThat(officer.post("/copies", "/copies", both).body()).contains("not both");
        }
    }

    private String copy(TestBrowser officer, String of, String whose) throws Exception {
        String page = officer.post("/copies", "/copies", Map.of(of, whose, "first", "2026-11-01", "last", "2026-11-17",
                "reference", "SAR", "why", "Asked.", "alone", of.equals("device") ? "no" : "")).headers()
                .firstValue("Location").orElseThrow();
        try (ZipInputStream in = new ZipInputStream(
                new ByteArrayInputStream(officer.take(page + "/file", page, Map.of())))) {
            in.getNextEntry();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private java.net.http.HttpResponse<String> own(TestBrowser head, String name, String accounts) throws Exception {
        String page = "/people/" + site.store.accounts().find(name).orElseThrow().id();
        return head.post(page, page, Map.of("devices", "", "accounts", accounts, "mail", ""));
    }

    private long shown() {
        return site.store.views().latest(999).stream().filter(view -> view.what() == View.What.NAME).count();
    }

    private Incident incident(RecordedAccess access) {
        return site.store.incidents().of(Scope.ALL, access.number()).getFirst();
    }

    private static Identity known(String account, Identity.Source source) {
        return new Identity.Known(new Person(account), Set.of(), source, AT.minusSeconds(14 * 60));
    }

    private RecordedAccess record(String group, String device, Identity identity, long second) {
        Signals click = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.empty(), Optional.empty(), Optional.of("text/html"),
                Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        RecordedAccess made = site.record(TestSite.from(device, site.access(AT.plusSeconds(second), group, "A group",
                Verdict.BLOCK, "site" + second + ".example", TestSite.GAMES, click)).as(identity));
        Incidents.Ungathered next = site.store.incidents().next(99, site.now.get());
        site.store.incidents().gather(next, next.accesses().stream()
                .map(access -> new GatheredAccess(access, Grade.B, Optional.of(Severity.NOTICE))).toList());
        return made;
    }

    private TestBrowser browser(String name) throws Exception {
        TestBrowser browser = new TestBrowser(site);
        browser.signIn(name, TestSite.PASSWORD);
        return browser;
    }
}
