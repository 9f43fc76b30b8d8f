package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    /// Within this an edit is in force.
    private static final Duration SOON = Duration.ofSeconds(1);
    /// Within this a whole list is, for which the index of all lists is made anew.
    private static final Duration WHOLE = Duration.ofSeconds(30);

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
        await().atMost(Duration.ofSeconds(10)).until(() -> text().contains("another person has to agree"));
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

    @Test
    void aHeldVersionTellsWhatItWouldTouchBeforeItIsPutInForceAndSoDoesTheWayBack() throws Exception {
        for (int device = 2; device <= 7; device++) {
            assertThat(status("www.chess.test", device)).isEqualTo("200");
            assertThat(status("www.biology.test", device)).isEqualTo("403");
        }
        assertThat(status("few.test", 2)).isEqualTo("200");
        String other = IntStream.range(0, 30).mapToObj(i -> "a" + i + ".test").collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("adult.txt"), "chess.test\nfew.test\n" + other);
        String[] where = {"--config", folder.resolve("etc").toString(), "--data", data()};
        assertThat(Product.command(words(List.of("lists", "import", file.toString(), "--name", "adult", "--category",
                "pornography"), where)).exit()).isEqualTo(1);

        sam.get(product.site() + "/lists");
        sam.findElement(By.partialLinkText("See what it would touch")).click();
        await().atMost(Duration.ofSeconds(10)).until(() -> text().contains("would have touched"));
        assertThat(text()).contains("has 32 entries; in force are 1.",
                "would have closed 7 requests, and opened 6 requests", "about 6 people and devices", "www.chess.test",
                "www.biology.test").doesNotContain("few.test", "127.0.0.");
        assertThat(new AxeBuilder().analyze(sam).getViolations()).isEmpty();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            sam.navigate().refresh();
            return text().contains("Flagged accesses of these days that rest on what goes: 6.");
        });
        assertThat(status("www.chess.test", 2)).as("nothing is changed yet").isEqualTo("200");
        product("effect", "adult", where);
        put("take", "They put both into one");
        await().atMost(WHOLE).pollInterval(Duration.ofMillis(50))
                .until(() -> status("www.chess.test", 2).equals("403") && status("www.biology.test", 2).equals("200"));

        sam.get(product.site() + "/lists/one?name=adult");
        sam.findElement(By.cssSelector("form[action='/lists/effect'] button")).click();
        await().atMost(Duration.ofSeconds(10)).until(() -> text().contains("what an older version would have touched"));
        assertThat(text()).contains("www.chess.test", "www.biology.test");
        put("back", "It was a mistake");
        await().atMost(WHOLE).pollInterval(Duration.ofMillis(50))
                .until(() -> status("www.chess.test", 2).equals("200") && status("www.biology.test", 2).equals("403"));
        assertThat(product.output()).doesNotContain("ERROR", "LEAK:", "chess.test", "sam");
    }

    @Test
    void aSourceThatIsSwitchedOnIsInForceOnceSomebodyHasSeenWhatItWouldTouch() throws Exception {
        for (int device = 2; device <= 7; device++) {
            assertThat(status("www.draughts.test", device)).isEqualTo("200");
        }
        Path fetched = Files.writeString(folder.resolve("new.txt"), "draughts.test\n");
        Path source = Files.createDirectories(Path.of(data()).resolve("lists/boards"));
        Files.writeString(source.resolve("source"),
                "schoolgate-source 1\non no\nfrom " + fetched + "\ncategory games\nevery 1 hour\n");
        sam.get(product.site() + "/lists/one?name=boards");
        assertThat(text()).contains("its first version waits until somebody has seen what it would touch");
        put("on", "For the new term");

        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            sam.get(product.site() + "/lists/one?name=boards");
            return text().contains("the first version waits");
        });
        assertThat(status("www.draughts.test", 2)).as("it is held").isEqualTo("200");
        sam.findElement(By.partialLinkText("See what it would touch")).click();
        await().atMost(Duration.ofSeconds(10)).until(() -> text().contains("would have touched"));
        assertThat(text()).contains("has 1 entry; nothing of the list is in force", "would have closed 7 requests",
                "www.draughts.test 7");
        put("take", "It closes what it should");
        await().atMost(WHOLE).pollInterval(Duration.ofMillis(50))
                .until(() -> status("www.draughts.test", 2).equals("403"));
    }

    private static String[] words(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /// The command tells of the counts that the gateway has written down; how much that is depends on when it did.
    private static void product(String command, String list, String... where) throws Exception {
        Curl.Result told = Product.command(words(List.of("lists", command, list), where));
        assertThat(told.exit()).as(told.text()).isZero();
        assertThat(told.text()).contains("32 entries", "Counts only, never who.").doesNotContain("127.0.0.");
    }

    private void put(String what, String why) {
        WebElement button = sam.findElement(By.cssSelector("button[value=" + what + "]"));
        button.findElement(By.xpath("ancestor::form")).findElement(By.name("why")).sendKeys(why);
        button.click();
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

    /// What the page says in this very moment; a page may be on its way out.
    private String text() {
        return String.valueOf(sam.executeScript(
                "return document.querySelector('main') ? document.querySelector('main').innerText : ''"))
                .replace('\t', ' ');
    }

    private String status(String host) throws Exception {
        return status(host, 1);
    }

    /// @param device its address on loopback
    private String status(String host, int device) throws Exception {
        return Curl.run("--interface", "127.0.0." + device, "-o", "/dev/null", "-w", "%{http_code}", "-x",
                "http://" + product.proxy(),
                "http://" + host + ":" + origin.port() + "/").text();
    }
}
