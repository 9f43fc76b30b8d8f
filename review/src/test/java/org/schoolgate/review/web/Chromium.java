package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// A headless Chromium that a test steers by keyboard.
final class Chromium implements AutoCloseable {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    final ChromeDriver driver;
    private final URI site;

    Chromium(URI site, Path profile) {
        assumeTrue(Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
                BROWSER + " and " + DRIVER + " are not both there, so the pages cannot be tried in a browser");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", logs);
        this.driver = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).usingAnyFreePort().build(),
                options);
        this.site = site;
    }

    void open(String path) {
        driver.get(site.resolve(path).toString());
    }

    String path() {
        return URI.create(driver.getCurrentUrl()).getPath();
    }

    String heading() {
        return driver.findElement(By.tagName("h1")).getText();
    }

    /// Waits until the page with this heading is there.
    void reach(String heading) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                .untilAsserted(() -> assertThat(heading()).isEqualTo(heading));
    }

    /// Waits until the page holds this text.
    void await(String text) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                .untilAsserted(() -> assertThat(text()).contains(text));
    }

    String text() {
        return driver.findElement(By.tagName("main")).getText();
    }

    void size(int width, int height) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /// Presses Tab until the element that this selector finds has the focus.
    void tabTo(String selector) {
        WebElement wanted = driver.findElement(By.cssSelector(selector));
        for (int i = 0; i < 120; i++) {
            if (driver.switchTo().activeElement().equals(wanted)) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the keyboard does not reach " + selector + " on " + path());
    }

    void press(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /// Signs in by keyboard, with a code where one is asked for.
    void signIn(TestSite home, String name, String password) {
        tabTo("#name");
        press(name);
        tabTo("#password");
        press(password + Keys.ENTER);
        reach("Your code");
        tabTo("#code");
        press(home.code(name) + Keys.ENTER);
    }

    /// Whether the page is wider than the window.
    boolean scrollsSideways() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    /// Whether a label of a table that has become cards is higher than the cell that it stands in.
    boolean labelsRunOver() {
        return Boolean.TRUE.equals(driver.executeScript("return [...document.querySelectorAll('.cards td[data-label]')]"
                + ".some(cell => cell.scrollHeight > cell.clientHeight + 1)"));
    }

    /// What the console has said since this was last asked.
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
    }

    /// A picture of the whole page.
    void picture(Path file) throws IOException {
        Map<String, Object> shot = driver.executeCdpCommand("Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
