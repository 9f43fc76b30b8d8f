package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.category.Use;
import org.schoolgate.review.ListEdits.Outcome;
import org.schoolgate.review.ListEdits.Progress;
import org.schoolgate.review.plea.Decided;
import org.schoolgate.review.plea.Said;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Plea;
import org.schoolgate.review.store.Role;

/// What people say of closed sites, as IT and leaders decide about it.
class WrongIT {

    private static final String PAGE = "/lists/wrong";
    private static final Plea.From PUPILS = new Plea.From("years-3-to-6", "Years 3 to 6", true);
    private static final Plea.From STAFF = new Plea.From("staff", "Staff", false);

    @TempDir
    Path folder;

    private TestSite site;
    private TestBrowser it;

    @BeforeEach
    void open() throws IOException {
        site = new TestSite(folder.resolve("site"));
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("sam", "Mr Whitlock", Role.IT);
        site.account("gwen", "Mrs Pritchard", Role.GOVERNOR);
        site.categories.set(new Categories(List.of(
                new Category(0, "illegal", "Illegal content", "Illegal content", true, Use.NONE),
                new Category(1, "games", "Games", "Games", false, Use.RECREATIONAL),
                new Category(2, "education", "Education", "Education", false, Use.EDUCATIONAL))));
        it = browser("sam");
    }

    @AfterEach
    void close() {
        it.close();
        site.close();
    }

    // ---- the queue ---------------------------------------------------------------------------------------------------

    @Test
    void whatALessonNeedsSoonStandsFirstAndWhatIsSaidOfOneSiteStandsTogether() throws Exception {
        Instant now = site.now.get();
        add("rivers.example", "It is a river trust.", Said.Kind.MISTAKE, PUPILS, now.minusSeconds(3_900),
                Optional.empty());
        String birds = add("birds.example", "Year 2 are counting <b>birds</b>", Said.Kind.LESSON, STAFF,
                now.minusSeconds(1_080), Optional.of(now.plus(Duration.ofMinutes(80))));
        add("birds.example", "", Said.Kind.WORK, PUPILS, now.minusSeconds(60), Optional.empty());
        site.store.pleas().again(birds);
        add("tomorrow.example", "", Said.Kind.LESSON, STAFF, now.minusSeconds(30),
                Optional.of(now.plus(Duration.ofDays(1))));
        String page = it.get(PAGE).body();
        assertThat(page).containsSubsequence("Three sites wait", "This term: 4 asked, 0 were right.",
                "Needed for a lesson at 11:00", "Waiting 18 min", "birds.example",
                "“Year 2 are counting &lt;b&gt;birds&lt;/b&gt;” It is needed for a lesson. Somebody of the group “Staff”,"
                        + " two times.",
                birds, "It is needed for homework. A pupil of the group “Years 3 to 6”.",
                "Closed for “Staff” by the rule games-are-closed: Games are closed.",
                "stands under “Games” in the list ut1/games, version 2026-11-16, line 4,711.",
                "Closed by mistake", "Waiting 1 h", "rivers.example",
                "Needed for a lesson on Wednesday 18 November at 09:40", "tomorrow.example");
        assertThat(page).doesNotContain("Illegal content", "10.20.", "<b>birds");
    }

    @Test
    void othersThatTheSameEntryClosesStandBesideIt() throws Exception {
        for (String host : List.of("a.example", "b.example")) {
            site.store.pleas().add(new Said(host, Said.Kind.MISTAKE, "x", "r", "closed",
                    List.of(new Said.Entry("example", "games", "Games", "l", "1", 2))), STAFF, site.now.get(),
                    Optional.empty(), List.of());
        }
        assertThat(it.get(PAGE).body()).contains("The same entry closes others that wait: b.example.",
                "The same entry closes others that wait: a.example.");
    }

    @Test
    void whatADigestClosesIsNotOpenedHereAsNobodyCanTellWhichPageItIs() throws Exception {
        String reference = "";
        for (String host : List.of("a.example", "b.example")) {
            reference = site.store.pleas().add(new Said(host, Said.Kind.MISTAKE, "x", "r", "closed",
                    List.of(new Said.Entry(Listing.BY_DIGEST, "games", "Games", "police", "1", 2))), STAFF,
                    site.now.get(), Optional.empty(), List.of()).orElseThrow();
        }
        assertThat(it.get(PAGE).body())
                .contains("A digest of it stands under “Games” in the list police, version 1, line 2")
                .doesNotContain("The same entry");
        for (String what : List.of("open", "move")) {
            HttpResponse<String> refused = decide(reference, what, "education", "It teaches.");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("Ask for its address", "with “@@” before it", "It teaches.");
        }
        assertThat(site.edits.asked).isEmpty();
        assertThat(decide(reference, "keep", "", "It is open now.").statusCode()).isEqualTo(303);
    }

    // ---- deciding ----------------------------------------------------------------------------------------------------

