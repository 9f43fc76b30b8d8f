package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/// A site that is closed by mistake on the running product: said on its page, decided by IT's page, read by its reference.
class WronglyClosedIT {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Pattern SLIP = Pattern.compile("name=\"slip\" value=\"([A-Za-z0-9_-]+)\"");
    private static final Pattern REFERENCE = Pattern.compile("schoolgate.internal/report/([A-Z0-9]{4}-[A-Z0-9]{4})");
    private static final String PUPIL = "127.0.0.2";

    @TempDir
    private Path folder;

    private Origin origin;
    private TlsOrigin encrypted;
    private NameServer names;
    private Product product;

    @BeforeEach
    void start() throws Exception {
        origin = new Origin();
        encrypted = new TlsOrigin("www.games.test");
        names = new NameServer();
        Path configuration = Product.configuration(folder.resolve("etc"), names, encrypted.port());
        Files.writeString(configuration.resolve("policy.yaml"),
                """
                    school: {name: Marlbeck Primary School}
                    groups:
                      - {name: ks2, title: Years 3 to 6, pupils: true, networks: [127.0.0.2/32]}
                      - {name: staff, title: Staff, networks: [127.0.0.0/8]}
                    strangers: {otherwise: block}
                    rules:
                      - {name: locks, title: Closed to everyone, tier: locked-block, categories: [illegal, extremism, pornography],
                         verdict: block}
                      - {name: games, title: Games are closed, tier: restriction, categories: [games], verdict: block}
                      - {name: play, title: Shopping is asked about, tier: restriction, categories: [shopping], verdict: coach}
                    inspection: [{about: everything, look: inside}]
                    """);
        for (Map.Entry<String, String> list : Map.of("games", "games.test\n", "pornography", "biology.test\n",
                "illegal", "illegal-example.test\n").entrySet()) {
            Path file = Files.writeString(folder.resolve(list.getKey() + ".txt"), list.getValue());
            assertThat(Product.command("lists", "import", file.toString(), "--name", list.getKey(), "--category",
                    list.getKey(), "--config", configuration.toString(), "--data", data()).exit()).isZero();
        }
        product = Product.start(Path.of(data()), "--config", configuration.toString(), "--allow-destination",
                "127.0.0.0/8");
    }

    private String data() {
        return folder.resolve("var").toString();
    }

    @AfterEach
    void stop() throws IOException {
        product.close();
        names.close();
        encrypted.close();
        origin.close();
    }

