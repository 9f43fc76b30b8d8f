package org.schoolgate.review.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Path;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.casework.Reply;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Attachment;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;

/// What somebody might try with cases, by the numbers that the abuse cases of the design have.
class CaseAbuseIT {

    /// What runs where it is taken for a page, a header or a formula.
    static final List<String> PAYLOADS = List.of(
            "<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "<svg onload=window.pwned=1>",
            "\"><script>window.pwned=1</script>", "'><script>window.pwned=1</script>",
            "</p><script>window.pwned=1</script>", "</textarea><script>window.pwned=1</script>",
            "</title><script>window.pwned=1</script>", "<iframe src=javascript:window.pwned=1></iframe>",
            "<a href=\"javascript:window.pwned=1\">x</a>", "<body onload=window.pwned=1>",
            "<input autofocus onfocus=window.pwned=1>", "<details open ontoggle=window.pwned=1>",
            "<style>*{background:url(//evil.example)}</style>", "<link rel=stylesheet href=//evil.example>",
            "<meta http-equiv=refresh content=\"0;url=//evil.example\">", "<base href=//evil.example>",
            "<form action=//evil.example><button>x</button></form>", "<object data=//evil.example></object>",
            "<embed src=//evil.example>", "<math><mi xlink:href=\"javascript:window.pwned=1\">x</mi></math>",
            "<scr<script>ipt>window.pwned=1</scr</script>ipt>", "<SCRIPT SRC=//evil.example></SCRIPT>",
            "&lt;script&gt;window.pwned=1&lt;/script&gt;", "<!--<img src=\"--><img src=x onerror=window.pwned=1>",
            "${7*7}{{7*7}}<%= 7*7 %>", "\" onmouseover=\"window.pwned=1", "' autofocus onfocus='window.pwned=1",
            "x\r\nSet-Cookie: pwned=1", "=cmd|' /C calc'!A1");

