package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Held;
import org.schoolgate.review.lists.NewSite;
import org.schoolgate.review.store.Role;

/// The pages about lists in a real browser: on a phone, by keyboard alone, and read by axe.
class ListPagesInBrowserIT {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
            "best-practice");

    private TestSite site;
    private Chromium browser;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        site = new TestSite(folder);
        site.categories.set(ListPagesIT.CATEGORIES);
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("sam", "Sam Whitlock", Role.IT);
        site.lists.held.put("ut1", new Held("ut1", "20261117-9c0d1e2f.7", site.now.get().minusSeconds(900),
                List.of("It has lost 41% of its entries.", "It ends in the middle of a line."), 4_612_480, 2_721_004));
        site.lists.listed.put("drugs.example", new LinkedHashSet<>(Set.of("drugs")));
        for (int i = 0; i < 300; i++) {
            site.lists.asked.add(new TestLists.Asked("www.padlet.example", i % 3 == 0 ? "staff" : "pupils", i % 61,
                    LocalDate.parse("2026-11-11").plusDays(i % 6)));
        }
        for (String host : List.of("a.example", "b.example", "c.example")) {
            site.lists.unlisted.put(host, new NewSite(host, 40, 12, List.of("Pupils", "Staff"), true,
                    List.of("Its certificate names “B Toys”.")));
        }
        browser = new Chromium(site.named(), folder.resolve("profile"));
        browser.size(360, 800);
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    void itKeepsTheListsByKeyboardAloneOnAPhone() throws Exception {
        signInAsIt();
        browser.open("/lists");
        browser.reach("One thing waits for you");
        nothingForAxe("lists-it");

        // What waits: the difference, then again, with the reason that it asks for.
        browser.tabTo("#held-ut1-why");
        browser.press("It was cut short");
        browser.press(Keys.TAB);
        browser.press(Keys.ENTER);
        browser.reach("Lists are renewed");
        nothingForAxe("lists-progress");
        site.lists.running = Optional.empty();
        browser.reach("One thing waits for you");
        browser.await("Nothing is being fetched any more.");
        browser.open("/lists/difference?name=ut1&from=&to=held");
        nothingForAxe("lists-difference");

        // What it would touch, before it is put in force.
        browser.open("/lists");
        browser.tabTo("a[href='/lists/effect?name=ut1&version=held']");
        browser.press(Keys.ENTER);
        browser.reach("Toulouse: what the held version would have touched");
        nothingForAxe("lists-trial");

        // An entry: what is wrong stands beside its field, then the effect, then the change.
        browser.open("/lists");
        browser.tabTo("#entry");
        browser.press(
                "uk" + Keys.TAB + Keys.TAB + "Social" + Keys.TAB + Keys.TAB + Keys.TAB + "Open boards" + Keys.ENTER);
        browser.await("“uk” is no site.");
        nothingForAxe("lists-change-wrong");
        assertThat(browser.driver.findElement(By.id("why")).getAttribute("value")).isEqualTo("Open boards");
        browser.tabTo("#entry");
        browser.press("padlet.example" + Keys.ENTER);
        browser.await("In the last seven days this would have closed 300 requests");
        nothingForAxe("lists-effect");
        browser.tabTo("[formaction='/lists/change']");
        browser.press(Keys.ENTER);
        browser.await("Edit 1: padlet.example into “Social media: networks”. It is in force.");
        nothingForAxe("lists-edits-it");
        browser.tabTo(".rows summary");
        browser.press(Keys.ENTER);
        browser.press(Keys.TAB);
        browser.press("A mistake" + Keys.ENTER);
        browser.await("It is taken back.");

        // One list goes back to the version before.
        browser.open("/lists/one?name=ut1");
        nothingForAxe("lists-one-it");
        browser.tabTo("#version");
        browser.press(Keys.TAB);
        browser.press(Keys.ENTER);
        browser.reach("Toulouse: what an older version would have touched");
        nothingForAxe("lists-trial-back");
        browser.tabTo("#why");
        browser.press("It closed the library" + Keys.ENTER);
        browser.await("The older version is in force again.");

        // New sites: the first letters of a category, Tab, Enter, and the next has the focus.
        browser.open("/lists/new?at=0");
        browser.reach("Three sites of today are on no list");
        nothingForAxe("lists-new-it");
        browser.press("Gam" + Keys.TAB + Keys.ENTER);
        browser.reach("Two sites of today are on no list");
        focused("into-0");
        browser.press(Keys.TAB);
        browser.press(Keys.ENTER);
        focused("into-1");
        browser.press("Dru" + Keys.TAB + Keys.ENTER);
        browser.reach("One site of today is on no list");
        assertThat(site.lists.listed).containsKeys("a.example", "c.example").doesNotContainKey("b.example");

        // Many at once.
        browser.open("/lists/paste");
        browser.tabTo("#text");
        browser.press("one.example" + Keys.ENTER + "two.example,cats");
        browser.tabTo("#category");
        browser.press("Gam");
        browser.tabTo("#why");
        browser.press("A letter");
        browser.tabTo("[value=all]");
        browser.press(Keys.ENTER);
        browser.await("Nothing was put in, as one line cannot be.");
        nothingForAxe("lists-paste");
        browser.tabTo("[value=some]");
        browser.press(Keys.ENTER);
        browser.await("One put in");

        // What lists say of a site, and what happened.
        browser.open("/lists/about");
        browser.tabTo("#site");
        browser.press("one.example" + Keys.ENTER);
        browser.reach("one.example: Games");
        nothingForAxe("lists-about-it");
        browser.open("/lists/history");
        nothingForAxe("lists-history-it");
        assertThat(browser.console()).noneMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void anEntryIsClosedForOneGroupByKeyboardAloneOnAPhone() throws Exception {
        signInAsIt();
        browser.open("/lists/change");
        browser.tabTo("#entry");
        browser.press("padlet.example" + Keys.TAB + Keys.TAB + "Social");
        browser.tabTo(".fold summary");
        browser.press(Keys.ENTER);
        browser.tabTo("[name=group-pupils]");
        browser.press(Keys.SPACE);
        browser.tabTo("#why");
        browser.press("Open boards" + Keys.ENTER);
        browser.await("In the last seven days this would have closed");
        assertThat(browser.driver.findElement(By.name("group-pupils")).isSelected()).isTrue();
        assertThat(browser.driver.findElement(By.name("group-staff")).isSelected()).isFalse();
        nothingForAxe("lists-change-groups");
        browser.tabTo("[formaction='/lists/change']");
        browser.press(Keys.ENTER);
        browser.await("Edit 1: padlet.example into “Social media: networks”, for Pupils alone. It is in force.");
        browser.open("/lists/about?site=padlet.example");
        browser.reach("padlet.example is on no list for everybody");
        browser.await("For Pupils");
        nothingForAxe("lists-about-groups");
        browser.open("/lists/paste");
        browser.tabTo(".fold summary");
        browser.press(Keys.ENTER);
        browser.tabTo("[name=group-staff]");
        browser.press(Keys.SPACE);
        nothingForAxe("lists-paste-groups");
    }

    @Test
    void anEditIsTriedOutAndMadeInEarnestByKeyboardAlone() throws Exception {
        signInAsIt();
        browser.open("/lists/change");
        browser.tabTo("#entry");
        browser.press("padlet.example" + Keys.TAB + Keys.TAB + "Social");
        browser.tabTo("#why");
        browser.press("Open boards" + Keys.ENTER);
        browser.await("In the last seven days this would have closed");
        browser.tabTo("[formaction='/lists/change/try']");
        browser.press(Keys.ENTER);
        browser.await("It is tried out and changes no answer");
        nothingForAxe("lists-edits-tried");
        browser.tabTo("a[href='/lists/tried?edit=1']");
        browser.press(Keys.ENTER);
        browser.reach("Edit 1, tried out: padlet.example into “Social media: networks”");
        nothingForAxe("lists-tried");
        browser.tabTo("#why");
        browser.press("Nobody misses it");
        browser.tabTo("[value=take]");
        browser.press(Keys.ENTER);
        browser.await("Edit 2: padlet.example into “Social media: networks”. It is in force.");
        assertThat(site.lists.listed).containsKey("padlet.example");
    }

    @Test
    void theHeadAgreesAsTheSecondPersonByKeyboardAlone() throws Exception {
        site.lists.make(new Change.Remove("drugs.example", Optional.of("drugs")),
                Act.of("sam", "Needed for biology"));
        browser.open("/");
        browser.signIn(site, "rao", TestSite.PASSWORD);
        browser.reach("Nothing needs you");
        browser.open("/lists");
        browser.reach("One thing waits for you");
        nothingForAxe("lists-head");
        browser.tabTo("#answer-1");
        browser.press("For the lesson on Monday" + Keys.TAB + Keys.TAB + Keys.ENTER);
        browser.await("Edit 1: drugs.example out of “Drugs”. It is in force.");
        assertThat(site.lists.listed).doesNotContainKey("drugs.example");
    }

    private void signInAsIt() {
        browser.open("/sign-in");
        browser.tabTo("#name");
        browser.press("sam");
        browser.tabTo("#password");
        browser.press(TestSite.PASSWORD + Keys.ENTER);
        browser.await("To know about");
    }

    private void focused(String id) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> assertThat(
                browser.driver.switchTo().activeElement().getAttribute("id")).isEqualTo(id));
    }

    private void nothingForAxe(String name) throws IOException {
        for (int width : List.of(1280, 360)) {
            browser.size(width, 900);
            assertThat(browser.scrollsSideways()).as(name + " at " + width).isFalse();
            assertThat(browser.labelsRunOver()).as(name + " at " + width).isFalse();
            assertThat(new AxeBuilder().withTags(WCAG).analyze(browser.driver).getViolations())
                    .extracting(Rule::getId, Rule::getHelp).as(name + " at " + width).isEmpty();
            browser.picture(Path.of("target", "pictures", name + "-" + width + ".png"));
        }
    }
}
