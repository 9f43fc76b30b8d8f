package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.Marlbeck;
import org.schoolgate.proxy.identity.presence.HashedAccounts;
import org.schoolgate.proxy.identity.presence.PresenceRules;
import org.schoolgate.proxy.identity.presence.Presences;
import org.schoolgate.proxy.identity.presence.SignIn;
import org.schoolgate.proxy.page.WrittenPages;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.schoolgate.proxy.tls.SiteTls;

/// Somebody signs in and out in a real browser that goes through the gateway: with the keyboard alone, on a narrow screen, and with
/// scripts turned off.
class SignInInBrowserIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final IpAddress HERE = IpAddress.parse("127.0.0.1").orElseThrow();

    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final InstantSource clock = InstantSource.system();
    private final Presences presences = new Presences(PresenceRules.STANDARD);
    private Leaves leaves;
    private SiteTls sites;
    private Stage stage;
    private ChromeDriver browser;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "no Chromium with its driver at " + CHROMIUM + " and " + DRIVER);
        sites = SecureOrigin.trusted();
        leaves = new Leaves(Authority.open(folder.resolve("ca"), Optional.empty(), clock), clock, worker);
        SignIn signIn = new SignIn(presences, HashedAccounts.in(folder.resolve("accounts"),
                Map.of("ann", "correct horse"), worker), clock);
        stage = new Stage(draft -> {}, Optional.of(new Inspecting(leaves, sites)), new WrittenPages(
                () -> Marlbeck.SCHOOL, () -> Marlbeck.CATEGORIES, () -> Marlbeck.OWN_SITE, clock, Optional.of(signIn)));
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setAcceptInsecureCerts(true);
        options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--window-size=360,800",
                "--proxy-server=127.0.0.1:" + stage.gateway.address().getPort());
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).usingAnyFreePort().build(),
                options);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (stage != null) {
            stage.close();
            sites.close();
            leaves.close();
        }
        worker.shutdownNow();
    }

    @Test
    void withTheKeyboardAloneAndWithoutScripts() {
        browser.get("http://schoolgate.internal/sign-in");
        goTo("Go on to the encrypted page", Keys.ENTER);
        shows("form label", "School account");
        assertThat(browser.getCurrentUrl()).isEqualTo("https://schoolgate.internal/sign-in");

        assertThat(label(tab(2))).isEqualTo("account");
        type("ann");
        assertThat(label(tab(1))).isEqualTo("password");
        type("wrong", Keys.ENTER);
        shows("[role=alert]", "This account and this password do not belong together.");
        assertThat(presences.of(HERE, clock.instant())).isEqualTo(Identity.UNKNOWN);

        assertThat(label(tab(2))).isEqualTo("account");
        assertThat(browser.switchTo().activeElement().getDomProperty("value")).isEqualTo("ann");
        tab(1);
        type("correct horse", Keys.ENTER);
        shows("h1", "You are signed in");
        assertThat(presences.of(HERE, clock.instant())).isInstanceOf(Identity.Known.class);

        goTo("Sign out", Keys.ENTER);
        shows("h1", "Sign in with your school account");
        assertThat(presences.of(HERE, clock.instant())).isEqualTo(Identity.UNKNOWN);
    }

    /// Waits for the next page: a key does not wait for what it does.
    private void shows(String selector, String text) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(
                () -> assertThat(browser.findElement(By.cssSelector(selector)).getText()).isEqualTo(text));
    }

    private void goTo(String text, CharSequence key) {
        tab(2);
        assertThat(browser.switchTo().activeElement().getText()).isEqualTo(text);
        type(key);
    }

    private WebElement tab(int times) {
        for (int i = 0; i < times; i++) {
            type(Keys.TAB);
        }
        return browser.switchTo().activeElement();
    }

    private void type(CharSequence... keys) {
        browser.switchTo().activeElement().sendKeys(keys);
    }

    private static String label(WebElement field) {
        return String.valueOf(field.getDomAttribute("name"));
    }
}
