package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.Held;
import org.schoolgate.review.lists.NewSite;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.Role;

/// The pages about lists: what they say, what they refuse, and that each act is written down.
class ListPagesIT {

    static final Categories CATEGORIES = new Categories(List.of(
            new Category(0, "games", "Games", "Games", false),
            new Category(1, "social-networks", "Social media: networks", "Social media", false),
            new Category(2, "drugs", "Drugs", "Drugs", false),
            new Category(3, "illegal", "Illegal material", "Illegal material", true)));

    private static final Map<String, String> CHANGE = Map.of("entry", "padlet.example", "doing", "add", "category",
            "social-networks", "why", "Boards with comments from strangers", "until", "", "review", "2026-12-17");

    private TestSite site;
    private TestBrowser sam;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        site = new TestSite(folder);
        site.categories.set(CATEGORIES);
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("sam", "Sam Whitlock", Role.IT);
        site.account("tom", "Tom Bell", Role.IT);
        sam = browser("sam");
    }

    @AfterEach
    void close() {
        sam.close();
        site.close();
    }

    private TestBrowser browser(String who) {
        TestBrowser browser = new TestBrowser(site);
        browser.cookies.put("schoolgate", site.session(who, "test " + who));
        return browser;
    }

    @Test
    void theAnswerIsTheHeadingAndPlacesThatAreNotFilledAreSaidFirst() throws Exception {
        String page = sam.get("/lists").body();
        assertThat(heading(page)).isEqualTo("The lists are in force, with one thing to look at");
        assertThat(page).contains("4,612,480 entries from two sources are in force.", "One place is not filled",
                "Not filled.</span>", "It needs the trust’s licence.");
        assertThat(page.indexOf("Internet Watch Foundation")).isLessThan(page.indexOf("Toulouse"));
        hold();
        assertThat(heading(sam.get("/lists").body())).isEqualTo("One thing waits for you");
        propose("drugs.example");
        assertThat(heading(sam.get("/lists").body())).isEqualTo("One thing waits for you");
        try (TestBrowser tom = browser("tom")) {
            assertThat(heading(tom.get("/lists").body())).isEqualTo("Two things wait for you");
        }
        site.lists.held.clear();
        assertThat(heading(sam.get("/lists").body())).isEqualTo("One thing waits for somebody else");
    }

    @Test
    void aHeldUpdateIsPutInForceOnlyWithAReasonAndWhatWasTypedStays() throws Exception {
        hold();
        String page = sam.get("/lists").body();
        assertThat(page).contains("Toulouse: the new version is 41% smaller", "It ends in the middle of a line.",
                "4,612,480", "2,721,004", "value=\"again\"",
                "href=\"/lists/effect?name=ut1&amp;version=held\"").doesNotContain("value=\"take\"");
        HttpResponse<String> without = sam.post("/lists/one", "/lists",
                Map.of("name", "ut1", "on", "lists", "do", "take", "why", " "));
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("Say why. It stands in the history of the list.");
        assertThat(site.lists.held).hasSize(1);
        assertThat(sam.get("/lists/difference?name=ut1&from=&to=held").body())
                .contains("Toulouse: 5 new, 1 gone", "g0.example", "are counted and never shown")
                .doesNotContain("illegal.example");
        assertThat(sam.post("/lists/one", "/lists", Map.of("name", "ut1", "on", "lists", "do", "take", "why",
                "The publisher wrote that he has tidied up")).headers().firstValue("Location"))
                .contains("/lists?done=take");
        assertThat(sam.get("/lists?done=take").body()).contains("The held version is in force.");
        assertThat(acts()).containsExactly(
                "The held version of the list ut1 was put in force. Why: The publisher wrote that he has tidied up");
        HttpResponse<String> late = sam.post("/lists/one", "/lists",
                Map.of("name", "ut1", "do", "drop", "why", "A reason of mine"));
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("Nothing of it is held any more.", "value=\"A reason of mine\"");
    }

    @Test
    void beforeAWholeListComesIntoForceItIsToldWhatItWouldTouchAndWhatRestsOnWhatGoes() throws Exception {
        hold();
        for (int i = 0; i < 60; i++) {
            site.lists.asked
                    .add(new TestLists.Asked("www.padlet.example", "pupils", i, LocalDate.parse("2026-11-16")));
        }
        site.lists.asked.add(new TestLists.Asked("one-person.example", "pupils", 1, LocalDate.parse("2026-11-16")));
        for (int i = 0; i < 6; i++) {
            record(site.now.get().minusSeconds(3_600 + i), "www.games.example", TestSite.GAMES);
        }
        String page = sam.get("/lists/effect?name=ut1&version=held").body();
        assertThat(heading(page)).isEqualTo("Toulouse: what the held version would have touched");
        assertThat(page).contains("Version 20261117-9c0d1e2f.7 has 2,721,004 entries; in force are 4,612,480.",
                "In the last seven days this would have closed 61 requests", "about 60 people and devices",
                "www.padlet.example", "All others", "Monday 16 November", "value=\"take\"", "value=\"drop\"",
                "name=\"version\" value=\"20261117-9c0d1e2f.7\"",
                "Flagged accesses of these days that rest on what goes: 6.", "Open cases with such an access: 0.")
                .doesNotContain("one-person.example", ">60<", ">1<");
        try (TestBrowser rao = browser("rao")) {
            assertThat(rao.get("/lists/effect?name=ut1&version=held").body()).contains("would have closed 61 requests")
                    .doesNotContain("value=\"take\"");
        }
        assertThat(sam.post("/lists/one", "/lists/effect?name=ut1&version=held", Map.of("name", "ut1", "version",
                "20261117-9c0d1e2f.7", "do", "take", "why", "He has tidied up")).headers().firstValue("Location"))
                .contains("/lists/one?name=ut1&done=take");
        HttpResponse<String> late = sam.get("/lists/effect?name=ut1&version=held");
        assertThat(late.statusCode()).isEqualTo(404);
        assertThat(late.body()).contains("There is no version “held” any more.");
        assertThat(sam.get("/lists/effect?name=no&version=held").statusCode()).isEqualTo(404);
        assertThat(sam.get("/lists/effect?name=ut1&version=20261116-5e6f7a8b.7").body())
                .contains("what an older version would have touched", "value=\"back\"", "Put this version in force");
    }

    @Test
    void aFetchIsWatchedOnAPageThatRenewsItselfWhileSomethingRunsAndNoLonger() throws Exception {
        assertThat(sam.get("/lists/progress").headers().firstValue("Location")).contains("/lists?done=fetched");
        HttpResponse<String> fetched = sam.post("/lists/one", "/lists/one?name=ut1",
                Map.of("name", "ut1", "do", "again", "why", "It was cut short"));
        assertThat(fetched.headers().firstValue("Location")).contains("/lists/progress");
        HttpResponse<String> progress = sam.get("/lists/progress");
        assertThat(progress.headers().firstValue("Refresh")).contains("3");
        assertThat(progress.body()).contains("Toulouse is being fetched: 12 of 26 MB.");
        assertThat(sam.get("/lists").headers().firstValue("Refresh")).isEmpty();
        assertThat(sam.get("/lists").body()).contains("Toulouse is being fetched: 12 of 26 MB.");
        site.lists.running = Optional.empty();
        assertThat(sam.get("/lists/progress").headers().firstValue("Location")).contains("/lists?done=fetched");
    }

    @Test
    void anEntryIsAddedAfterItsEffectWasShownAndTheActIsInTheChain() throws Exception {
        for (int i = 0; i < 60; i++) {
            site.lists.asked.add(new TestLists.Asked("www.padlet.example", "pupils", i, LocalDate.parse("2026-11-16")));
        }
        HttpResponse<String> effect = sam.post("/lists/change/effect", "/lists", CHANGE);
        assertThat(effect.statusCode()).isEqualTo(200);
        assertThat(effect.body()).contains("In the last seven days this would have closed 60 requests",
                "about 60 people and devices", "Pupils", "Mon", "Monday 16 November", ">Save now<",
                "value=\"padlet.example\"", "value=\"Boards with comments from strangers\"");
        assertThat(site.lists.edits).isEmpty();
        HttpResponse<String> saved = sam.post("/lists/change", "/lists/change", CHANGE);
        assertThat(saved.headers().firstValue("Location")).contains("/lists/edits?edit=1");
        assertThat(sam.get("/lists/edits?edit=1").body()).contains(
                "Edit 1: padlet.example into “Social media: networks”. It is in force.",
                "Sam Whitlock, IT, today at 09:40",
                "Why: Boards with comments from strangers", "To be looked at again on Thursday 17 December 2026");
        assertThat(sam.get("/lists/about?site=padlet.example").body()).contains(
                "padlet.example: Social media: networks", "href=\"/why?address=padlet.example\"", "Edit 1:");
        assertThat(acts()).containsExactly("Edit 1 was made: padlet.example into “Social media: networks”. Why: Boards"
                + " with comments from strangers");
        assertThat(site.store.chain().head().size()).isEqualTo(1);
    }

    @Test
    void anEditIsTriedOutForAWeekAndThenMadeInEarnest() throws Exception {
        for (int i = 0; i < 60; i++) {
            site.lists.asked.add(new TestLists.Asked("www.padlet.example", "pupils", i, LocalDate.parse("2026-11-16")));
        }
        assertThat(sam.get("/lists/change").body()).doesNotContain("Try silently for a week");
        assertThat(sam.post("/lists/change/effect", "/lists", CHANGE).body()).contains("Try silently for a week");
        assertThat(sam.post("/lists/change/try", "/lists/change", CHANGE).headers().firstValue("Location"))
                .contains("/lists/edits?edit=1");
        assertThat(site.lists.listed).isEmpty();
        assertThat(sam.get("/lists/edits?edit=1").body()).contains("It is tried out and changes no answer",
                "Only tried out: it changes no answer", "The week is over on Tuesday 24 November 2026",
                "href=\"/lists/tried?edit=1\"", "Take back edit 1").doesNotContain("To be looked at again</h2>");
        assertThat(sam.get("/lists").body()).contains("One edit is only tried out.");
        String trial = sam.get("/lists/tried?edit=1").body();
        assertThat(trial).contains("Edit 1, tried out: padlet.example into “Social media: networks”",
                "In the last seven days this would have closed 60 requests", ">Put it in force<", ">End the trial<");
        try (TestBrowser rao = browser("rao")) {
            assertThat(rao.get("/lists/tried?edit=1").body()).contains("would have closed 60 requests")
                    .doesNotContain("End the trial");
            assertThat(rao.post("/lists/settle", "/lists", Map.of("edit", "1", "how", "take", "why", "x")).statusCode())
                    .isEqualTo(404);
        }
        site.now.set(site.now.get().plus(Duration.ofDays(7)));
        sam.close();
        sam = browser("sam");
        assertThat(sam.get("/lists/edits").body()).contains("To be looked at again</h2>");
        assertThat(
                sam.post("/lists/tried", "/lists/edits", Map.of("edit", "1", "how", "take", "why", "Nobody missed it"))
                        .headers().firstValue("Location"))
                .contains("/lists/edits?edit=2");
        assertThat(sam.get("/lists/edits?edit=2").body()).contains("It is in force.",
                "Was tried out; a later edit makes it in earnest");
        assertThat(site.lists.listed).containsKey("padlet.example");
        assertThat(sam.get("/lists/tried?edit=1").statusCode()).isEqualTo(404);
        sam.post("/lists/change/try", "/lists/change", with("entry", "other.example"));
        sam.post("/lists/settle", "/lists/edits", Map.of("edit", "3", "how", "take-back", "why", "Not needed"));
        assertThat(sam.get("/lists/edits?edit=3").body()).contains("It is taken back.");
        assertThat(acts()).containsExactly(
                "Edit 3 was taken back: other.example into “Social media: networks”. Why: Not needed",
                "Edit 3 is tried out: other.example into “Social media: networks”. Why: Boards with comments from"
                        + " strangers",
                "Edit 1 was made in earnest, as edit 2: padlet.example into “Social media: networks”. Why: Nobody"
                        + " missed it",
                "Edit 1 is tried out: padlet.example into “Social media: networks”. Why: Boards with comments from"
                        + " strangers");
    }

    @Test
    void whatWasTypedIsThereAgainAfterOneWasAskedWhoOneIs() throws Exception {
        hold();
        edit("one.example", Optional.empty());
        sam.post("/lists/change/try", "/lists/change", with("entry", "other.example"));
        for (int i = 3; i <= 70; i++) {
            edit("site" + i + ".example", Optional.empty());
        }
        asked("/lists/one", "/lists/one?name=ut1", Map.of("name", "ut1", "do", "drop", "why", "A broken download"),
                "Toulouse</h1>", "value=\"A broken download\"");
        asked("/lists/settle", "/lists/edits", Map.of("edit", "1", "how", "take-back", "why", "It was a mistake"),
                "Edit 1: one.example", "value=\"It was a mistake\"");
        asked("/lists/tried", "/lists/tried?edit=2", Map.of("edit", "2", "how", "take", "why", "Nobody misses it"),
                "Edit 2, tried out: other.example", "value=\"Nobody misses it\"");
        assertThat(site.lists.held).hasSize(1);
        assertThat(sam.get("/lists/edits").body()).doesNotContain(Drafts.ONCE_MORE);
    }

    /// Sends a form six minutes after one showed who one is, is asked, and looks at where that leads to.
    private void asked(String path, String page, Map<String, String> form, String... there) throws Exception {
        site.now.set(site.now.get().plus(Duration.ofMinutes(6)));
        String back = path.equals("/lists/settle") ? "/lists/edits" : path;
        assertThat(sam.post(path, page, form).headers().firstValue("Location")).contains("/confirm?to=" + back);
        assertThat(sam.post("/confirm", "/confirm?to=" + back, Map.of("to", back, "proof", TestSite.PASSWORD))
                .headers().firstValue("Location")).contains(back);
        assertThat(sam.get(back).body()).contains(Drafts.ONCE_MORE).contains(there);
    }

    private static Map<String, String> with(String field, String value) {
        Map<String, String> form = new HashMap<>(CHANGE);
        form.put(field, value);
        return form;
    }

    @Test
    void anEditForSomeGroupsSaysForWhomAndKeepsWhatWasTicked() throws Exception {
        Map<String, String> form = new HashMap<>(CHANGE);
        form.put("group-pupils", "yes");
        assertThat(sam.get("/lists/change").body()).contains("<details class=\"fold\">", "name=\"group-staff\"");
        form.put("why", "");
        assertThat(sam.post("/lists/change", "/lists/change", form).body()).contains("<details class=\"fold\" open>",
                "name=\"group-pupils\" value=\"yes\" checked");
        form.put("why", "Open boards");
        form.put("group-nobody", "yes");
        assertThat(sam.post("/lists/change", "/lists/change", form).body())
                .contains("One of the groups is not there any more. Choose anew.");
        form.remove("group-nobody");
        sam.post("/lists/change", "/lists/change", form);
        assertThat(sam.get("/lists/edits?edit=1").body())
                .contains("padlet.example into “Social media: networks”, for Pupils alone");
        assertThat(sam.get("/lists/about?site=padlet.example").body())
                .contains("padlet.example is on no list for everybody", "<h3>For Pupils</h3>");
        assertThat(acts()).containsExactly("Edit 1 was made: padlet.example into “Social media: networks”, for Pupils"
                + " alone. Why: Open boards");
        site.lists.edits.set(0, astray(site.lists.edits.getFirst()));
        assertThat(sam.get("/lists/edits").body()).contains("In force, to be looked at",
                "The policy has no group pupils: it holds for everybody.");
    }

    private static Edited astray(Edited edit) {
        return new Edited(edit.number(), edit.at(), edit.who(), edit.adds(), edit.entry(), edit.category(),
                edit.groups(),
                Optional.of("The policy has no group pupils: it holds for everybody."), edit.why(), edit.until(),
                edit.review(), edit.second(), edit.standing());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entry||Write a site such as games.example",
                "entry|uk|“uk” is no site. Write one such as games.example.",
                "doing|burn|Choose what to do.",
                "category||Choose a category.",
                "category|illegal|Choose a category.",
                "why||Say why.",
                "until|2026-11-16|Choose a day from today on",
                "review|soon|Choose a day from today on"})
    void whatIsRefusedStandsBesideItsFieldAndNothingTypedIsLost(String field, String typed, String told)
            throws Exception {
        Map<String, String> form = new HashMap<>(CHANGE);
        form.put(field, typed == null ? "" : typed);
        HttpResponse<String> answer = sam.post("/lists/change", "/lists/change", form);
        assertThat(answer.statusCode()).isEqualTo(422);
        String beside = answer.body().replaceAll("(?s).*id=\"" + field + "-wrong\">(.*?)</p>.*", "$1");
        assertThat(beside).contains(told).hasSizeLessThan(600);
        form.forEach((name, value) -> {
            if (!value.isEmpty() && !Set.of("doing", "category").contains(name)) {
                assertThat(answer.body()).contains("value=\"" + value + "\"");
            }
        });
        assertThat(site.lists.edits).isEmpty();
        assertThat(acts()).isEmpty();
    }

    @Test
    void numbersBelowFiveAreNotToldNorWhatWouldGiveThemAway() throws Exception {
        LocalDate monday = LocalDate.parse("2026-11-16");
        for (int i = 0; i < 40; i++) {
            site.lists.asked.add(new TestLists.Asked("padlet.example", "pupils", i, monday));
        }
        for (int i = 0; i < 3; i++) {
            site.lists.asked.add(new TestLists.Asked("padlet.example", "staff", 100 + i, monday.minusDays(3)));
        }
        for (int i = 0; i < 11; i++) {
            site.lists.asked.add(new TestLists.Asked("few.example", "staff", i % 2, monday));
        }
        String many = sam.post("/lists/change/effect", "/lists", CHANGE).body();
        String panel = many.substring(many.indexOf("id=\"effect\""));
        assertThat(panel).contains("not told").doesNotContain(">3<").doesNotContain(">40<");
        Map<String, String> few = new HashMap<>(CHANGE);
        few.put("entry", "few.example");
        String told = sam.post("/lists/change/effect", "/lists", few).body();
        assertThat(told).contains("fewer than 5 people and devices, so neither groups nor days are told")
                .doesNotContain("Monday 16 November");
        site.lists.unlisted.put("one.example",
                new NewSite("one.example", 3, 2, List.of("Staff"), true, List.of("Its name was registered in 2026.")));
        assertThat(sam.get("/lists/new").body())
                .contains("Asked for: fewer than 5. People: fewer than 5. Groups: not told",
                        "Its name was registered in 2026.")
                .doesNotContain("Groups: Staff");
    }

    @Test
    void whatRestsOnAnEntryIsCountedBeforeItIsOpenedAndOthersEntriesAreNot() throws Exception {
        site.lists.listed.put("games.example", new LinkedHashSet<>(Set.of("games")));
        Instant at = site.now.get().minusSeconds(3_600);
        for (int i = 0; i < 6; i++) {
            record(at.plusSeconds(i), "www.games.example", TestSite.GAMES);
            record(at.plusSeconds(100 + i), "othergames.example", TestSite.GAMES);
        }
        record(at.minusSeconds(8 * 86_400), "old.games.example", TestSite.GAMES);
        Map<String, String> open = new HashMap<>(CHANGE);
        open.putAll(Map.of("entry", "games.example", "doing", "remove", "category", "games"));
        assertThat(sam.post("/lists/change/effect", "/lists", open).body()).contains(
                "Flagged accesses of these days that rest on it: 6.", "Open cases with such an access: 0.");
        open.put("entry", "=games.example");
        site.lists.listed.put("=games.example", new LinkedHashSet<>(Set.of("games")));
        assertThat(sam.post("/lists/change/effect", "/lists", open).body())
                .contains("No flagged access of these days and no open case rests on it.");
    }

    private void record(Instant at, String host, CategoryName category) {
        site.record(site.access(at, "pupils", "Pupils", Verdict.BLOCK, host, category,
                Signals.tunnel(Optional.empty())));
    }

    @Test
    void whatOpensSomethingSensitiveWaitsForASecondPersonWhoIsAnother() throws Exception {
        propose("drugs.example");
        assertThat(sam.get("/lists").body()).contains("You proposed it, so another person has to agree.")
                .doesNotContain("value=\"agree\"");
        HttpResponse<String> own = sam.post("/lists/settle", "/lists/edits",
                Map.of("edit", "1", "how", "agree", "why", "I am sure", "on", "lists"));
        assertThat(own.statusCode()).isEqualTo(422);
        assertThat(own.body()).contains("Another person has to agree.");
        try (TestBrowser rao = browser("rao")) {
            assertThat(rao.get("/lists").body()).contains("value=\"agree\"");
            HttpResponse<String> without = rao.post("/lists/settle", "/lists", Map.of("edit", "1", "how", "agree"));
            assertThat(without.statusCode()).isEqualTo(422);
            assertThat(rao.post("/lists/settle", "/lists", Map.of("edit", "1", "how", "agree", "why", "For biology"))
                    .headers().firstValue("Location")).contains("/lists/edits?edit=1");
            assertThat(rao.post("/lists/settle", "/lists", Map.of("edit", "1", "how", "take-back", "why", "No"))
                    .statusCode()).isEqualTo(404);
        }
        assertThat(site.lists.listed).isEmpty();
        assertThat(sam.get("/lists/edits").body()).contains("Second person: Mrs Rao, Head of School",
                "In force</span>");
        assertThat(acts()).containsExactly("Edit 1 was agreed to: drugs.example out of “Drugs”. Why: For biology",
                "Edit 1 was proposed: drugs.example out of “Drugs”. Why: Needed in class");
        propose("drugs-two.example");
        try (TestBrowser tom = browser("tom")) {
            tom.post("/lists/settle", "/lists", Map.of("edit", "2", "how", "decline", "why", "Not yet"));
            assertThat(tom.get("/lists/edits").body()).contains("Declined</span>");
        }
    }

    @Test
    void aListTellsItsVersionsAndGoesBackWithAReason() throws Exception {
        String page = sam.get("/lists/one?name=ut1").body();
        assertThat(page).contains("Creative Commons BY-SA 4.0", "every day at about 05:30",
                "https://lists.example/blacklists.tar.gz", "social_networks", "left out", "4.6 m", "No longer fetch it",
                "action=\"/lists/effect\"", "See what it would touch");
        assertThat(sam.get("/lists/one?name=iwf").body()).contains("Not filled", "never shown, to anyone")
                .doesNotContain("No longer fetch it");
        assertThat(sam.get("/lists/one?name=no").statusCode()).isEqualTo(404);
        HttpResponse<String> gone = sam.post("/lists/one", "/lists/one?name=ut1",
                Map.of("name", "ut1", "do", "back", "version", "1", "why", "A wrong version"));
        assertThat(gone.statusCode()).isEqualTo(422);
        assertThat(gone.body()).contains("There is no such version any more.", "value=\"A wrong version\"");
        sam.post("/lists/one", "/lists/one?name=ut1", Map.of("name", "ut1", "do", "back", "version",
                "20261116-5e6f7a8b.7", "why", "It closed half of the library"));
        assertThat(site.lists.list("ut1").orElseThrow().versions().getLast().inForce()).isTrue();
        sam.post("/lists/one", "/lists/one?name=ut1", Map.of("name", "ut1", "do", "off", "why", "Too large"));
        assertThat(sam.get("/lists/one?name=ut1").body()).contains("Off</span>", "Fetch it by itself");
        assertThat(acts()).containsExactly("The list ut1 is no longer fetched. Why: Too large",
                "The list ut1 was taken back to version 20261116-5e6f7a8b.7. Why: It closed half of the library");
        assertThat(sam.get("/lists/difference?name=ut1&from=1&to=2").statusCode()).isEqualTo(404);
        assertThat(sam.get("/lists/history?name=ut1").body()).contains("Roll back", "It closed half of the library",
                "Sam Whitlock, IT");
    }

    @Test
    void whatNoListSaysAndWhatIsNoSiteIsToldApart() throws Exception {
        assertThat(sam.get("/lists/about?site=new.example").body()).contains("new.example is on no list");
        HttpResponse<String> none = sam.get("/lists/about?site=%3Cscript%3E");
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("is no site, page or address").doesNotContain("<script>");
        site.lists.listed.put("bad.example", new LinkedHashSet<>(Set.of("illegal")));
        assertThat(sam.get("/lists/about?site=bad.example").body()).contains("Illegal material", "not shown");
    }

    @Test
    void editsArePagedNarrowedAndTakenBackAndThoseThatAreDueComeFirst() throws Exception {
        for (int i = 1; i <= 60; i++) {
            edit("site" + i + ".example", i == 3 ? Optional.of(LocalDate.parse("2026-11-17")) : Optional.empty());
        }
        String first = sam.get("/lists/edits").body();
        assertThat(first.indexOf("Edit 3: ")).isLessThan(first.indexOf("Edit 60: ")).isPositive();
        assertThat(first).contains("To be looked at again</h2>", "href=\"/lists/edits?before=11\"")
                .doesNotContain("Edit 10: ");
        assertThat(sam.get("/lists/edits?before=11").body()).contains("Edit 10: ", "Edit 1: ", "To the newest")
                .doesNotContain("Edit 11: ");
        assertThat(sam.get("/lists/edits?containing=SITE44").body()).contains("Edit 44: ").doesNotContain("Edit 43: ");
        HttpResponse<String> without = sam.post("/lists/settle", "/lists/edits",
                Map.of("edit", "44", "how", "take-back", "why", ""));
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(sam.post("/lists/settle", "/lists/edits",
                Map.of("edit", "44", "how", "take-back", "why", "A mistake of mine")).statusCode()).isEqualTo(303);
        assertThat(sam.get("/lists/edits?edit=44").body()).contains("It is taken back.");
        assertThat(sam.post("/lists/settle", "/lists/edits",
                Map.of("edit", "99", "how", "take-back", "why", "Why")).statusCode()).isEqualTo(404);
    }

    @Test
    void manyLinesAreAllPutInOrNoneAndEachIsToldItsFate() throws Exception {
        Map<String, String> form = new HashMap<>(
                Map.of("text", "one.example\ntwo.example,games\nuk\nthree.example,cats",
                        "category", "games", "why", "From the trust’s letter", "do", "all"));
        HttpResponse<String> none = multipart(form);
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("Nothing was put in, as two lines cannot be.",
                "3: <span class=\"mono\">uk</span>",
                "There is no category “cats”", "two.example,games\nuk", "value=\"From the trust’s letter\"",
                "Not put in yet");
        assertThat(site.lists.edits).isEmpty();
        form.put("do", "some");
        assertThat(multipart(form).body()).contains("Two put in, none proposed, none there already, two not taken");
        assertThat(site.lists.edits).hasSize(2);
        form.put("text", "one.example\n");
        assertThat(multipart(form).body()).contains("There already");
        form.put("text", "a.example\n".repeat(2_001));
        assertThat(multipart(form).body()).contains("Paste at most 2,000 lines at once");
        form.put("text", "");
        assertThat(multipart(form).body()).contains("Paste at least one line");
        assertThat(acts()).contains("2 of 4 pasted lines were put in, and 0 proposed. Why: From the trust’s letter");
    }

    private HttpResponse<String> multipart(Map<String, String> fields) throws Exception {
        return sam.multipart("/lists/paste", "/lists/paste", fields);
    }

    @Test
    void newSitesAreSortedOneAfterTheOtherAndTheNextRowHasTheFocus() throws Exception {
        for (String host : List.of("a.example", "b.example", "c.example")) {
            site.lists.unlisted.put(host, new NewSite(host, 40, 12, List.of("Pupils", "Staff"), true, List.of()));
        }
        assertThat(sam.get("/lists/new").body()).contains("Three sites of today are on no list",
                "Asked for: 40. People: 12. Groups: Pupils, Staff.").doesNotContain("autofocus")
                .doesNotContain("Illegal material");
        HttpResponse<String> sorted = sam.post("/lists/new", "/lists/new",
                Map.of("host", "a.example", "row", "0", "category", "games"));
        String next = sorted.headers().firstValue("Location").orElseThrow();
        assertThat(next).isEqualTo("/lists/new?at=0&edit=1");
        String page = sam.get(next).body();
        assertThat(page)
                .contains("Edit 1: a.example into “Games”. It is in force.",
                        "id=\"into-0\" name=\"category\" autofocus")
                .contains("b.example").doesNotContain(">a.example<");
        assertThat(sam.post("/lists/new", "/lists/new", Map.of("host", "b.example", "row", "0", "category", ""))
                .headers().firstValue("Location")).contains("/lists/new?at=1");
        assertThat(sam.get("/lists/new?at=1").body()).contains("id=\"into-1\" name=\"category\" autofocus");
        assertThat(sam.post("/lists/new", "/lists/new", Map.of("host", "b.example", "row", "0", "category", "illegal"))
                .statusCode()).isEqualTo(422);
        assertThat(site.lists.edits).hasSize(1);
    }

    @Test
    void allOfItIsTakenAsAFileByThoseWhoKeepLists() throws Exception {
        edit("one.example", Optional.empty());
        String token = sam.cookies.get("schoolgate");
        assertThat(token).isNotEmpty();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(sam.bytes("/lists/export")))) {
            assertThat(zip.getNextEntry()).isNotNull().extracting("name").isEqualTo("edits.csv");
            assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("1,one.example\n");
        }
        try (TestBrowser rao = browser("rao")) {
            assertThat(rao.get("/lists/export").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theHeadReadsAndChangesNothingAndAFormFromElsewhereChangesNothing() throws Exception {
        hold();
        edit("one.example", Optional.empty());
        try (TestBrowser rao = browser("rao")) {
            for (String path : List.of("/lists", "/lists/one?name=ut1", "/lists/edits", "/lists/new", "/lists/history",
                    "/lists/about?site=one.example", "/lists/difference?name=ut1&from=&to=held",
                    "/lists/effect?name=ut1&version=held")) {
                HttpResponse<String> answer = rao.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.body()).as(path).doesNotContain("action=\"/lists/one\"", "action=\"/lists/change",
                        "action=\"/lists/new\"", "value=\"take-back\"");
            }
            for (String path : List.of("/lists/one", "/lists/change", "/lists/change/effect", "/lists/change/try",
                    "/lists/paste", "/lists/new")) {
                assertThat(rao.submit(path, Map.of("token", TestBrowser.token(rao.get("/lists").body())), Map.of())
                        .statusCode()).as(path).isEqualTo(404);
            }
        }
        for (String path : List.of("/lists/one", "/lists/change", "/lists/change/effect", "/lists/change/try",
                "/lists/settle", "/lists/new")) {
            assertThat(sam.submit(path, Map.of("name", "ut1", "do", "take", "why", "x", "token", "forged"), Map.of())
                    .statusCode()).as(path).isEqualTo(403);
            assertThat(sam.submit(path, Map.of("name", "ut1", "do", "take", "why", "x", "token",
                    TestBrowser.token(sam.get("/lists").body())), Map.of("Origin", "https://evil.example"))
                    .statusCode()).as(path).isEqualTo(403);
        }
        assertThat(site.lists.held).hasSize(1);
        assertThat(site.lists.edits).hasSize(1);
    }

    @Test
    void aHundredThousandEditsAndLinesOfDifferenceAreQuickAndBounded() throws Exception {
        for (int i = 1; i <= 100_000; i++) {
            site.lists.edits.add(new Edited(i, site.now.get(), Optional.of("sam"), true,
                    Optional.of("site" + i + ".example"), "Games", List.of(), Optional.empty(), Optional.of("Because"),
                    Optional.empty(),
                    Optional.empty(), Optional.empty(), Edited.Standing.IN_FORCE));
        }
        site.lists.differing = 100_000;
        for (int i = 0; i < 100_000; i++) {
            site.lists.unlisted.put("n" + i + ".example",
                    new NewSite("n" + i + ".example", 50, 50, List.of("Pupils"), false, List.of()));
        }
        for (String path : List.of("/lists", "/lists/edits", "/lists/edits?before=50000",
                "/lists/edits?containing=site77777.", "/lists/difference?name=ut1&from=&to=held", "/lists/new",
                "/lists/about?site=site5.example")) {
            sam.get(path);
            long start = System.nanoTime();
            HttpResponse<String> answer = sam.get(path);
            long took = (System.nanoTime() - start) / 1_000_000;
            System.out.println(path + ": " + answer.body().length() / 1024 + " KiB in " + took + " ms");
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body().length()).as(path).isLessThan(200 * 1024);
        }
        assertThat(sam.get("/lists/difference?name=ut1&from=&to=held").body()).contains("99,800 more are not shown.");
    }

    private void hold() {
        site.lists.held.put("ut1", new Held("ut1", "20261117-9c0d1e2f.7", site.now.get().minusSeconds(900),
                List.of("It has lost 41% of its entries.", "It ends in the middle of a line."), 4_612_480, 2_721_004));
    }

    private void propose(String entry) throws Exception {
        site.lists.listed.put(entry, new LinkedHashSet<>(Set.of("drugs")));
        Map<String, String> form = new HashMap<>(CHANGE);
        form.putAll(Map.of("entry", entry, "doing", "remove", "category", "drugs", "why", "Needed in class"));
        assertThat(sam.post("/lists/change/effect", "/lists/change", form).body()).contains(">Propose it<");
        sam.post("/lists/change", "/lists/change", form);
    }

    private void edit(String entry, Optional<LocalDate> review) throws Exception {
        site.lists.make(new Change.Add(entry, "games"),
                new Act("tom", "Because", Optional.empty(), review));
    }

    private List<String> acts() {
        return site.store.listActs().latest(100).stream().map(CaseAct::words).toList();
    }

    private static String heading(String page) {
        return page.replaceAll("(?s).*<h1>(.*?)</h1>.*", "$1");
    }
}
