package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.review.signin.Invitations.Invitation;
import org.schoolgate.review.signin.Totp;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Lodging;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.casework.Reply;
import org.schoolgate.review.store.Attachment;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.FilterCheck;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.PersonalCopy;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.VictimRecord;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.IpAddress;

/// The site in a real browser: by keyboard alone, in every size and colour, and read by axe.
class ReviewSiteIT {

    private static final String CHOSEN = "four otters juggle quietly";

    private static TestSite site;
    private static Chromium chromium;
    private static List<RecordedAccess> records;
    private static Invitation first;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder.resolve("data"));
        records = site.recordSome();
        first = site.invitations.first("Mrs Rao").orElseThrow();
        site.account("sam", "Mr Sam Whitlock", Role.IT);
        chromium = new Chromium(site.address(), folder.resolve("profile"));
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
        site.close();
    }

    @Test
    void theHeadSignsInReadsAndSignsOutByKeyboardAlone() throws IOException {
        chromium.size(1280, 900);
        chromium.open("/");
        chromium.reach("Sign in");
        picture("sign-in");
        fill("#name", first.account().name());
        fill("#password", first.password());
        chromium.press(Keys.ENTER);
        chromium.reach("Choose your own password");
        picture("password-first");
        chromium.open("/people");
        chromium.reach("Choose your own password");
        fill("#now", first.password());
        fill("#new", CHOSEN);
        fill("#again", CHOSEN);
        chromium.press(Keys.ENTER);
        theFirstPhoneIsSetUp();

        chromium.reach("Nothing needs you");
        assertThat(chromium.text()).contains("Four accesses were flagged today");
        chromium.tabTo("a[href='/flagged']");
        chromium.press(Keys.ENTER);
        chromium.reach("Four accesses were flagged today");
        assertThat(chromium.text()).contains(
                "Three were closed; one was asked about first. One looks as if it was asked for by hand.",
                "www.instagram.com",
                "Address sealed", "old.games.example");
        RecordedAccess wanted = records.get(3);
        chromium.tabTo("#group");
        chromium.press("P");
        chromium.tabTo("#category");
        chromium.press("Social media: p");
        chromium.tabTo("form.narrow button");
        chromium.press(Keys.ENTER);
        chromium.reach("One access of this kind was flagged today");
        assertThat(chromium.text()).contains("www.instagram.com").doesNotContain("www.facebook.com");
        chromium.tabTo("a[href='/access/" + wanted.number() + "']");
        chromium.press(Keys.ENTER);
        chromium.reach("www.instagram.com was closed");
        assertThat(chromium.text()).contains("It looks like part of another page.", "Sec-Fetch-Dest: image",
                "D: part of another page", wanted.reference(), "You, now. Nobody before you.");
        assertThat(site.store.views().of(wanted.number())).hasSize(1);

        chromium.tabTo(".who button");
        chromium.press(Keys.ENTER);
        chromium.reach("You are signed out");
        chromium.driver.navigate().back();
        assertThat(chromium.path()).isEqualTo("/sign-in");
        everyPageIsFreeOfFindings();
    }

    private void theFirstPhoneIsSetUp() throws IOException {
        chromium.reach("Add a code from your phone");
        List<String> findings = new ArrayList<>(look("set-up", "", true));
        chromium.open("/people");
        chromium.reach("Add a code from your phone");
        Totp app = Totp.of(chromium.driver.findElement(By.id("secret")).getText());
        fill("#code", app.code(Totp.step(site.now.get())));
        chromium.press(Keys.ENTER);
        chromium.reach("Keep these ten codes");
        assertThat(chromium.driver.findElements(By.cssSelector(".codes li"))).hasSize(10);
        findings.addAll(look("codes", "", true));
        chromium.tabTo(".btns a");
        chromium.press(Keys.ENTER);
        assertThat(findings).isEmpty();
    }

    /// Runs after the head has a password; one browser and one account serve both.
    private void everyPageIsFreeOfFindings() throws IOException {
        List<String> findings = new ArrayList<>(look("sign-in", "/sign-in", true));
        findings.addAll(look("lost", "/lost", false));
        chromium.size(1280, 900);
        chromium.open("/sign-in");
        fill("#name", "head");
        fill("#password", "not this one, surely");
        chromium.press(Keys.ENTER);
        await(chromium, "The name or the password is not right.");
        findings.addAll(look("sign-in-wrong", "", true));
        fill("#name", "head");
        fill("#password", CHOSEN);
        chromium.press(Keys.ENTER);
        chromium.reach("Your code");
        findings.addAll(look("code", "", true));
        fill("#code", site.code("head"));
        chromium.press(Keys.ENTER);
        chromium.reach("Nothing needs you");
        findings.addAll(look("desk-empty", "/", true));
        findings.addAll(look("flagged", "/flagged", true));
        findings.addAll(look("flagged-narrow", "/flagged?group=pupils&verdict=block&grade=D", true));
        findings.addAll(look("flagged-none", "/flagged?group=nobody", false));
        findings.addAll(look("access", "/access/" + records.get(3).number(), true));
        findings.addAll(look("access-tunnel", "/access/" + records.get(1).number(), false));
        findings.addAll(look("access-sealed", "/access/" + records.get(5).number(), true));
        findings.addAll(look("access-by-hand", "/access/" + records.get(6).number(), true));
        findings.addAll(look("find", "/find?reference=M7QK-4TZP", true));
        Incidents.Ungathered next = site.store.incidents().next(99, site.now.get());
        site.store.incidents().gather(next, next.accesses().stream()
                .map(access -> new GatheredAccess(access, access.grade(), access.sealed()
                        ? Optional.of(Severity.URGENT)
                        : access.grade().countsForAPerson() ? Optional.of(Severity.CONCERN) : Optional.empty()))
                .toList());
        List<Incident> incidents = site.store.incidents().queue(Scope.ALL, 9);
        findings.addAll(look("desk", "/", true));
        findings.addAll(look("incidents", "/incidents", true));
        findings.addAll(look("incident-sealed", "/incidents/" + incidents.getFirst().id(), true));
        findings.addAll(look("incident", "/incidents/" + incidents.getLast().id(), true));
        cases(incidents.getLast(), findings);
        findings.addAll(look("people", "/people", true));
        findings.addAll(look("reader", "/people/" + site.store.accounts().all().getFirst().id(), true));
        findings.addAll(look("counts", "/counts", true));
        findings.addAll(look("week", "/reports/week", true));
        findings.addAll(look("term", "/reports/term", true));
        site.store.checks().add(new FilterCheck(0, site.store.accounts().find("head").orElseThrow().id(),
                site.now.get(), LocalDate.parse("2026-11-12"), "Laptop 4, library", "Pupils",
                "games.test.schoolgate.internal", "It was closed.", "Nothing.", Optional.empty()));
        findings.addAll(look("year", "/reports/year", true));
        copies(findings);
        findings.addAll(look("checks", "/checks", true));
        findings.addAll(look("pack", "/incidents/" + incidents.getFirst().id() + "/pack", true));
        findings.addAll(look("looks", "/looks", true));
        findings.addAll(look("rules", "/rules", true));
        findings.addAll(look("sees", "/sees", true));
        findings.addAll(look("why",
                "/why?group=staff&address=www.facebook.com&day=2026-11-17&time=10:20", true));
        findings.addAll(look("lists", "/lists", true));
        findings.addAll(look("lists-one", "/lists/one?name=ut1", true));
        findings.addAll(look("lists-about", "/lists/about?site=games.example", true));
        findings.addAll(look("lists-edits", "/lists/edits", true));
        findings.addAll(look("lists-new", "/lists/new", true));
        findings.addAll(look("lists-history", "/lists/history", true));
        findings.addAll(look("system", "/system", true));
        findings.addAll(look("password", "/password", false));
        findings.addAll(look("signing-in", "/signing-in", true));
        site.letting.ask("sam", "a test");
        findings.addAll(look("help", "/help", true));
        site.letting.open().forEach(one -> site.letting.no(one.account()));
        site.now.updateAndGet(now -> now.plusSeconds(301));
        findings.addAll(look("confirm", "/second-factor", true));
        site.now.updateAndGet(now -> now.minusSeconds(301));
        findings.addAll(look("missing", "/nothing-here", true));
        assertThat(findings).isEmpty();
        assertThat(chromium.console()).noneMatch(line -> line.contains("Content Security Policy"))
                .allMatch(line -> line.contains("403 (Forbidden)") || line.contains("404 (Not Found)")
                        || line.contains("Clear-Site-Data header"));
    }

    /// A case, open and decided, with who it is hidden and shown, and what others wait for.
    private void cases(Incident incident, List<String> findings) throws IOException {
        long head = site.store.accounts().find("head").orElseThrow().id();
        long chair = site.account("dean", "Ms Dean", Role.CHAIR).id();
        findings.addAll(look("open-case", "/incidents/" + incident.id() + "/case", true));
        long id = site.store.cases().open(new Opening(incident, head, site.now.get(), 2026, "Two in a week.",
                About.ADULT, Optional.empty(), Optional.of("Ms Holly Doe")));
        site.store.cases().note(id, head, site.now.get().plusMillis(1), "Spoke for twenty minutes.\nCalm and open.");
        site.store.cases().attach(id, head, site.now.get().plusMillis(2), Attachment.of("letter.txt", new byte[]{1}));
        findings.addAll(look("case", "/cases/" + id, true));
        findings.addAll(look("hand-over", "/cases/" + id + "/pack", true));
        long asked = site.store.reveals().ask(incident.asker(), true, head, site.now.get(), "to meet", 4, List.of());
        site.store.reveals().ask(incident.asker(), true, chair, site.now.get(), "to arrange the meeting", 1,
                List.of());
        findings.addAll(look("reveals", "/reveals", true));
        findings.addAll(look("desk-word", "/", true));
        site.store.reveals().answer(asked, chair, site.now.get(), true);
        findings.addAll(look("case-shown", "/cases/" + id, true));
        findings.addAll(look("shown", "/reveals/" + asked, true));
        findings.addAll(look("incident-shown", "/incidents/" + incident.id(), false));
        site.store.cases().decisions().reply(id, chair, site.now.get().plusMillis(2), new Reply(Reply.Kind.SAID,
                "16 November, by the chair", "It was for a trip."));
        site.store.cases().decisions().propose(id, chair, site.now.get().plusMillis(3), Outcome.SUBSTANTIATED,
                "Shown by the record.");
        findings.addAll(look("case-proposed", "/cases/" + id, true));
        site.store.cases().decisions().decline(id, head, site.now.get().plusMillis(4), "Too little.");
        decisions(findings, id, head, chair);
        long lodged = site.store.victims().lodge(head, site.now.get(), 2026, VictimRecord.Victim.PUPIL, false,
                new Lodging("16 November, 21:10", "https://chat.example/room", "nobody", "A pupil of year six",
                        "They wrote: “go away”."),
                List.of());
        site.store.victims().attach(lodged, chair, site.now.get(), Attachment.of("screen.png", new byte[]{1}));
        findings.addAll(look("records", "/records", true));
        findings.addAll(look("record", "/records/" + lodged, true));
        site.store.victims().doom(lodged, chair, site.now.get(), "Settled.");
        findings.addAll(look("record-doomed", "/records/" + lodged, false));
        site.store.cases().decisions().decide(id, head, site.now.get().plusMillis(9), LocalDate.parse("2026-11-17"),
                Outcome.UNFOUNDED, "It was for a trip.");
        findings.addAll(look("case-decided", "/cases/" + id, true));
        findings.addAll(look("cases", "/cases?state=closed", true));
    }

    /// What only the data protection officer is shown: the head is one for a moment.
    private void copies(List<String> findings) throws IOException {
        long head = site.store.accounts().find("head").orElseThrow().id();
        long id = site.store.copies()
                .add(new PersonalCopy(0, head, site.now.get(), IpAddress.parse("10.20.0.7").map(Asker.Device::new),
                        LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-17"), "Asked for in writing.",
                        "SAR-2026-04"));
        site.store.accounts().setRole(head, Role.DATA_PROTECTION, head, site.now.get());
        findings.addAll(look("copies", "/copies", true));
        findings.addAll(look("copy", "/copies/" + id, true));
        site.store.accounts().setRole(head, Role.HEAD, head, site.now.get());
    }

    /// What waits for a second person's word: to the Head, a decision about a pupil.
    private void decisions(List<String> findings, long like, long head, long chair) throws IOException {
        Incident incident = site.store.incidents().inCase(Scope.ALL, like).getFirst();
        long id = site.store.cases().open(new Opening(incident, chair, site.now.get(), 2026, "Told by a parent.",
                About.PUPIL, Optional.empty(), Optional.empty()));
        findings.addAll(look("decisions-none", "/decisions", false));
        site.store.cases().decisions().propose(id, chair, site.now.get().plusMillis(5), Outcome.MALICIOUS,
                "Two pupils say so.");
        findings.addAll(look("decisions", "/decisions", true));
        findings.addAll(look("desk-decision", "/", true));
        site.store.cases().decisions().agree(id, head, site.now.get().plusMillis(6), LocalDate.parse("2026-11-17"),
                "So it is.");
    }

    @Test
    void anEmptySiteSaysWhyItCanBeBelieved(@TempDir Path folder) throws IOException {
        try (TestSite empty = new TestSite(folder.resolve("data"));
                Chromium other = new Chromium(empty.address(), folder.resolve("profile"))) {
            empty.account("rao", "Mrs Rao", Role.HEAD);
            other.size(1280, 900);
            other.open("/sign-in");
            other.signIn(empty, "rao", TestSite.PASSWORD);
            other.reach("Nothing needs you");
            assertThat(other.text()).contains("Nothing has been flagged today");
            assertThat(other.text()).contains("Why you can rely on an empty page", "None has been made yet.",
                    "Two licensed lists are not in place.");

            assertThat(findings(other, "desk-empty")).isEmpty();
        }
    }

    @Test
    void aLongListHasAnotherPage(@TempDir Path folder) throws IOException {
        try (TestSite full = new TestSite(folder.resolve("data"));
                Chromium other = new Chromium(full.address(), folder.resolve("profile"))) {
            full.account("rao", "Mrs Rao", Role.HEAD);
            for (int i = 0; i < 60; i++) {
                full.record(full.access(full.now.get().minusSeconds(6000 - 60L * i), "pupils", "Pupils", Verdict.BLOCK,
                        "site" + i + ".example", TestSite.GAMES, Signals.tunnel(Optional.empty())));
            }
            other.open("/sign-in");
            other.signIn(full, "rao", TestSite.PASSWORD);
            other.reach("Nothing needs you");
            other.open("/flagged");
            other.reach("60 accesses were flagged today");
            assertThat(other.text()).contains("All were closed.", "site59.example").doesNotContain("site9.example");
            other.tabTo("a[rel='next']");
            other.press(Keys.ENTER);
            await(other, "site9.example");
            assertThat(other.text()).doesNotContain("site59.example");
            other.tabTo("a[rel='prev']");
            other.press(Keys.ENTER);
            await(other, "site59.example");
        }
    }

    /// Looks at a page in both widths and both colours, and says what is wrong with it.
    ///
    /// @param path the page's, or empty for the page that is open
    private List<String> look(String name, String path, boolean pictures) throws IOException {
        List<String> findings = new ArrayList<>();
        chromium.size(1280, 900);
        if (!path.isEmpty()) {
            chromium.open(path);
        }
        for (int width : List.of(1280, 360)) {
            chromium.size(width, 900);
            findings(chromium, name + " " + width).forEach(findings::add);
            if (pictures) {
                picture(name + "-" + width);
            }
            chromium.dark(true);
            Axe.ofColours(chromium).forEach(wrong -> findings.add(name + " " + width + " dark: " + wrong));
            if (pictures && width == 1280) {
                picture(name + "-dark-" + width);
            }
            chromium.dark(false);
        }
        chromium.size(320, 900);
        if (chromium.scrollsSideways()) {
            findings.add(name + " scrolls sideways at 320 px");
        }
        if (chromium.labelsRunOver()) {
            findings.add(name + " has labels over the line below them at 320 px");
        }
        chromium.size(1280, 900);
        return findings;
    }

    private static List<String> findings(Chromium browser, String page) {
        return Axe.findings(browser).stream().map(wrong -> page + ": " + wrong).toList();
    }

    @Test
    void axeFindsWhatIsWrong(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("wrong.html"),
                "<!doctype html><title>x</title><main><h1>x</h1><p style='color: #bbb; background: #fff'>pale</p></main>");
        chromium.driver.get(page.toUri().toString());
        assertThat(Axe.findings(chromium)).anyMatch(wrong -> wrong.startsWith("html-has-lang"))
                .anyMatch(wrong -> wrong.matches("color-contrast <p .*"));
        assertThat(Axe.ofColours(chromium)).singleElement().asString().startsWith("color-contrast");
    }

    /// So that in the dark it is enough to look at colours.
    @Test
    void theDarkChangesColoursAlone() throws IOException {
        String style = Files.readString(Path.of("src/main/resources/org/schoolgate/review/web/style.css"));
        List<String> dark = Pattern.compile("@media \\(prefers-color-scheme: dark\\) \\{\\s*:root \\{([^}]*)\\}\\s*\\}")
                .matcher(style).results().map(found -> found.group(1)).toList();
        assertThat(dark).hasSize(1);
        assertThat(style.split("prefers-color-scheme", -1)).as("places that speak of it").hasSize(2);
        assertThat(dark.getFirst().lines().filter(line -> !line.isBlank()))
                .allMatch(line -> line.strip().matches("--[a-z0-9-]+: #[0-9a-f]{6};"));
    }

    private static void await(Chromium browser, String text) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                .untilAsserted(() -> assertThat(browser.text()).contains(text));
    }

    private static void fill(String selector, String text) {
        chromium.driver.findElement(By.cssSelector(selector)).clear();
        chromium.tabTo(selector);
        chromium.press(text);
    }

    /// For a person to look at, with `-Dschoolgate.pictures=true`.
    private static void picture(String name) throws IOException {
        if (!Boolean.getBoolean("schoolgate.pictures")) {
            return;
        }
        chromium.picture(Path.of("target", "screens", name + ".png"));
    }
}