    @Test
    void itOpensASiteAndTheAnswerIsThereForWhoeverAsked() throws Exception {
        Instant then = site.now.get().minus(Duration.ofMinutes(42));
        String reference = add("birds.example", "x", Said.Kind.LESSON, STAFF, then, Optional.empty());
        String other = add("birds.example", "y", Said.Kind.WORK, PUPILS, then, Optional.empty());
        assertThat(decide(reference, "open", "", "It is a bird count.").statusCode()).isEqualTo(303);
        assertThat(site.edits.asked).containsExactly("open birds.example games");
        assertThat(site.store.pleas().find(other).orElseThrow().decision().orElseThrow().answer())
                .isEqualTo("It is a bird count.");
        assertThat(it.get(PAGE).body()).contains("Nothing waits",
                "This term: 2 asked, 2 were right, decided in 42 min");
        assertThat(decide(reference, "keep", "", "No").statusCode()).as("once").isEqualTo(404);
        assertThat(it.get(PAGE + "?all").body()).contains("What was closed by mistake", "Asked: 2, by pupils 1.",
                "Right: 2. Kept closed: 0. Waiting: 0.", "<svg", "by you", "It is a bird count.", reference);
    }

    @Test
    void aSiteIsPutIntoAnotherCategoryOrKeptClosedWithAnAnswer() throws Exception {
        String moved = add("chess.example", "x", Said.Kind.MISTAKE, STAFF, site.now.get(), Optional.empty());
        String kept = add("slots.example", "x", Said.Kind.MISTAKE, STAFF, site.now.get(), Optional.empty());
        assertThat(decide(moved, "move", "", "It teaches.").body()).contains("Choose the category");
        assertThat(decide(moved, "move", "illegal", "It teaches.").statusCode()).isEqualTo(422);
        assertThat(decide(moved, "", "", "It teaches.").body()).contains("Choose what becomes of the site.");
        assertThat(decide(moved, "keep", "", " ").body()).contains("Write an answer.", "Nothing was changed.");
        assertThat(site.edits.asked).isEmpty();
        assertThat(decide(moved, "move", "education", "It teaches.").statusCode()).isEqualTo(303);
        assertThat(decide(kept, "keep", "", "It is gambling.").statusCode()).isEqualTo(303);
        assertThat(site.edits.asked).containsExactly("move chess.example games education");
        String again = add("slots.example", "x", Said.Kind.MISTAKE, STAFF, site.now.get(), Optional.empty());
        assertThat(it.get(PAGE).body()).contains(again + ". This site was asked for before, and kept closed.");
        assertThat(it.get(PAGE + "?all").body()).contains("Put into “Education”", "Kept closed",
                "Asked again of a site that had been kept closed: 1.");
    }

    @Test
    void whatTheListsRefuseIsSaidAndWhatWasTypedStays() throws Exception {
        String reference = add("birds.example", "x", Said.Kind.LESSON, STAFF, site.now.get(), Optional.empty());
        site.edits.answers.add(new Outcome.Refused("No list names this site."));
        var answer = decide(reference, "open", "", "It is a <bird> count.");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("No list names this site.", "value=\"It is a &lt;bird>",
                "<details class=\"fold"
                        + " not-on-paper\" open>");
        assertThat(site.store.pleas().find(reference).orElseThrow().state()).isEqualTo(Plea.State.WAITING);
    }

    @Test
    void whatNobodyOpensAloneIsOpenedByASecondPersonWhoDidNotProposeIt() throws Exception {
        site.store.accounts().setMail(site.store.accounts().find("rao").orElseThrow().id(),
                Optional.of("rao@school.example"));
        String reference = add("drugs.example", "x", Said.Kind.LESSON, STAFF, site.now.get(), Optional.empty());
        site.edits.answers.add(new Outcome.NeedsSecondPerson(7));
        site.edits.progress.put(7L, Progress.WAITING);
        assertThat(decide(reference, "open", "", "For the lesson.").statusCode()).isEqualTo(303);
        assertThat(it.get(PAGE).body()).contains("With a second person.", "You proposed", "opened",
                "“For the lesson.”").doesNotContain(PAGE + "/" + reference);
        assertThat(it.post(PAGE + "/" + reference + "/yes", PAGE, Map.of()).statusCode()).isEqualTo(404);
        assertThat(site.store.outbox().claim(Channel.MAIL, site.now.get().plusSeconds(9)))
                .hasValueSatisfying(mail -> assertThat(mail.message().body()).doesNotContain("drugs.example"));
        try (TestBrowser head = browser("rao"); TestBrowser governor = browser("gwen")) {
            assertThat(governor.get(PAGE).statusCode()).isEqualTo(404);
            assertThat(head.get(PAGE).body()).contains("Mr Whitlock, IT proposed", "Do not agree");
            assertThat(head.post(PAGE + "/" + reference + "/yes", PAGE, Map.of("why", "yes")).statusCode())
                    .isEqualTo(303);
        }
        assertThat(site.edits.asked).containsExactly("open drugs.example games", "second 7 true");
        assertThat(site.store.pleas().find(reference).orElseThrow().state()).isEqualTo(Plea.State.OPENED);
    }

