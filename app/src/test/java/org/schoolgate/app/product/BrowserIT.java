package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// A browser on a school's device, and the Head's browser, against the running product.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    @TempDir
    static Path folder;

    private Origin origin;
    private TlsOrigin encrypted;
    private NameServer names;
    private Product product;

    @BeforeAll
    void start() throws Exception {
        origin = new Origin();
        encrypted = new TlsOrigin("open.test");
        names = new NameServer();
        Path list = Files.writeString(folder.resolve("local.txt"), "social.test\n");
        Path configuration = Product.configuration(folder.resolve("etc"), names, encrypted.port());
        Path policy = configuration.resolve("policy.yaml");
        Files.writeString(policy, Files.readString(policy).replace("[10.20.0.0/16]", "[10.20.0.0/16, 127.0.0.0/8]"));
        Product.command("lists", "import", list.toString(), "--name", "local", "--category", "social-networks",
                "--config", configuration.toString(), "--data", folder.resolve("var").toString());
        product = Product.start(folder.resolve("var"), "--config", configuration.toString(), "--allow-destination",
                "127.0.0.0/8");
    }

    @AfterAll
    void stop() throws IOException {
        product.close();
        names.close();
        encrypted.close();
        origin.close();
    }

    @Test
    void anOpenPageIsShownAndAClosedOneIsOnTheHeadsScreenAMomentLater() throws Exception {
        String reference;
        ChromeDriver device = Browser.start(product.proxy(), folder.resolve("device"));
        try {
            device.get("http://open.test:" + origin.port() + "/");
            assertThat(device.findElement(By.id("hello")).getText()).isEqualTo("Hello from the origin.");

            device.get("http://www.social.test:" + origin.port() + "/wall?who=me");
            assertThat(device.findElement(By.tagName("h1")).getText()).contains("not open");
            assertThat(device.getPageSource()).contains("www.social.test").doesNotContain("who=me");
            reference = device.findElement(By.className("ref")).getText();
            assertNothingForAxe(device);
            picture(device, "block");

            assertThatThrownBy(() -> device.get("https://www.social.test:" + encrypted.port() + "/"))
                    .hasMessageContaining("ERR_TUNNEL_CONNECTION_FAILED");
            device.get("https://open.test:" + encrypted.port() + "/");
            new WebDriverWait(device, Duration.ofSeconds(10))
                    .until(ExpectedConditions.textToBe(By.id("echo"), "echo: ping"));
            assertNoPolicyViolation(device);
        } finally {
            device.quit();
        }

        ChromeDriver head = Browser.start("", folder.resolve("head"));
        try {
            Browser.signInForTheFirstTime(head, product, name -> picture(head, name));
            head.get(product.site() + "/flagged");
            assertThat(head.findElement(By.tagName("main")).getText()).contains("www.social.test").contains(reference);
            assertNothingForAxe(head);
            picture(head, "review");
            head.findElement(By.xpath("//tr[.//*[text()='" + reference + "']]//a")).click();
            new WebDriverWait(head, Duration.ofSeconds(10)).until(ExpectedConditions.urlContains("/access/"));
            assertThat(head.findElement(By.tagName("main")).getText()).contains(reference).contains("local");
            assertNothingForAxe(head);
            picture(head, "access");
            theReferenceLeadsToEachStep(head, reference);
            assertNoPolicyViolation(head);
        } finally {
            head.quit();
        }
    }

    /// By keyboard alone, at the width of a phone too.
    private void theReferenceLeadsToEachStep(ChromeDriver head, String reference) throws IOException {
        head.get(product.site() + "/why");
        head.findElement(By.id("address")).sendKeys(reference, Keys.ENTER);
        new WebDriverWait(head, Duration.ofSeconds(10)).until(ExpectedConditions.urlMatches("/access/[0-9]+/why"));
        String then = head.findElement(By.tagName("main")).getText();
        assertThat(then).contains("by the rules of then", "http://www.social.test:" + origin.port() + "/wall",
                "The record says: closed").containsSubsequence("Who asks, and is it working time for them?",
                        "Is it something that nobody may open?", "Is it always open to everyone?",
                        "Does an exception apply?", "Does one of the school’s restrictions apply?", "Yes: ",
                        "What holds for everything else?", "Not asked.");
        assertNothingForAxe(head);
        picture(head, "why-record");
        head.findElement(By.id("address")).clear();
        head.findElement(By.id("address")).sendKeys("www.bbc.co.uk", Keys.ENTER);
        new WebDriverWait(head, Duration.ofSeconds(10)).until(ExpectedConditions.urlContains("address=www.bbc.co.uk"));
        assertThat(head.findElement(By.tagName("main")).getText()).contains("by the rules in force");
        head.manage().window().setSize(new Dimension(360, 800));
        head.get(product.site() + "/why?group=staff&address=www.facebook.com&day=2026-11-24&time=10%3A00");
        assertThat(head.findElement(By.className("verdict")).getText()).isEqualTo("Closed");
        assertThat(head.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        assertNothingForAxe(head);
        picture(head, "why-360");
    }

    private static void assertNothingForAxe(ChromeDriver browser) {
        Results results = new AxeBuilder().withTags(WCAG).analyze(browser);
        assertThat(results.getViolations()).extracting(Rule::getId, Rule::getHelp).isEmpty();
    }

    private static void assertNoPolicyViolation(ChromeDriver browser) {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).extracting(LogEntry::getMessage)
                .noneMatch(message -> message.contains("Content Security Policy"));
    }

    /// Kept beside the test's reports; the README's pictures are made by this very test.
    private static void picture(ChromeDriver browser, String name) throws IOException {
        Path pictures = Files.createDirectories(Path.of("target/pictures"));
        Files.write(pictures.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
