package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Use;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.incident.Gatherer;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.NoticeShown;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Scope;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.register.Allowance;
import org.schoolgate.review.register.LetThrough;
import org.schoolgate.review.register.OfficialPage;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.View;

/// The registers of official pages and of overrides on the site.
class RegistersIT {

    private static final String PAGES = "/registers/pages";
    private static final String TOPICS = "/registers/topics";
    private static final String FAMILY = "/registers/family";
    private static final String NOTICE = "/registers/notice";
    private static final String OVERRIDES = "/registers/overrides";
    private static final Map<String, String> PAGE = Map.of("address", "https://www.social.example/marlbeck/?ref=1",
            "purpose", "BUSINESS", "why", "News for <b>parents</b>", "editors", "Okafor, rao", "group", "", "posting",
            "yes", "days", "week", "from", "08:00", "until", "17:00", "review", "2027-05-17");
    private static final Map<String, String> LET = Map.of("site", "chess.example", "people", "lucy", "why", "A lesson",
            "until", "2026-11-18T12:00");

    @TempDir
    Path folder;

    private TestSite site;

    @BeforeEach
    void open() throws IOException {
        site = new TestSite(folder.resolve("site"));
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD);
        site.account("gwen", "Mrs Pritchard", Role.GOVERNOR);
        site.account("sam", "Mr Whitlock", Role.IT);
        site.categories.set(new Categories(List.of(
                new Category(0, "extremism", "Extremism", "Extremism", false, Use.NONE),
                new Category(1, "drugs", "Drugs", "Harm", false, Use.NONE),
                new Category(2, "games", "Games", "Games", false, Use.RECREATIONAL))));
    }

    @AfterEach
    void close() {
        site.close();
    }

    // ---- official pages ----------------------------------------------------------------------------------------------

    @Test
    void theHeadAuthorisesAPageAndWithdrawsIt() throws Exception {
        try (TestBrowser head = browser("rao"); TestBrowser lead = browser("hallam")) {
            assertThat(head.post(PAGES, PAGES, PAGE).statusCode()).isEqualTo(303);
            Allowance made = allowances().getFirst();
            OfficialPage page = (OfficialPage) made.content();
            assertThat(page.address()).isEqualTo("www.social.example/marlbeck");
            assertThat(page.editors()).containsExactly("okafor", "rao");
            assertThat(made.until()).as("the end of the day of its review, in summer")
                    .isEqualTo(Instant.parse("2027-05-17T23:00:00Z"));
            assertThat(head.get(PAGES).body()).containsSubsequence("P1: www.social.example/marlbeck",
                    "Open to its editors until its review.", "may see only the name www.social.example",
                    "Business: News for &lt;b&gt;parents&lt;/b&gt;", "okafor, rao", "Read and post",
                    "Monday to Friday, 08:00 to 17:00", "Monday 17 May 2027", "you authorised it", "Withdraw P1");
            assertThat(lead.get(PAGES).body()).contains("P1: www", "Mrs Rao, Head of School authorised it")
                    .doesNotContain("Withdraw P1", "Authorise a page");
            String withdraw = PAGES + "/" + id(PAGES, head) + "/withdraw";
            assertThat(lead.post(withdraw, PAGES, Map.of("why", "x")).statusCode()).isEqualTo(404);
            assertThat(head.post(withdraw, PAGES, Map.of("why", "The page is closed")).statusCode()).isEqualTo(303);
            assertThat(head.get(PAGES).body()).containsSubsequence("Past its review, or withdrawn", "P1: www",
                    "Withdrawn. It opens nothing.", "you withdrew it: “The page is closed”");
            assertThat(allowances()).isEmpty();
            assertThat(site.store.views().latest(99)).extracting(View::what).contains(View.What.REGISTER);
        }
    }

    @Test
    void aPageWhoseReviewHasPassedNoLongerOpensAndSaysSo() throws Exception {
        try (TestBrowser head = browser("rao")) {
            head.post(PAGES, PAGES, PAGE);
            site.now.set(Instant.parse("2027-05-17T23:00:00Z"));
        }
        try (TestBrowser head = browser("rao")) {
            assertThat(head.get(PAGES).body()).contains("Its review date has passed, so it no longer opens.");
            assertThat(allowances()).isEmpty();
        }
    }

    @Test
    void whereTheGatewaySeesThePathNothingIsWarnedOf() throws Exception {
        try (TestBrowser head = browser("rao")) {
            head.post(PAGES, PAGES, with(PAGE, "address", "seen.example/marlbeck", "editors", "okafor"));
            assertThat(head.get(PAGES).body()).contains("P1: seen.example/marlbeck").doesNotContain("only the name");
        }
    }

    @Test
    void whatNobodyCanAuthoriseIsRefusedWithTheReason() throws Exception {
        try (TestBrowser head = browser("rao")) {
            for (Map.Entry<Map<String, String>, String> wrong : Map.of(
                    with(PAGE, "address", "extreme.example/us"), "Extremism is closed for everyone",
                    with(PAGE, "address", "not an address"), "Write the address",
                    with(PAGE, "address", "ftp://x.example/"), "Write the address",
                    with(PAGE, "why", " "), "pedagogical or business reason",
                    with(PAGE, "editors", ""), "Name who edits the page",
                    with(PAGE, "editors", "lucy"), "is in a group of pupils",
                    with(PAGE, "editors", "", "group", "pupils"), "Name who edits the page",
                    with(PAGE, "editors", "a/b"), "by the names that they sign in with",
                    with(PAGE, "review", "2026-11-17"), "Say when the page is reviewed",
                    with(PAGE, "until", "07:00"), "from when until when").entrySet()) {
                var answer = head.post(PAGES, PAGES, wrong.getKey());
                assertThat(answer.statusCode()).as(wrong.getValue()).isEqualTo(422);
                assertThat(answer.body()).contains("Nothing was authorised.", wrong.getValue());
            }
            assertThat(head.post(PAGES, PAGES, with(PAGE, "review", "2028-01-01")).statusCode()).isEqualTo(422);
            assertThat(allowances()).isEmpty();
        }
    }

    // ---- overrides ---------------------------------------------------------------------------------------------------

    @Test
    void whatIsNotSensitiveIsLetThroughByOnePersonAndSomebodyElseMayCloseItAgain() throws Exception {
        try (TestBrowser it = browser("sam"); TestBrowser governor = browser("gwen")) {
            assertThat(it.post(OVERRIDES, OVERRIDES, LET).statusCode()).isEqualTo(303);
            assertThat(((LetThrough) allowances().getFirst().content()).people()).containsExactly("lucy");
            assertThat(it.get(OVERRIDES).body()).containsSubsequence("O1: chess.example", "Open until Wednesday 18",
                    "A lesson", "lucy", "you let it through");
            assertThat(governor.get(OVERRIDES).body()).contains("O1: chess.example", "Withdraw O1")
                    .doesNotContain("Let something through");
            assertThat(governor.post(OVERRIDES + "/" + id(OVERRIDES, it) + "/withdraw", OVERRIDES,
                    Map.of("why", "Not in my school")).statusCode()).isEqualTo(303);
            assertThat(allowances()).isEmpty();
        }
    }

    @Test
    void whatIsSensitiveNeedsTwoAndNobodyAgreesToTheirOwn() throws Exception {
        Account gwen = site.store.accounts().find("gwen").orElseThrow();
        for (String name : List.of("rao", "hallam", "sam")) {
            site.store.accounts().setMail(site.store.accounts().find(name).orElseThrow().id(),
                    Optional.of(name + "@school.example"));
        }
        site.school.set(TestSite.school(Optional.of("https://review.school.example")));
        site.store.ownDevices().set(gwen.id(), Set.of(new Asker.Named(new Person("pritchard"))));
        try (TestBrowser head = browser("rao");
                TestBrowser lead = browser("hallam");
                TestBrowser governor = browser("gwen");
                TestBrowser it = browser("sam")) {
            head.post(OVERRIDES, OVERRIDES, with(LET, "site", "", "category", "drugs", "people", "pritchard"));
            assertThat(allowances()).isEmpty();
            Message told = site.store.outbox().claim(Channel.MAIL, site.now.get()).orElseThrow().message();
            assertThat(told.recipient()).isEqualTo("hallam@school.example");
            assertThat(told.subject() + told.body()).contains("/registers/overrides").doesNotContain("pritchard",
                    "drugs", "Drugs", "A lesson", "Rao");
            assertThat(site.store.outbox().claim(Channel.MAIL, site.now.get())).as("not who asked").isEmpty();
            assertThat(lead.get("/").body()).contains("Somebody asks to let something sensitive through");
            assertThat(head.get("/").body()).doesNotContain("let something sensitive through");
            String yes = OVERRIDES + "/" + id(OVERRIDES, head) + "/yes";
            assertThat(head.get(OVERRIDES).body()).contains("Waits for a second person. Nothing is open.")
                    .doesNotContain("Agree, and let it through");
            assertThat(head.post(yes, OVERRIDES, Map.of("why", "x")).statusCode()).as("who asked").isEqualTo(404);
            assertThat(governor.post(yes, OVERRIDES, Map.of("why", "x")).statusCode()).as("whom it is for")
                    .isEqualTo(404);
            assertThat(it.post(yes, OVERRIDES, Map.of("why", "x")).statusCode()).as("IT").isEqualTo(404);
            assertThat(allowances()).isEmpty();
            assertThat(lead.get(OVERRIDES).body()).contains("Agree, and let it through");
            assertThat(lead.post(yes, OVERRIDES, Map.of("why", "For the talk")).statusCode()).isEqualTo(303);
            assertThat(allowances()).singleElement().matches(Allowance::byTwo);
            assertThat(head.get(OVERRIDES).body()).containsSubsequence("O1: Category: Drugs", "you asked for it",
                    "Mr Hallam, Safeguarding lead agreed: “For the talk”");
            lead.post(OVERRIDES, OVERRIDES, with(LET, "site", "drugs.example"));
            assertThat(governor.post(OVERRIDES + "/" + id(OVERRIDES, head) + "/no", OVERRIDES, Map.of("why", "No"))
                    .statusCode()).isEqualTo(303);
            assertThat(allowances()).hasSize(1);
            assertThat(lead.get(OVERRIDES).body()).contains("Not agreed. Nothing was opened.");
        }
    }

    @Test
    void whatIsLockedIsNeverLetThroughNorAnythingForEverybodyNorForLong() throws Exception {
        try (TestBrowser head = browser("rao")) {
            assertThat(head.get(OVERRIDES).body()).contains("value=\"drugs\"", "Drugs (by two)")
                    .doesNotContain("value=\"extremism\"");
            for (Map.Entry<Map<String, String>, String> wrong : Map.of(
                    with(LET, "site", "extreme.example"), "never let through, whoever asks: Extremism is closed",
                    with(LET, "site", "", "category", "extremism"), "either a site",
                    with(LET, "category", "games"), "either a site",
                    with(LET, "people", ""), "Nothing is let through for everybody",
                    with(LET, "people", "", "devices", "10.20.0.0/16"), "devices by their addresses",
                    with(LET, "why", ""), "Say why",
                    with(LET, "until", "2026-12-18T10:00"), "within 30 days",
                    with(LET, "until", "2026-11-17T09:40"), "later than now").entrySet()) {
                var answer = head.post(OVERRIDES, OVERRIDES, wrong.getKey());
                assertThat(answer.statusCode()).as(wrong.getValue()).isEqualTo(422);
                assertThat(answer.body()).contains("Nothing was let through.", wrong.getValue());
            }
            assertThat(allowances()).isEmpty();
        }
    }

    // ---- what only says something ------------------------------------------------------------------------------------

    @Test
    void aTopicThatWasDeclaredBeforeAnAccessStandsBesideItAndMakesItLessUrgent() throws Exception {
        try (TestBrowser lead = browser("hallam"); Gatherer _ = Gatherer.start(site.store, site.now::get)) {
            RecordedAccess before = record("before.example", "pupils", Identity.UNKNOWN, 0);
            Map<String, String> topic = Map.of("words", "Year 10, games and money", "category", "games", "people", "",
                    "group", "pupils", "from", "2026-11-17T09:00", "until", "2026-11-17T11:00");
            site.now.set(site.now.get().plusSeconds(30));
            assertThat(lead.post(TOPICS, TOPICS, topic).statusCode()).isEqualTo(303);
            assertThat(lead.get(TOPICS).body()).contains("T1: Year 10, games and money", "everyone in “Pupils”",
                    "you declared it");
            RecordedAccess during = record("during.example", "pupils", Identity.UNKNOWN, 60);
            RecordedAccess others = record("others.example", "strangers", Identity.UNKNOWN, 61);
            RecordedAccess late = record("late.example", "pupils", Identity.UNKNOWN, 4 * 3600);
            site.now.set(site.now.get().plusSeconds(5 * 3600));
            try (TestBrowser reader = browser("hallam")) {
                String page = reader.get("/access/" + during.number()).body();
                assertThat(page).containsSubsequence("What speaks against a breach", "It was declared beforehand.",
                        "“Year 10, games and money” (T1) was declared today at 09:40");
                for (RecordedAccess other : List.of(before, others, late)) {
                    assertThat(reader.get("/access/" + other.number()).body())
                            .as(other.host().orElse("")).doesNotContain("declared beforehand");
                }
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(
                        () -> site.store.incidents().of(Scope.ALL, late.number()).size() == 1);
                assertThat(severity(others)).isEqualTo(Severity.URGENT);
                assertThat(severity(late)).isEqualTo(Severity.URGENT);
                assertThat(severity(before)).as("of one incident the most severe").isEqualTo(Severity.URGENT);
                Incident incident = site.store.incidents().of(Scope.ALL, during.number()).getFirst();
                assertThat(reader.get("/incidents/" + incident.id()).body()).contains("It was declared beforehand.",
                        "This holds for one of two.");
            }
        }
    }

    @Test
    void aTopicThatCoversAPersonLowersWhatTheyDoAndDoesNotSayWho() throws Exception {
        try (TestBrowser head = browser("rao"); Gatherer _ = Gatherer.start(site.store, site.now::get)) {
            Map<String, String> topic = Map.of("words", "Okafor teaches it", "category", "games", "people", "okafor",
                    "group", "", "from", "2026-11-17T09:00", "until", "2026-11-17T11:00");
            assertThat(head.post(TOPICS, TOPICS, topic).statusCode()).isEqualTo(303);
            RecordedAccess teacher = record("a.example", "staff", known("okafor"), 60);
            RecordedAccess other = record("b.example", "staff", known("rao-at-school"), 61);
            site.now.set(site.now.get().plusSeconds(120));
            assertThat(head.get("/access/" + teacher.number()).body()).contains("It was declared beforehand.")
                    .doesNotContain("Okafor", "okafor", "T1");
            assertThat(head.get("/access/" + other.number()).body()).doesNotContain("declared beforehand");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(
                    () -> site.store.incidents().of(Scope.ALL, other.number()).size() == 1);
            assertThat(severity(teacher)).isEqualTo(Severity.CONCERN);
            assertThat(severity(other)).isEqualTo(Severity.URGENT);
        }
    }

    @Test
    void aFamilyContactIsThereForTheHeadAloneAndBesideARecordOnlyOnceItIsShownWhoItIs() throws Exception {
        try (TestBrowser head = browser("rao");
                TestBrowser lead = browser("hallam");
                Gatherer _ = Gatherer.start(site.store, site.now::get)) {
            assertThat(lead.get(FAMILY).statusCode()).isEqualTo(404);
            Map<String, String> contact = Map.of("adult", "Okafor", "pupil", "AB, 4R", "relationship", "daughter",
                    "identified", "2026-11-02", "acknowledged", "2026-11-03", "protocol", "No contact in school hours",
                    "review", "2027-07-01");
            assertThat(head.post(FAMILY, FAMILY, with(contact, "acknowledged", "2026-11-01")).statusCode())
                    .as("before it was identified").isEqualTo(422);
            assertThat(head.post(FAMILY, FAMILY, with(contact, "protocol", "")).statusCode()).isEqualTo(422);
            assertThat(head.post(FAMILY, FAMILY, contact).statusCode()).isEqualTo(303);
            assertThat(head.post(FAMILY + "/permission", FAMILY, Map.of("adult", "okafor", "words",
                    "May run the page of the fair", "acknowledged", "2026-11-10", "review", "2027-01-01")).statusCode())
                    .isEqualTo(303);
            assertThat(head.get(FAMILY).body()).containsSubsequence("F1: okafor and AB, 4R", "On file.",
                    "Relationship: daughter", "Monday 2 November 2026", "Tuesday 3 November 2026",
                    "No contact in school hours", "you acknowledged it", "E1: okafor", "May run the page of the fair");
            RecordedAccess access = record("a.example", "staff", known("okafor"), 60);
            site.now.set(site.now.get().plusSeconds(120));
            String page = "/access/" + access.number();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(
                    () -> site.store.incidents().of(Scope.ALL, access.number()).size() == 1);
            assertThat(head.get(page).body()).doesNotContain("On file", "AB, 4R", "F1", "E1");
            head.post(page + "/reveal", page, Map.of("why", "to speak with them", "hours", "1"));
            try (TestBrowser governor = browser("gwen")) {
                String asked = governor.get("/reveals").body().replaceAll("(?s).*?(/reveals/[0-9]+/yes).*", "$1");
                assertThat(governor.post(asked, "/reveals", Map.of()).statusCode()).isEqualTo(303);
                assertThat(governor.get(asked.replace("/yes", "")).body()).contains("okafor")
                        .doesNotContain("On file", "AB, 4R");
            }
            assertThat(head.get(page).body()).containsSubsequence("okafor", "On file", "Family contact F1: with AB, 4R"
                    + " (daughter), acknowledged on Tuesday 3 November 2026. Agreed: No contact in school hours.",
                    "Express permission E1 of Tuesday 10 November 2026: May run the page of the fair.",
                    "clears nobody and opens nothing");
            long rao = site.store.accounts().find("rao").orElseThrow().id();
            assertThat(site.store.views().latest(List.of(rao), 99))
                    .filteredOn(view -> view.what() == View.What.FAMILY).extracting(View::number)
                    .contains(0L, access.number());
            String withdraw = head.get(FAMILY).body().replaceAll("(?s).*?action=\"(" + FAMILY
                    + "/[0-9]+/withdraw).*", "$1");
            assertThat(head.post(withdraw, FAMILY, Map.of("why", "She has left")).statusCode()).isEqualTo(303);
            assertThat(head.get(page).body()).contains("Withdrawn today at");
            assertThat(allowances()).as("it opens nothing").isEmpty();
        }
    }

    @Test
    void whoWasShownTheNoticeOnMonitoringStandsOnItsPage() throws Exception {
        site.account("dpo", "Ms Field", Role.DATA_PROTECTION);
        try (TestBrowser head = browser("rao");
                TestBrowser officer = browser("dpo");
                TestBrowser lead = browser("hallam")) {
            assertThat(head.get(NOTICE).body()).contains("There is none.");
            site.notice.set(Optional.of(new MonitoringNotice("Autumn <1>", List.of("We monitor.", "Ask Mrs Rao."))));
            site.store.notices().add(List.of(
                    new NoticeShown(new Asker.Named(new Person("okafor")), "Autumn <1>", site.now.get()),
                    new NoticeShown(new Asker.Device(IpAddress.parse("10.20.0.7").orElseThrow()), "Autumn <1>",
                            site.now.get()),
                    new NoticeShown(new Asker.Named(new Person("chidi")), "Spring", site.now.get())));
            for (TestBrowser reader : List.of(head, officer)) {
                assertThat(reader.get(NOTICE).body()).containsSubsequence("Version Autumn &lt;1&gt;", "We monitor.",
                        "Ask Mrs Rao.", "One person who is known, and one device", "okafor", "Today at 09:40",
                        "Autumn &lt;1&gt;: 2", "Spring: 1").doesNotContain("chidi", "10.20.0.7");
            }
            assertThat(lead.get(NOTICE).statusCode()).isEqualTo(404);
            assertThat(officer.get("/registers/pages").statusCode()).isEqualTo(404);
        }
    }

    private RecordedAccess record(String host, String group, Identity identity, long second) {
        Signals click = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.empty(), Optional.empty(), Optional.of("text/html"),
                Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        RecordedAccess made = TestSite.from(group.equals("pupils") ? "10.20.0.1" : "10.20.0." + (2 + second % 200),
                site.access(Instant.parse("2026-11-17T09:40:00Z").plusSeconds(second), group, group, Verdict.BLOCK,
                        host,
                        TestSite.GAMES, click))
                .as(identity);
        site.store.accesses().append(List.of(made), List.of(new Alert("games" + second, made.at(),
                Duration.ofMinutes(10), Severity.URGENT, Optional.of(made.number()), Optional.empty(),
                List.of(Message.mail("head@school.example", "s", "b")))));
        return made;
    }

    private Severity severity(RecordedAccess access) {
        return site.store.incidents().of(Scope.ALL, access.number()).getFirst().severity();
    }

    private static Identity known(String account) {
        return new Identity.Known(new Person(account), Set.of(), Identity.Source.PASSWORD,
                Instant.parse("2026-11-17T09:00:00Z"));
    }

    // ---- in the browser ----------------------------------------------------------------------------------------------

    @Test
    void bothRegistersAreKeptByKeyboardAloneAtBothWidths() throws Exception {
        site.notice.set(Optional.of(new MonitoringNotice("Autumn", List.of("We monitor."))));
        site.store.notices().add(List.of(new NoticeShown(new Asker.Named(new Person("okafor")), "Autumn",
                site.now.get())));
        try (Chromium head = new Chromium(site.named(), folder.resolve("head"))) {
            head.size(1280, 900);
            head.open("/");
            head.signIn(site, "rao", TestSite.PASSWORD);
            head.reach("Nothing needs you");
            head.open(PAGES);
            head.tabTo("#address");
            head.press("www.social.example/marlbeck");
            head.tabTo("#why");
            head.press("News for parents");
            head.tabTo("#editors");
            head.press("okafor");
            head.tabTo("[action='" + PAGES + "'] .btn");
            head.press(Keys.ENTER);
            head.await("P1: www.social.example/marlbeck");
            nothingForAxe(head, "registers-pages");
            head.open(OVERRIDES);
            head.tabTo("#site");
            head.press("drugs.example");
            head.tabTo("#people");
            head.press("lucy");
            head.tabTo("#why");
            head.press("A lesson");
            head.tabTo("[action='" + OVERRIDES + "'] .btn");
            head.press(Keys.ENTER);
            head.await("Waits for a second person");
            nothingForAxe(head, "registers-overrides");
            head.open(TOPICS);
            nothingForAxe(head, "registers-topics");
            head.open(FAMILY);
            nothingForAxe(head, "registers-family");
            head.open(NOTICE);
            nothingForAxe(head, "registers-notice");
            head.size(1280, 900);
            head.open(PAGES);
            head.tabTo("summary");
            head.press(Keys.ENTER);
            head.press(Keys.TAB);
            head.press("Closed now" + Keys.ENTER);
            head.await("Withdrawn. It opens nothing.");
            head.console().forEach(line -> assertThat(line).doesNotContain("Content Security Policy"));
        }
        site.now.set(site.now.get().plus(Duration.ofMinutes(2)));
        try (Chromium lead = new Chromium(site.named(), folder.resolve("lead"))) {
            lead.size(360, 800);
            lead.open("/");
            lead.signIn(site, "hallam", TestSite.PASSWORD);
            lead.reach("Nothing needs you");
            lead.open(OVERRIDES);
            nothingForAxe(lead, "registers-answer");
            lead.tabTo(".rows input[name=why]");
            lead.press("For the lesson");
            lead.tabTo(".rows .btn");
            lead.press(Keys.ENTER);
            lead.await("you agreed: “For the lesson”");
        }
        assertThat(allowances()).hasSize(1);
    }

    private static void nothingForAxe(Chromium browser, String name) throws IOException {
        for (int width : List.of(1280, 360)) {
            browser.size(width, 900);
            assertThat(browser.scrollsSideways()).as(name + " at " + width).isFalse();
            assertThat(Axe.findings(browser)).as(name + " at " + width).isEmpty();
            browser.picture(Path.of("target", "pictures", name + "-" + width + ".png"));
        }
    }

    private List<Allowance> allowances() {
        Instant now = site.now.get();
        return site.store.registers().allowances(now).all().stream().filter(one -> one.until().isAfter(now)).toList();
    }

    /// The number of the entry that a form on the page is about.
    private static String id(String page, TestBrowser browser) throws Exception {
        return browser.get(page).body().replaceAll("(?s).*?action=\"" + page + "/([0-9]+)/.*", "$1");
    }

    private static Map<String, String> with(Map<String, String> form, String... more) {
        Map<String, String> all = new HashMap<>(form);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private TestBrowser browser(String name) {
        TestBrowser browser = new TestBrowser(site);
        browser.cookies.put("schoolgate", site.session(name, "session " + name));
        return browser;
    }
}