    @Test
    void aTeacherSaysItByKeyboardTheHeadOpensItAndTheAnswerIsReadByItsReference() throws Exception {
        String page = "http://www.games.test:" + origin.port() + "/count?class=2";
        String reference;
        ChromeDriver device = Browser.start(product.proxy(), folder.resolve("device"));
        ChromeDriver head = Browser.start("", folder.resolve("head"));
        try {
            narrow(device);
            device.get(page);
            assertThat(device.findElement(By.id("tell")).getText()).isEqualTo("Is this closed by mistake?");
            check(device, "wrong-block");
            reach(device, "input[value=mistake]");
            type(device, Keys.ARROW_DOWN);
            assertThat(device.findElement(By.cssSelector("input[value=lesson]")).isSelected()).isTrue();
            reach(device, "button.btn");
            type(device, Keys.ENTER);
            assertThat(device.findElement(By.tagName("h1")).getText()).as("the browser asks for words")
                    .isEqualTo("This site is closed here");
            reach(device, "#plea-words");
            type(device, "Year 2 are counting birds");
            reach(device, "button.btn");
            type(device, Keys.ENTER);
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(
                    () -> device.findElement(By.tagName("h1")).getText().equals("It was sent"));
            check(device, "wrong-sent");
            reference = device.findElement(By.className("ref")).getText();
            assertThat(status(page)).as("it changes nothing").isEqualTo("403");
            device.findElement(By.linkText("http://schoolgate.internal/report/" + reference)).click();
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(
                    () -> device.findElement(By.tagName("h1")).getText().equals("It waits for an answer"));
            check(device, "wrong-waits");

            Browser.signInForTheFirstTime(head, product, _ -> {});
            head.get(product.site() + "/lists/wrong");
            assertThat(head.findElement(By.tagName("main")).getText()).contains("One site waits", "www.games.test",
                    "“Year 2 are counting birds” It is needed for a lesson. Somebody of the group “Staff”.",
                    "“games.test” stands under “Games” in the list games", "line 1", reference)
                    .doesNotContain("127.0.0.1", "/count");
            head.findElement(By.cssSelector("details summary")).click();
            head.findElement(By.cssSelector("input[value=open]")).click();
            head.findElement(By.name("answer")).sendKeys("It is a bird count, and open now.");
            head.findElement(By.cssSelector("details button")).click();
            await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> status(page).equals("200"));
            assertThat(status("http://other.games.test:" + origin.port() + "/")).isEqualTo("403");
            device.navigate().refresh();
            assertThat(device.findElement(By.tagName("main")).getText()).contains("It was opened",
                    "It is a bird count, and open now.");
            device.get(page);
            assertThat(device.findElement(By.id("hello")).getText()).isNotEmpty();
            head.get(product.site() + "/lists/wrong?all");
            assertThat(head.findElement(By.tagName("main")).getText()).contains("Right: 1", reference);
            assertThat(device.manage().logs().get(LogType.BROWSER).getAll()).extracting(LogEntry::getMessage)
                    .noneMatch(message -> message.contains("Content Security Policy"));
        } finally {
            device.quit();
            head.quit();
        }
        assertThat(product.output()).doesNotContain("LEAK:", "ERROR", "counting birds", "bird count");
        assertThat(Files.readString(folder.resolve("var/log/access.log"))).doesNotContain("counting birds", "Year+2");
        assertThat(Product.command("evidence", "verify", "--config", folder.resolve("etc").toString(), "--data", data())
                .exit()).isZero();
    }

    @Test
    void withCurlAloneAPupilSaysItInTheirOwnVoiceAndInsideAnEncryptedConnectionItIsTheSame() throws Exception {
        String site = "http://www.games.test:" + origin.port();
        String block = curl(PUPIL, "-H", "Accept: text/html", site + "/x");
        assertThat(block).contains("Tell the school", "I need this site for my homework", "You may leave this empty");
        String sent = send(PUPIL, site, slip(block), "kind=work");
        assertThat(sent).contains("The school has it", "A grown-up reads it");
        String reference = reference(sent);
        assertThat(send(PUPIL, site, slip(block), "kind=work")).contains("counted once more", reference);
        assertThat(curl(PUPIL, "http://schoolgate.internal/report/" + reference)).contains("It waits for an answer",
                "www.games.test");
        assertThat(curl(PUPIL, "http://schoolgate.internal/report?reference=" + reference.toLowerCase(
                Locale.ROOT).replace("-", ""))).contains("It waits for an answer");
        assertThat(curl(PUPIL, "http://schoolgate.internal/report")).contains("Read the answer");
        String secure = "https://www.games.test:" + encrypted.port();
        String inside = curl("127.0.0.1", "-k", "-H", "Accept: text/html", secure + "/x");
        assertThat(inside).contains("Is this closed by mistake?");
        assertThat(send("127.0.0.1", secure, slip(inside), "-k", "kind=mistake", "words=It+is+a+count"))
                .contains("It was sent");
        assertThat(origin.requests()).as("what reached the site").isZero();
        assertThat(product.output()).doesNotContain("LEAK:", "ERROR", "WARN");
    }

    @Test
    void whatIsSealedHasNoFormAndWhatIsNoFormOfThatDeviceIsRefused() throws Exception {
        String illegal = curl("127.0.0.1", "-H", "Accept: text/html",
                "http://www.illegal-example.test:" + origin.port() + "/");
        assertThat(illegal).contains("closed to everyone").doesNotContain("<form", "slip");
        String site = "http://www.games.test:" + origin.port();
        String slip = slip(curl("127.0.0.1", "-H", "Accept: text/html", site + "/x"));
        assertThat(send(PUPIL, site, slip, "kind=mistake")).contains("This page was over");
        assertThat(send("127.0.0.1", "http://other.games.test:" + origin.port(), slip, "kind=mistake"))
                .contains("This page was over");
        assertThat(curl("127.0.0.1", "--data", "kind=mistake&words=x&slip=" + slip,
                site + "/.well-known/schoolgate/wrong")).as("without its origin").contains("This page was over");
        assertThat(curl("127.0.0.1", "-H", "Origin: " + site, "--data", "x=" + "y".repeat(20_000),
                site + "/.well-known/schoolgate/wrong")).contains("longer than any form");
        assertThat(curl("127.0.0.1", "-H", "Accept: application/json", site + "/x")).doesNotContain("slip");
        assertThat(curl("127.0.0.1", "http://schoolgate.internal/report/AAAA-AAAA"))
                .contains("There is nothing under this reference");
        assertThat(origin.requests()).isZero();
    }

    @Test
    void aFloodOfOneDeviceIsToldSoAndKeepsNobodyElseOut() throws Exception {
        List<String> references = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            references.add(reference(said("127.0.0.3", i)));
        }
        assertThat(said("127.0.0.3", 10)).contains("This device has sent many such messages");
        assertThat(said("127.0.0.4", 11)).contains("It was sent");
        for (String reference : references) {
            assertThat(curl("127.0.0.3", "http://schoolgate.internal/report/" + reference))
                    .contains("It waits for an answer");
        }
    }

    private String said(String device, int number) throws Exception {
        String site = "http://s" + number + ".games.test:" + origin.port();
        return send(device, site, slip(curl(device, "-H", "Accept: text/html", site + "/")), "kind=mistake", "words=x");
    }

    // ------------------------------------------------------------------------------------------------------------------

    private String send(String device, String site, String slip, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-H", "Origin: " + site, "--data", "slip=" + slip));
        for (String one : more) {
            if (!one.startsWith("-")) {
                arguments.add("--data");
            }
            arguments.add(one);
        }
        arguments.add(site + "/.well-known/schoolgate/wrong");
        return curl(device, arguments.toArray(new String[0]));
    }

    private String curl(String device, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--interface", device, "-x", "http://" + product.proxy()));
        arguments.addAll(List.of(more));
        return Curl.run(arguments.toArray(new String[0])).text();
    }

    private String status(String page) throws Exception {
        return curl("127.0.0.1", "-o", "/dev/null", "-w", "%{http_code}", page);
    }

    private static String slip(String page) {
        return first(SLIP, page);
    }

    private static String reference(String page) {
        return first(REFERENCE, page);
    }

    private static String first(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private static void narrow(ChromeDriver browser) {
        browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    }

    private static void reach(ChromeDriver browser, String selector) {
        WebElement wanted = browser.findElement(By.cssSelector(selector));
        for (int i = 0; i < 60; i++) {
            if (browser.switchTo().activeElement().equals(wanted)) {
                return;
            }
            type(browser, Keys.TAB);
        }
        throw new AssertionError("the keyboard does not reach " + selector);
    }

    private static void type(ChromeDriver browser, CharSequence keys) {
        new Actions(browser).sendKeys(keys).perform();
    }

    private static void check(ChromeDriver browser, String name) throws IOException {
        assertThat(new AxeBuilder().analyze(browser).getViolations()).extracting(Rule::getId).isEmpty();
        assertThat(browser.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth")).isEqualTo(false);
        Files.write(Files.createDirectories(Path.of("target/pictures")).resolve(name + ".png"),
                browser.getScreenshotAs(OutputType.BYTES));
    }
}
