package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.store.Role;

/// Signing in with an account of the school's own provider.
class SchoolAccountIT {

    private TestProvider provider;
    private TestSite site;
    private TestBrowser browser;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        provider = new TestProvider();
        site = new TestSite(folder, Channels.none(), Optional.of(provider.settings()));
        site.now.set(Instant.now());
        browser = new TestBrowser(site);
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("sam", "Mr Sam Whitlock", Role.IT);
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
        provider.close();
    }

    @Test
    void whoHasConnectedAnAccountSignsInWithItAndACode() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        assertThat(browser.get("/signing-in").body()).contains("Our Accounts", "Not connected");
        assertThat(through("/school-account")).isEqualTo("/signing-in");
        assertThat(browser.get("/signing-in").body()).contains("Connected today at");
        try (TestBrowser other = new TestBrowser(site)) {
            assertThat(other.get("/sign-in").body()).contains("Sign in with Our Accounts");
            assertThat(through(other, "/sign-in/school")).isEqualTo("/sign-in/code");
            assertThat(other.get("/").statusCode()).as("not in yet").isEqualTo(303);
            assertThat(other.post("/sign-in/code", "/sign-in/code", Map.of("code", site.code("rao"))).statusCode())
                    .isEqualTo(303);
            assertThat(other.get("/").body()).contains("Mrs Rao");
            other.post("/school-account/remove", "/signing-in", Map.of());
            assertThat(other.get("/signing-in").body()).contains("Not connected");
        }
        try (TestBrowser other = new TestBrowser(site)) {
            other.get("/sign-in");
            assertThat(through(other, "/sign-in/school")).isEqualTo("/sign-in?school=unknown");
        }
    }

    @Test
    void anAccountThatNobodyHasConnectedLetsNobodyIn() throws Exception {
        browser.get("/sign-in");
        assertThat(through("/sign-in/school")).isEqualTo("/sign-in?school=unknown");
        assertThat(browser.get("/sign-in?school=unknown").body()).contains("That account is not connected");
        browser.signIn("rao", TestSite.PASSWORD);
        through("/school-account");
        try (TestBrowser sam = new TestBrowser(site)) {
            sam.signIn("sam", TestSite.PASSWORD);
            assertThat(through(sam, "/school-account")).as("it is Mrs Rao's").isEqualTo("/signing-in?school=no");
        }
        provider.person = "person-2";
        try (TestBrowser other = new TestBrowser(site)) {
            other.get("/sign-in");
            assertThat(through(other, "/sign-in/school")).isEqualTo("/sign-in?school=unknown");
        }
    }

    @Test
    void anAnswerThatDoesNotHoldIsNotTaken() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        through("/school-account");
        for (UnaryOperator<JWTClaimsSet.Builder> lie : List.<UnaryOperator<JWTClaimsSet.Builder>>of(
                token -> token.claim("nonce", "another"), token -> token.audience("another"),
                token -> token.issuer("https://another.example"),
                token -> token.expirationTime(Date.from(Instant.now().minusSeconds(600))),
                token -> token.subject(null))) {
            provider.claims = lie;
            refused();
        }
        provider.claims = UnaryOperator.identity();
        provider.forged = true;
        refused();
        provider.forged = false;
        try (TestBrowser other = new TestBrowser(site)) {
            other.get("/sign-in");
            assertThat(through(other, "/sign-in/school")).isEqualTo("/sign-in/code");
        }
    }

    @Test
    void anAnswerIsForOneBrowserAndOnce() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        through("/school-account");
        int before = provider.tokens.get();
        try (TestBrowser mine = new TestBrowser(site); TestBrowser theirs = new TestBrowser(site)) {
            mine.get("/sign-in");
            theirs.get("/sign-in");
            String done = onward(mine, "/sign-in/school");
            assertThat(theirs.get(done).headers().firstValue("Location")).hasValue("/sign-in?school=no");
            assertThat(mine.get(done).headers().firstValue("Location")).as("it is spent")
                    .hasValue("/sign-in?school=no");
            assertThat(provider.tokens.get()).as("the provider was not even asked").isEqualTo(before);
            String again = onward(mine, "/sign-in/school");
            assertThat(mine.get(again).headers().firstValue("Location")).hasValue("/sign-in/code");
            assertThat(mine.get(again).headers().firstValue("Location")).hasValue("/sign-in?school=no");
            assertThat(mine.get("/sign-in/school/done?state=&code=").headers().firstValue("Location"))
                    .hasValue("/sign-in?school=no");
        }
        provider.close();
        try (TestSite late = new TestSite(Path.of(site.settings.data().toString(), "late"), Channels.none(),
                Optional.of(provider.settings())); TestBrowser visitor = new TestBrowser(late)) {
            visitor.get("/sign-in");
            assertThat(visitor.get("/sign-in/school").headers().firstValue("Location"))
                    .hasValue("/sign-in?school=silent");
            assertThat(visitor.get("/sign-in?school=silent").body()).contains("does not answer now");
        }
    }

    @Test
    void aBrowserFindsItsOwnWayBack(@TempDir Path folder) throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        through("/school-account");
        try (Chromium chromium = new Chromium(site.address(), folder.resolve("profile"))) {
            chromium.open("/sign-in");
            chromium.driver.findElement(By.cssSelector("a[href='/sign-in/school']")).click();
            chromium.reach("Your code");
            assertThat(chromium.console()).noneMatch(line -> line.contains("Content Security Policy"));
        }
    }

    private void refused() throws Exception {
        try (TestBrowser other = new TestBrowser(site)) {
            other.get("/sign-in");
            assertThat(through(other, "/sign-in/school")).isEqualTo("/sign-in?school=no");
        }
    }

    private String through(String start) throws Exception {
        return through(browser, start);
    }

    /// Goes to the provider and back, and gives where that ends.
    private static String through(TestBrowser visitor, String start) throws Exception {
        return visitor.get(onward(visitor, start)).headers().firstValue("Location").orElse("");
    }

    /// Where the page leads on to that the provider sends a browser to.
    private static String onward(TestBrowser visitor, String start) throws Exception {
        String there = visitor.get(start).headers().firstValue("Location").orElseThrow();
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI back = URI.create(http.send(HttpRequest.newBuilder(URI.create(there)).build(),
                    HttpResponse.BodyHandlers.discarding()).headers().firstValue("Location").orElseThrow());
            String page = visitor.get(back.getRawPath() + "?" + back.getRawQuery()).body();
            int from = page.indexOf("<a href=\"") + 9;
            return page.substring(from, page.indexOf('"', from)).replace("&amp;", "&");
        }
    }
}
