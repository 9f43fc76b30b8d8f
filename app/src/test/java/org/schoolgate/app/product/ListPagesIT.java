package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/// IT keeps the lists of the running product on its pages: sees what an edit would touch, makes it, has it agreed to, and lists are fetched
/// by a process of their own.
class ListPagesIT {

    /// With `-Dschoolgate.long=true` an edit is in force beside five million entries.
    private static final int MANY = Boolean.getBoolean("schoolgate.long") ? 5_000_000 : 200_000;
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private Origin origin;
    private NameServer names;
    private Product product;
    private ChromeDriver head;
    private ChromeDriver sam;

    @BeforeEach
    void start() throws Exception {
        origin = new Origin();
        names = new NameServer();
        Path configuration = Product.configuration(folder.resolve("etc"), names, origin.port());
        Files.writeString(configuration.resolve("policy.yaml"),
                """
                    school: {name: Marlbeck Primary School}
                    groups:
                      - {name: staff, title: Staff, networks: [127.0.0.0/8]}
                    strangers: {otherwise: block}
                    rules:
                      - {name: locks, title: Closed to everyone, tier: locked-block, categories: [illegal, extremism, pornography],
                         verdict: block}
                      - {name: games, title: Games are closed, tier: restriction, categories: [games], verdict: block}
                    """);
        list("many", "advertising", IntStream.range(0, MANY).mapToObj(i -> "n" + i + ".many.test")
                .collect(Collectors.joining("\n")));
        list("adult", "pornography", "biology.test\n");
        Path fetched = Files.writeString(folder.resolve("fetched.txt"), "arcade.test\n");
        Path source = Files.createDirectories(Path.of(data()).resolve("lists/arcade"));
        Files.writeString(source.resolve("source"),
                "schoolgate-source 1\nfrom " + fetched + "\ncategory games\nevery 1 hour\n");
        product = Product.start(Path.of(data()), "--config", configuration.toString(), "--allow-destination",
                "127.0.0.0/8");
        head = Browser.start("", folder.resolve("head"));
        Browser.signInForTheFirstTime(head, product, _ -> {});
        sam = it();
    }

    @AfterEach
    void stop() throws IOException {
        sam.quit();
        head.quit();
        product.close();
        names.close();
        origin.close();
    }

    private String data() {
        return folder.resolve("var").toString();
    }

    private void list(String name, String category, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".txt"), text);
        assertThat(Product.command("lists", "import", file.toString(), "--name", name, "--category", category,
                "--config", folder.resolve("etc").toString(), "--data", data()).exit()).isZero();
    }

    /// Somebody of IT whom the Head has made, in a browser of their own.
    private ChromeDriver it() throws Exception {
        head.get(product.site() + "/people");
        head.findElement(By.id("displayName")).sendKeys("Sam Whitlock");
        head.findElement(By.id("name")).sendKeys("sam");
        head.findElement(By.cssSelector("input[value=IT]")).click();
        head.findElement(By.cssSelector("form[action='/people'] button")).click();
        String password = head.findElement(By.className("given")).getText();
        ChromeDriver browser = Browser.start("", folder.resolve("sam"));
        browser.get(product.site() + "/");
        browser.findElement(By.id("name")).sendKeys("sam");
        browser.findElement(By.id("password")).sendKeys(password);
        browser.findElement(By.cssSelector("main button[type=submit]")).click();
        browser.findElement(By.id("now")).sendKeys(password);
        browser.findElement(By.id("new")).sendKeys("a quiet lantern over wet slates");
        browser.findElement(By.id("again")).sendKeys("a quiet lantern over wet slates");
        browser.findElement(By.cssSelector("main button[type=submit]")).click();
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions()
                .until(() -> browser.findElement(By.linkText("Lists")).isDisplayed());
        return browser;
    }

    @Test
    void anEditShowsItsEffectFirstIsInForceWithinASecondAndWhatIsSensitiveTakesTwo() throws Exception {
        for (int i = 0; i < 7; i++) {
            assertThat(status("www.chess.test")).isEqualTo("200");
        }
        assertThat(status("www.biology.test")).isEqualTo("403");
        sam.get(product.site() + "/lists");
        assertThat(text()).contains("many", String.format("%,d", MANY), "Not filled", "University of Toulouse");
        assertThat(new AxeBuilder().analyze(sam).getViolations()).isEmpty();

        change("chess.test", "games");
        assertThat(text()).contains("would have closed 7 requests", "fewer than 5");
        assertThat(status("www.chess.test")).as("nothing is changed yet").isEqualTo("200");
        sam.findElement(By.cssSelector("[formaction='/lists/change']")).click();
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> status("www.chess.test").equals("403"));
        sam.get(product.site() + "/lists/about?site=www.chess.test");
        assertThat(text()).contains("chess.test", "For a reason", "Sam Whitlock");

        sam.get(product.site() + "/lists");
        new Select(sam.findElement(By.id("doing"))).selectByValue("remove");
        change("biology.test", "pornography");
        sam.findElement(By.cssSelector("[formaction='/lists/change']")).click();
        assertThat(text()).contains("another person has to agree");
        assertThat(status("www.biology.test")).isEqualTo("403");
        head.get(product.site() + "/lists");
        WebElement agree = head.findElement(By.cssSelector("button[value=agree]"));
        head.findElement(By.cssSelector("input[name=why]")).sendKeys("It is for Year 6");
        agree.click();
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> status("www.biology.test").equals("200"));
        assertThat(Product.command("lists", "history", "--config", folder.resolve("etc").toString(), "--data", data())
                .text()).contains("approved", "sam");
        assertThat(product.output()).doesNotContain("ERROR", "LEAK:", "chess.test", "sam");
    }

    @Test
    void aListIsFetchedByAProcessOfItsOwnAndTheGatewayTakesItUp() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> status("www.arcade.test").equals("403"));
        assertThat(Files.readString(Path.of(data()).resolve("log/lists-update.log"))).contains("arcade: version");
        sam.get(product.site() + "/lists/one?name=arcade");
        assertThat(text()).contains("fetched.txt", "every hour");
    }

    private void change(String entry, String category) {
        sam.findElement(By.id("entry")).sendKeys(entry);
        Select select = new Select(sam.findElement(By.id("category")));
        select.selectByValue(category);
        sam.findElement(By.id("why")).sendKeys("For a reason");
        sam.findElement(By.cssSelector("form[action='/lists/change/effect'] button.btn")).click();
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions()
                .until(() -> sam.findElement(By.id("effect")).isDisplayed());
    }

    private String text() {
        return sam.findElement(By.tagName("main")).getText();
    }

    private String status(String host) throws Exception {
        return Curl.run("-o", "/dev/null", "-w", "%{http_code}", "-x", "http://" + product.proxy(),
                "http://" + host + ":" + origin.port() + "/").text();
    }
}