    private TestSite site;
    private Account rao;
    private Account dean;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        rao = site.account("rao", "Mrs Rao", Role.HEAD);
        dean = site.account("dean", "Ms Dean", Role.CHAIR);
        site.account("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD);
        site.account("sam", "Mr Whitlock", Role.IT);
        site.account("gwen", "Mrs Pritchard", Role.GOVERNOR);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    @DisplayName("W01, W04 a case about the Head is there for the chair alone; for all others it is as what is not there")
    void aCaseAboutTheHead() throws Exception {
        long id = open(About.HEAD, Optional.of(rao.id()), "Mrs Rao herself");
        long act = file(id);
        for (String name : List.of("rao", "hallam", "sam", "gwen")) {
            try (TestBrowser browser = browser(name)) {
                nothingThere(browser, id, act);
            }
        }
        try (TestBrowser chair = browser("dean")) {
            assertThat(chair.get("/cases/" + id).statusCode()).isEqualTo(200);
            assertThat(chair.get("/cases").body()).contains("/cases/" + id);
            assertThat(chair.get("/cases/" + id + "/files/" + act).statusCode()).isEqualTo(200);
            assertThat(chair.get("/cases/" + id + "/files/" + (act + 1)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("W01 where the Head gives somebody a role by which they could read about the Head, people outside hear of it")
    void whoeverIsGivenARoleIsToldOf() throws Exception {
        try (TestBrowser head = browser("rao")) {
            Map<String, String> it = Map.of("displayName", "Mr Numbat", "name", "numbat", "role", "IT");
            assertThat(head.post("/people", "/people", it).statusCode()).isEqualTo(200);
            assertThat(site.store.outbox().claim(Channel.MAIL, site.now.get())).as("IT reads no records").isEmpty();
            String page = "/people/" + site.store.accounts().find("numbat").orElseThrow().id();
            head.post(page, page, Map.of("role", "CHAIR", "devices", ""));
            Message told = site.store.outbox().claim(Channel.MAIL, site.now.get()).orElseThrow().message();
            assertThat(told.recipient()).isEqualTo("chair@governors.example");
            assertThat(told.subject() + told.body()).contains("somebody was given", "Chair of governors")
                    .doesNotContainIgnoringCase("numbat").doesNotContain("Rao");
            site.now.updateAndGet(now -> now.plusSeconds(1));
            head.post("/people", "/people", Map.of("displayName", "Ms Quoll", "name", "quoll", "role", "GOVERNOR"));
            assertThat(site.store.outbox().state(Channel.MAIL).waiting()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("W02 nobody sees, changes or closes a case that names them, nor agrees to what is asked because of it")
    void aCaseAboutOneself() throws Exception {
        site.account("second", "Mr Second", Role.HEAD);
        long aboutLead = open(About.ADULT, site.store.accounts().find("hallam").map(Account::id), "Mr Hallam himself");
        long aboutChair = open(About.ADULT, Optional.of(dean.id()), "Ms Dean herself");
        long aboutHead = open(About.ADULT, site.store.accounts().find("second").map(Account::id), "Mr Second himself");
        try (TestBrowser lead = browser("hallam");
                TestBrowser chair = browser("dean");
                TestBrowser head = browser("rao");
                TestBrowser second = browser("second")) {
            nothingThere(lead, aboutLead, file(aboutLead));
            nothingThere(chair, aboutChair, file(aboutChair));
            nothingThere(second, aboutHead, file(aboutHead));
            nothingThere(head, aboutHead, file(aboutHead));
            assertThat(head.get("/cases/" + aboutLead).statusCode()).isEqualTo(200);
            assertThat(chair.get("/cases/" + aboutHead).statusCode()).isEqualTo(200);
            head.post("/cases/" + aboutChair + "/reveal", "/cases/" + aboutChair,
                    Map.of("why", "to ask", "hours", "1"));
            assertThat(chair.get("/reveals").body()).contains("Nobody waits for your word");
        }
        site.store.cases().decisions().reply(aboutChair, rao.id(), site.now.get(),
                new Reply(Reply.Kind.DECLINED, "today, by the Head", "No."));
        site.store.cases().decisions().propose(aboutChair, rao.id(), site.now.get(), Outcome.SUBSTANTIATED, "Shown.");
        try (TestBrowser governor = browser("gwen"); TestBrowser chair = browser("dean")) {
            assertThat(governor.get("/reveals").body()).contains("Others wait for your word");
            assertThat(governor.get("/decisions").body()).contains("Decisions wait for your word",
                    "The person does not want to say anything.").doesNotContain("Ms Dean herself");
            assertThat(chair.get("/decisions").body()).contains("No decision waits for your word");
            assertThat(chair.post("/decisions/" + aboutChair + "/yes", "/password", Map.of("words", "x")).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName("W03 without the key of records pages say so, nothing is shown or changed, and who is signed in stays so")
    void withoutTheKeyOfCases() throws Exception {
        long id = open(About.PUPIL, Optional.empty(), "A pupil of year six");
        String cookie = site.session("rao", "here");
        Path data = site.settings.data();
        site.close();
        Files.delete(site.settings.caseKey());
        site = new TestSite(data);
        try (TestBrowser head = new TestBrowser(site)) {
            head.cookies.put("schoolgate", cookie);
            HttpResponse<String> shown = head.get("/cases/" + id);
            assertThat(shown.statusCode()).isEqualTo(503);
            assertThat(shown.body())
                    .contains("The key that records are encrypted with is missing")
                    .doesNotContain("year six");
            assertThat(head.post("/cases/" + id + "/note", "/password", Map.of("note", "x")).statusCode())
                    .isEqualTo(503);
            for (String page : List.of("/cases", "/", "/incidents")) {
                assertThat(head.get(page)).as(page).matches(
                        answer -> answer.statusCode() == 503 && answer.body().contains("href=\"/rules\""));
            }
            assertThat(head.get("/rules").statusCode()).isEqualTo(200);
            assertThat(head.get("/system").body()).contains("Key of records", "is missing; put the file back");
        }
        assertThat(site.settings.caseKey()).doesNotExist();
    }

    @Test
    @DisplayName("W05 nothing that is typed into a case runs, wherever it is shown")
    void nothingTypedRuns(@TempDir Path folder) throws Exception {
        long id = open(About.ADULT, Optional.empty(), PAYLOADS.getFirst());
        String page = "/cases/" + id;
        try (TestBrowser head = browser("rao")) {
            for (String payload : PAYLOADS) {
                assertThat(head.post(page + "/note", page, Map.of("note", payload)).statusCode()).isEqualTo(303);
                assertThat(head.post(page + "/name", page, Map.of("name", payload)).statusCode()).isEqualTo(303);
                site.store.cases().attach(id, rao.id(), site.now.get(),
                        Attachment.of(CaseWords.line(payload), payload.getBytes(UTF_8)));
            }
            head.post(page + "/reveal", page, Map.of("why", PAYLOADS.getFirst(), "hours", "1"));
            long asked = site.store.reveals().waiting(site.now.get()).getFirst().id();
            try (TestBrowser governor = browser("gwen")) {
                assertThat(governor.get("/reveals").body()).doesNotContain("<script>window");
                governor.post("/reveals/" + asked + "/yes", "/reveals", Map.of());
            }
            assertThat(head.get(page).body()).contains("data-shown=\"name\"").doesNotContain("<script>window", "<img",
                    "<iframe");
            for (CaseAct act : site.store.cases().acts(id)) {
                if (act.kind() == CaseAct.Kind.ATTACHED) {
                    assertThat(head.get(page + "/files/" + act.id()).headers().map()).doesNotContainKey("set-cookie")
                            .hasEntrySatisfying("content-type", type -> assertThat(type).singleElement().asString()
                                    .startsWith("application/octet-stream"));
                }
            }
        }
        try (Chromium chromium = new Chromium(site.address(), folder.resolve("profile"))) {
            chromium.open("/sign-in");
            chromium.signIn(site, "rao", TestSite.PASSWORD);
            chromium.reach("One incident can wait a little");
            for (String where : List.of(page, "/cases", "/reveals", "/looks")) {
                chromium.open(where);
                assertThat(chromium.driver.executeScript("return window.pwned === undefined")).as(where)
                        .isEqualTo(true);
                assertThat(
                        chromium.driver.findElements(By.cssSelector("main script, main img, main iframe, main object,"
                                + " main embed, main style, main link, main base, main meta, main [onload], main [onerror],"
                                + " main [onfocus], main [onmouseover]")))
                        .as(where).isEmpty();
            }
            chromium.open(page);
            assertThat(chromium.text()).contains(PAYLOADS.get(1), PAYLOADS.get(17));
        }
    }

    @Test
    @DisplayName("W12 another role is in force at the next request, for cases and for what was being shown")
    void anotherRoleIsInForceAtOnce() throws Exception {
        long id = open(About.ADULT, Optional.empty(), "Ms Holly Doe");
        try (TestBrowser head = browser("rao")) {
            long asked = site.store.reveals().ask(incident().asker(), true, rao.id(), site.now.get(), "x", 4,
                    List.of());
            site.store.reveals().answer(asked, dean.id(), site.now.get(), true);
            assertThat(head.get("/cases/" + id).body()).contains("Ms Holly Doe", "10.30.0.7");
            assertThat(head.get("/reveals/" + asked).body()).contains("10.30.0.7");
            site.store.accounts().setRole(rao.id(), Role.SAFEGUARDING_LEAD, rao.id(), site.now.get());
            assertThat(head.get("/cases/" + id).statusCode()).isEqualTo(404);
            assertThat(head.get("/reveals/" + asked).statusCode()).isEqualTo(404);
            site.store.accounts().setRole(rao.id(), Role.AUDITOR, rao.id(), site.now.get());
            assertThat(head.get("/incidents/" + incident().id()).body()).doesNotContain("10.30.0.7");
        }
    }

    @Test
    @DisplayName("W20 no address of the site leads from a pseudonym to a device, and a guess is told nothing")
    void aPseudonymIsNoWayToADevice() throws Exception {
        open(About.ADULT, Optional.empty(), "Ms Holly Doe");
        String pseudonym = incident().pseudonym().replace(" ", "%20");
        try (TestBrowser head = browser("rao")) {
            for (Route route : site.routes()) {
                if (route.method().equals(HandlerType.GET) && route.path().contains("{")) {
                    String path = route.path().replaceAll("\\{[a-z]+}", pseudonym);
                    assertThat(head.get(path).statusCode()).as(path).isEqualTo(404);
                }
            }
            assertThat(head.get("/find?reference=" + pseudonym).body()).doesNotContain("10.30.0.7", "/access/");
        }
        assertThat(site.store.views().shown(Instant.EPOCH)).isEmpty();
    }

    /// Every address of the case says what it says of a case that was never opened.
    private void nothingThere(TestBrowser browser, long id, long act) throws Exception {
        List<String> wrong = new ArrayList<>();
        assertThat(browser.get("/cases").body()).doesNotContain("/cases/" + id);
        for (Route route : site.routes()) {
            if (route.path().startsWith("/cases/{")) {
                String path = route.path().replace("{number}", "" + id).replace("{file}", "" + act);
                String none = route.path().replace("{number}", "5").replace("{file}", "" + act);
                Map<String, String> fields = Map.of("note", "x", "why", "x", "how", "x", "name", "x", "hours", "1",
                        "outcome", "FALSE", "because", "x", "to", "" + rao.id(), "words", "x");
                boolean get = route.method().equals(HandlerType.GET);
                var there = get ? browser.get(path) : browser.post(path, "/password", fields);
                var not = get ? browser.get(none) : browser.post(none, "/password", fields);
                if (there.statusCode() != 404 || !there.body().equals(not.body())) {
                    wrong.add(route.method() + " " + path + ": " + there.statusCode());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(site.store.cases().acts(id)).hasSize(4);
        assertThat(site.store.cases().looks(id)).noneMatch(view -> view.account() == site.store.accounts()
                .find("sam").orElseThrow().id());
    }

    private long open(About about, Optional<Long> account, String name) {
        RecordedAccess access = site.record(TestSite.from("10.30.0.7", site.access(site.now.get().minusSeconds(60),
                "staff", "Staff", Verdict.COACH, "www.chat.example", TestSite.NETWORKS,
                Signals.tunnel(Optional.empty()))));
        Incidents.Ungathered next = site.store.incidents().next(99, site.now.get());
        site.store.incidents().gather(next, next.accesses().stream()
                .map(each -> new GatheredAccess(each, Grade.B, Optional.of(Severity.NOTICE))).toList());
        return site.store.cases()
                .open(new Opening(site.store.incidents().of(Scope.ALL, access.number()).getFirst(), rao.id(),
                        site.now.get(), 2026, "x", about, account,
                        Optional.of(name)));
    }

    private Incident incident() {
        return site.store.incidents().queue(Scope.ALL, 1).getFirst();
    }

    /// Adds a file to a case, once; gives the number of the act.
    private long file(long id) {
        Optional<CaseAct> there = site.store.cases().acts(id).stream()
                .filter(act -> act.kind() == CaseAct.Kind.ATTACHED).findFirst();
        if (there.isEmpty()) {
            site.store.cases().attach(id, rao.id(), site.now.get(), Attachment.of("a.txt", new byte[]{1}));
            return file(id);
        }
        return there.get().id();
    }

    private TestBrowser browser(String name) {
        TestBrowser browser = new TestBrowser(site);
        browser.cookies.put("schoolgate", site.session(name, "session " + name));
        return browser;
    }
}