    @Test
    void aChangeThatWaitsNoLongerIsDecidedAgainOrWasAgreedElsewhere() throws Exception {
        String gone = add("drugs.example", "x", Said.Kind.LESSON, STAFF, site.now.get(), Optional.empty());
        String made = add("other.example", "x", Said.Kind.LESSON, STAFF, site.now.get(), Optional.empty());
        site.edits.answers.add(new Outcome.NeedsSecondPerson(7));
        site.edits.answers.add(new Outcome.NeedsSecondPerson(8));
        site.edits.progress.put(8L, Progress.WAITING);
        decide(gone, "open", "", "For the lesson.");
        decide(made, "open", "", "For the lesson.");
        site.edits.progress.put(8L, Progress.IN_FORCE);
        assertThat(it.get(PAGE).body()).contains("One site waits", "drugs.example").doesNotContain("other.example");
        assertThat(site.store.pleas().find(gone).orElseThrow().state()).isEqualTo(Plea.State.WAITING);
        assertThat(site.store.pleas().find(made).orElseThrow().state()).isEqualTo(Plea.State.OPENED);
    }

    // ---- reports -----------------------------------------------------------------------------------------------------

    @Test
    void reportsTellTheNumbersAndGovernorsNoneFromOneToFour() throws Exception {
        for (int i = 0; i < 6; i++) {
            String one = add("s" + i + ".example", "x", Said.Kind.MISTAKE, STAFF, Instant.parse("2026-11-10T09:00:00Z"),
                    Optional.empty());
            if (i < 5) {
                site.store.pleas().decide(site.store.pleas().find(one).orElseThrow(),
                        site.store.accounts().find("sam").orElseThrow().id(),
                        Instant.parse("2026-11-10T09:30:00Z"), new Decided(i < 2
                                ? Decided.Outcome.OPENED
                                : Decided.Outcome.KEPT, "", "a", ""),
                        Optional.empty());
            }
        }
        try (TestBrowser head = browser("rao"); TestBrowser governor = browser("gwen")) {
            assertThat(head.get("/reports/week?of=2026-W46").body()).contains("Asked: 6", "Right: 2. Kept closed: 3."
                    + " Waiting: 1.", "in the middle: 30 min");
            assertThat(governor.get("/reports/term").body()).contains("Asked: 6. Right: fewer than 5.",
                    "in the middle: 30 min.").doesNotContain("s1.example");
        }
    }

    // ---- in a browser ------------------------------------------------------------------------------------------------

    @Test
    void theQueueIsGoneThroughByKeyboardAtTheWidthOfAPhone() throws Exception {
        add("birds.example", "Year 2 are counting birds", Said.Kind.LESSON, STAFF, site.now.get(),
                Optional.of(site.now.get().plusSeconds(600)));
        add("rivers.example", "", Said.Kind.MISTAKE, PUPILS, site.now.get(), Optional.empty());
        try (Chromium browser = new Chromium(site.address(), folder.resolve("profile"))) {
            browser.open("/");
            browser.size(360, 800);
            browser.driver.manage().addCookie(new Cookie("schoolgate",
                    site.session("sam", "session browser")));
            browser.open(PAGE);
            browser.reach("Two sites wait");
            check(browser, "wrong");
            browser.tabTo("summary");
            browser.press(" ");
            check(browser, "wrong-form");
            browser.tabTo("input[value=open]");
            browser.press(" ");
            browser.tabTo("input[name=answer]");
            browser.press("It is a bird count.");
            browser.tabTo("button.btn");
            browser.press(Keys.ENTER);
            browser.reach("One site waits");
            assertThat(site.edits.asked).containsExactly("open birds.example games");
            browser.open(PAGE + "?all");
            browser.reach("What was closed by mistake");
            check(browser, "wrong-all");
        }
    }

    private static void check(Chromium browser, String name) throws IOException {
        for (boolean dark : new boolean[]{false, true}) {
            browser.dark(dark);
            assertThat(dark ? Axe.ofColours(browser) : Axe.findings(browser)).isEmpty();
        }
        assertThat(browser.scrollsSideways()).isFalse();
        assertThat(browser.console()).isEmpty();
        browser.picture(Path.of("target/pictures", name + ".png"));
        browser.dark(false);
    }

    // ------------------------------------------------------------------------------------------------------------------

    private HttpResponse<String> decide(String reference, String what, String to, String answer)
            throws Exception {
        return it.post(PAGE + "/" + reference, PAGE, Map.of("do", what, "to", to, "answer", answer));
    }

    private String add(String host, String words, Said.Kind kind, Plea.From from, Instant at,
            Optional<Instant> needed) {
        return site.store.pleas().add(new Said(host, kind, words, "games-are-closed", "Games are closed",
                List.of(new Said.Entry(host, "games", "Games", "ut1/games", "2026-11-16", 4_711))), from, at, needed,
                List.of()).orElseThrow();
    }

    private TestBrowser browser(String name) {
        TestBrowser browser = new TestBrowser(site);
        browser.cookies.put("schoolgate", site.session(name, "session " + name));
        return browser;
    }
}
