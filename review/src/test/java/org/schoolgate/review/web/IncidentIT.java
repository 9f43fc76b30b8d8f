package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.filters.policy.Severity;

/// Incidents on the site: what they say, and what can be done with them.
class IncidentIT {

    private static final Signals CLICK = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"),
            Optional.of("navigate"), Optional.of("document"), true, Optional.empty(), Optional.empty(),
            Optional.of("text/html"), Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
    private static final Signals PICTURE = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("cross-site"),
            Optional.of("no-cors"), Optional.of("image"), false, Optional.empty(), Optional.of("www.recipes.example"),
            Optional.of("image/avif"), Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));

    private TestSite site;
    private TestBrowser browser;
    private Account rao;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        browser = new TestBrowser(site);
        rao = site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD);
        site.account("sam", "Mr Sam Whitlock", Role.IT);
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    void whatSpeaksAgainstABreachComesFirst() throws Exception {
        Instant start = Instant.parse("2026-11-17T09:05:00Z");
        gather(record(start.minus(Duration.ofHours(2)), "staff", "www.early.example", CLICK), Grade.B);
        List<GatheredAccess> spell = new ArrayList<>();
        spell.add(new GatheredAccess(record(start, "staff", "www.facebook.com", CLICK), Grade.A,
                Optional.of(Severity.CONCERN)));
        for (int i = 0; i < 18; i++) {
            spell.add(new GatheredAccess(record(start.plusSeconds(60).plusMillis(100L * i), "staff",
                    "pixel" + i + ".example", PICTURE), Grade.D, Optional.empty()));
        }
        gather(spell);
        browser.signIn("rao", TestSite.PASSWORD);
        Incident incident = site.store.incidents().queue(Scope.ALL, 9).getFirst();
        String page = browser.get("/incidents/" + incident.id()).body();
        assertThat(page).containsSubsequence("What speaks against a breach",
                "One of the 19 requests looks as if by hand",
                "Who asked is not known.", "What remains", "One request about “Social media”, by hand",
                "www.facebook.com", "18 requests, told as one", "pixel17.example");
        assertThat(page).contains(incident.pseudonym()).doesNotContain(incident.asker().text());
        assertThat(page).doesNotContain("It was not in working time");
        Incident early = site.store.incidents().queue(Scope.ALL, 9).getLast();
        assertThat(browser.get("/incidents/" + early.id()).body()).contains("It was not in working time.");
        assertThat(site.store.views().latest(9)).extracting(view -> view.number()).contains(incident.id(), early.id());
    }

    @Test
    void anEmptyDeskDoesNotSayThatItRecordsWhereItDoesNot() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        assertThat(browser.get("/").body()).contains("Nothing needs you", "The gateway is recording.");
        site.status.updateAndGet(now -> new SystemStatus(now.version(), now.started(), now.proxyAddress(), now.lists(),
                now.slots(), now.policyVersion(), now.policyLoaded(), List.of(SystemStatus.NOT_RECORDING), now.rules(),
                now.sights(), now.waysInForce(), now.upkeep()));
        assertThat(browser.get("/").body()).contains("flagged accesses cannot be written down")
                .doesNotContain("The gateway is recording.");
    }

    @Test
    void aNoteIsKeptAndWhatIsGivenOrClosedSaysByWhomAndWhy() throws Exception {
        gather(record(site.now.get().minusSeconds(60), "pupils", "www.chat.example", CLICK), Grade.B);
        Incident incident = site.store.incidents().queue(Scope.ALL, 1).getFirst();
        String page = "/incidents/" + incident.id();
        browser.signIn("rao", TestSite.PASSWORD);
        String evil = "<script>alert(1)</script> \u202e a note";
        assertThat(browser.post(page + "/note", page, Map.of("note", evil)).statusCode()).isEqualTo(303);
        assertThat(browser.post(page + "/note", page, Map.of("note", "   ")).statusCode()).isEqualTo(422);
        assertThat(browser.post(page + "/note", page, Map.of("note", "x".repeat(4_001))).statusCode()).isEqualTo(422);
        Account hallam = site.store.accounts().find("hallam").orElseThrow();
        Account sam = site.store.accounts().find("sam").orElseThrow();
        assertThat(browser.post(page + "/give", page, Map.of("to", "" + sam.id())).statusCode()).isEqualTo(422);
        assertThat(browser.post(page + "/give", page, Map.of("to", "" + hallam.id())).statusCode()).isEqualTo(303);
        assertThat(site.store.incidents().find(Scope.ALL, incident.id()).orElseThrow().givenTo()).contains(hallam.id());
        assertThat(browser.post(page + "/close", page, Map.of("why", "a lesson")).headers().firstValue("Location"))
                .hasValue("/");
        assertThat(browser.get(page).body()).contains("you looked at it first", "you wrote",
                "&lt;script&gt;alert(1)&lt;/script&gt;", "you gave it to Mr Hallam", "you closed it", "a lesson",
                "Open it again").doesNotContain("<script>");
        assertThat(browser.get("/incidents?state=closed").body()).contains("Closed", page);
        assertThat(browser.get("/").body()).contains("Nothing needs you");
        assertThat(browser.post(page + "/open", page, Map.of("why", "it happened again")).statusCode()).isEqualTo(303);
        assertThat(browser.get("/").body()).contains(page);
    }

    @Test
    void twentyAreGoneThroughByKeyboard(@TempDir Path folder) throws Exception {
        List<GatheredAccess> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RecordedAccess access = record(site.now.get().minusSeconds(3_600 - i), i % 2 == 0 ? "pupils" : "staff",
                    "site" + i + ".example", CLICK, "10.20.1." + (i + 1));
            all.add(new GatheredAccess(access, i % 3 == 0 ? Grade.A : Grade.B,
                    Optional.of(i % 7 == 0 ? Severity.URGENT : i % 3 == 0 ? Severity.CONCERN : Severity.NOTICE)));
        }
        gather(all);
        try (Chromium chromium = new Chromium(site.address(), folder.resolve("profile"))) {
            chromium.size(1280, 900);
            chromium.open("/sign-in");
            chromium.signIn(site, "rao", TestSite.PASSWORD);
            chromium.reach("Three things need you now");
            chromium.tabTo(".need-do a");
            chromium.press(Keys.ENTER);
            List<Incident> order = site.store.incidents().queue(Scope.ALL, 20);
            for (Incident incident : order) {
                chromium.reach("Incident " + Needs.number(incident) + ": social media");
                chromium.tabTo("#why");
                chromium.press("Looked at, nothing to follow up" + Keys.ENTER);
            }
            chromium.reach("Nothing needs you");
        }
        assertThat(site.store.incidents().waiting(Scope.ALL)).isZero();
        assertThat(site.store.views().counted(Instant.EPOCH)).containsEntry(rao.id(), 20L);
    }

    private RecordedAccess record(Instant at, String group, String host, Signals signals) {
        return record(at, group, host, signals, "10.30.0.7");
    }

    private RecordedAccess record(Instant at, String group, String host, Signals signals, String client) {
        return site.record(TestSite.from(client, site.access(at, group,
                group.equals("staff") ? "Staff" : "Pupils", Verdict.COACH, host, TestSite.NETWORKS, signals)));
    }

    private void gather(RecordedAccess access, Grade grade) {
        gather(List.of(new GatheredAccess(access, grade, Optional.of(Severity.NOTICE))));
    }

    private void gather(List<GatheredAccess> accesses) {
        Incidents.Ungathered next = site.store.incidents().next(500, site.now.get());
        site.store.incidents().gather(next, accesses);
    }
}
