package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;

/// The abuse of sessions: by other pages, by whoever sits down next, and by those whose role has changed.
class SessionAbuseIT {

    @TempDir
    private Path folder;

    private TestSite site;
    private TestBrowser browser;
    private Account rao;

    @BeforeEach
    void open() throws IOException {
        site = new TestSite(folder.resolve("data"));
        browser = new TestBrowser(site);
        rao = site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("sam", "Mr Sam Whitlock", Role.IT);
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    @DisplayName("W06 another page cannot put the site into a frame")
    void noFrameHoldsIt() throws Exception {
        Path page = Files.writeString(folder.resolve("evil.html"),
                "<!doctype html><title>Win</title><iframe id=f src='" + site.address() + "sign-in'></iframe>");
        try (Chromium chromium = new Chromium(page.toUri(), folder.resolve("profile"))) {
            chromium.driver.get(page.toUri().toString());
            chromium.driver.switchTo().frame(chromium.driver.findElement(By.id("f")));
            assertThat(chromium.driver.findElements(By.id("password"))).isEmpty();
            assertThat(chromium.console()).anyMatch(line -> line.contains("frame-ancestors"));
        }
    }

    @Test
    @DisplayName("W07 no form of another page changes anything, whoever is signed in")
    void everyFormNeedsItsToken() throws Exception {
        site.account("field", "Ms Field", Role.DATA_PROTECTION);
        site.account("tech", "Mr Tech", Role.IT);
        for (Route route : site.routes()) {
            if (route.method().equals(HandlerType.POST)) {
                try (TestBrowser victim = new TestBrowser(site)) {
                    if (!route.who().strangers()) {
                        victim.cookies.put("schoolgate", site.session(
                                route.who().may().test(Role.HEAD)
                                        ? "rao"
                                        : route.who().may().test(Role.IT) ? "sam" : "field",
                                route.path()));
                    }
                    String token = TestBrowser.token(victim.get(route.who().strangers() ? "/people" : "/rules").body());
                    String path = route.path().replace("{id}", "" + rao.id()).replace("{file}", "5").replace("{number}",
                            "5");
                    assertThat(victim.submit(path, Map.of("token", "guessed"), Map.of()).statusCode())
                            .describedAs(path).isEqualTo(403);
                    assertThat(victim.submit(path, Map.of("token", token), Map.of("Sec-Fetch-Site", "cross-site"))
                            .statusCode()).describedAs(path).isEqualTo(403);
                    assertThat(victim.get("/rules").statusCode())
                            .isEqualTo(route.who().strangers() ? 303 : 200);
                }
            }
        }
    }

    @Test
    @DisplayName("W08 a session that was there before is not the one after password and code")
    void noSessionIsFixed() throws Exception {
        browser.cookies.put("schoolgate", "a".repeat(43));
        browser.cookies.put("schoolgate-half", "b".repeat(43));
        browser.post("/sign-in", "/sign-in", Map.of("name", "rao", "password", TestSite.PASSWORD));
        String half = browser.cookies.getOrDefault("schoolgate-half", "");
        assertThat(half).isNotEqualTo("b".repeat(43));
        browser.post("/sign-in/code", "/sign-in/code", Map.of("code", site.code("rao")));
        String session = browser.cookies.getOrDefault("schoolgate", "");
        assertThat(session).isNotIn("a".repeat(43), half, "");
        assertThat(browser.cookies).doesNotContainKey("schoolgate-half");
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        browser.cookies.put("schoolgate", "a".repeat(43));
        assertThat(browser.get("/").statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("W09, W10 after signing out the back button shows nothing, and no page is kept")
    void whoeverSitsDownNextSeesNothing() throws Exception {
        RecordedAccess record = site.recordSome().getFirst();
        try (Chromium chromium = new Chromium(site.address(), folder.resolve("profile"))) {
            chromium.open("/sign-in");
            chromium.signIn(site, "rao", TestSite.PASSWORD);
            chromium.reach("Nothing needs you");
            chromium.open("/access/" + record.number());
            assertThat(chromium.text()).contains(record.reference());
            chromium.driver.findElement(By.cssSelector(".who button")).click();
            chromium.reach("You are signed out");
            for (int i = 0; i < 3; i++) {
                chromium.driver.navigate().back();
                chromium.await("Sign in");
                assertThat(chromium.text()).doesNotContain(record.reference(), "flagged");
            }
        }
        browser.cookies.put("schoolgate", site.session("rao", "next"));
        for (Route route : site.routes()) {
            if (route.method().equals(HandlerType.GET) && !route.path().matches(".*\\.(css|svg|js)")) {
                String path = route.path().replace("{number}", "" + record.number()).replace("{id}", "5")
                        .replace("{file}", "5");
                assertThat(browser.get(path).headers().allValues("cache-control")).describedAs(path)
                        .containsExactly("no-store");
            }
        }
    }

    @Test
    @DisplayName("W12 a change of role counts from the next request on")
    void aRoleThatHasChangedCountsAtOnce() throws Exception {
        RecordedAccess record = site.recordSome().getFirst();
        browser.cookies.put("schoolgate", site.session("rao", "1"));
        String token = TestBrowser.token(browser.get("/people").body());
        assertThat(browser.get("/access/" + record.number()).statusCode()).isEqualTo(200);
        setRole("it");
        for (String path : List.of("/access/" + record.number(), "/people", "/find?reference=" + record.reference())) {
            assertThat(browser.get(path).statusCode()).describedAs(path).isEqualTo(404);
        }
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/system");
        assertThat(browser.submit("/people", Map.of("displayName", "Eve", "name", "eve", "token", token), Map.of())
                .statusCode()).isEqualTo(404);
        assertThat(browser.get("/system").body()).doesNotContain("/people");
        setRole("head");
        assertThat(browser.get("/people").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("W13 in two tabs the account that signed in last counts, and the other tab's forms do nothing")
    void twoTabsHaveOneAccount() throws Exception {
        site.recordSome();
        browser.signIn("rao", TestSite.PASSWORD);
        String tab = TestBrowser.token(browser.get("/people").body());
        browser.cookies.remove("schoolgate");
        browser.signIn("sam", TestSite.PASSWORD);
        Map<String, String> form = Map.of("displayName", "Eve", "name", "eve", "role", "HEAD", "token", tab);
        assertThat(browser.submit("/people", form, Map.of()).statusCode()).isEqualTo(404);
        assertThat(browser.submit("/sign-out", Map.of("token", tab), Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/system");
        assertThat(site.store.accounts().find("eve")).isEmpty();
    }

    @Test
    @DisplayName("W17 no answer tells of the inside, whatever is sent")
    void errorsTellNothing() throws Exception {
        browser.cookies.put("schoolgate", site.session("rao", "1"));
        String token = TestBrowser.token(browser.get("/people").body());
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (String path : List.of("/access/-1", "/access/%00", "/confirm?to=%0d%0aX:y", "/sign-in/code?x=%ff",
                "/people/9223372036854775808/password", "/help?" + "a".repeat(6_000), "/second-factor/../people",
                "/passkeys", "/signing-in?passkey=%3Cscript%3E")) {
            answers.add(browser.get(path));
        }
        for (Route route : site.routes()) {
            if (route.method().equals(HandlerType.POST) && !route.path().equals("/sign-out")) {
                String path = route.path().replace("{id}", "0").replace("{file}", "5").replace("{number}", "0");
                answers.add(browser.submit(path, Map.of("token", token, "code", "\u0000", "account", "-",
                        "answer", "{\"id\":1}", "passkey", "'", "to", "\u0000", "name", "\ud800"), Map.of()));
            }
        }
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).describedAs(answer.toString()).isLessThan(500);
            assertThat(answer.body()).doesNotContain("Exception", "org.schoolgate", "\tat ", "SQL", "Jetty", "Javalin");
            assertThat(answer.headers().map()).doesNotContainKey("x");
        });
    }

    /// As another gateway or the machine's owner might do it, while the session lasts.
    private void setRole(String role) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("data/store/schoolgate.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE account SET role = '" + role + "' WHERE name = 'rao'");
        }
    }
}
