package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// The question "Is this for work?" on the running product: asked, answered by keyboard alone, and answered wrongly.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoachIT {

    private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([A-Za-z0-9_-]{22})\"");

    @TempDir
    static Path folder;

    private Origin origin;
    private TlsOrigin encrypted;
    private NameServer names;

    @BeforeAll
    void start() throws Exception {
        origin = new Origin();
        encrypted = new TlsOrigin("www.social.test");
        names = new NameServer();
    }

    @AfterAll
    void stop() throws IOException {
        names.close();
        encrypted.close();
        origin.close();
    }

    private Product product(String name, String look) throws Exception {
        Path configuration = Product.configuration(folder.resolve(name + "/etc"), names, encrypted.port());
        Path data = folder.resolve(name + "/var");
        Files.writeString(configuration.resolve("policy.yaml"),
                """
                    school: {name: Marlbeck Primary School}
                    groups: [{name: staff, title: Staff, networks: [127.0.0.0/8]}]
                    strangers: {otherwise: block}
                    rules:
                      - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
                      - {name: help, title: Open, tier: locked-allow, categories: [helplines, unions], verdict: allow}
                      - {name: games, title: Games are closed, tier: restriction, categories: [games], verdict: block}
                      - {name: asks, title: Personal use is asked about, tier: restriction, use: [personal], verdict: coach}
                      - {name: flags, title: Sport is looked at, tier: restriction, categories: [sports], verdict: flag, from: {times: 2, within: 1m}}
                      - {name: tried, title: Tried out, tier: restriction, about: unlisted, verdict: block, shadow: true}
                    inspection: [{about: everything, look: %s}]
                    """
                        .formatted(
                                look));
        Path root = Files.writeString(configuration.resolve("root.pem"), encrypted.root());
        Path settings = configuration.resolve("schoolgate.yaml");
        Files.writeString(settings, Files.readString(settings) + "tls: {more-roots: [" + root.getFileName() + "]}\n");
        for (Map.Entry<String, String> list : Map.of("social-networks", "social.test\n", "games", "games.test\n",
                "sports", "sports.test\n")
                .entrySet()) {
            Path file = Files.writeString(folder.resolve(list.getKey() + ".txt"), list.getValue());
            assertThat(Product.command("lists", "import", file.toString(), "--name", list.getKey(), "--category",
                    list.getKey(), "--config", configuration.toString(), "--data", data.toString()).exit()).isZero();
        }
        return Product.start(data, "--config", configuration.toString(), "--allow-destination", "127.0.0.0/8");
    }

    // ---- by hand -----------------------------------------------------------------------------------------------------

    @Test
    void onAnUnencryptedSiteTheQuestionIsAnsweredByKeyboardAloneAndLeadsBackToTheVeryPage() throws Exception {
        try (Product product = product("plain", "name")) {
            ChromeDriver device = Browser.start(product.proxy(), folder.resolve("plain/device"));
            try {
                String page = "http://www.social.test:" + origin.port() + "/groups/pta?poster=1&x=a%20b";
                answerByKeyboard(device, page, "PTA page, poster for the fair");
                new WebDriverWait(device, Duration.ofSeconds(10))
                        .until(ExpectedConditions.textToBe(By.id("hello"), "Hello from the origin."));
                assertThat(device.getCurrentUrl()).isEqualTo(page);
                device.get("http://img.social.test:" + origin.port() + "/");
                assertThat(device.findElement(By.id("hello")).getText()).isNotEmpty();
            } finally {
                device.quit();
            }
            String log = Files.readString(folder.resolve("plain/var/log/access.log"));
            assertThat(log).doesNotContain("poster for the fair").contains("/.well-known/schoolgate/answer");
            assertThat(product.output()).doesNotContain("LEAK:", "WARN", "poster for the fair");
            assertTheAnswersRecordIsDecidedAlike("plain");
        }
    }

    @Test
    void insideAnEncryptedConnectionItIsTheSame() throws Exception {
        encryptedIsAnswered("inside");
    }

    @Test
    void whereOnlyPagesAreShownTheSiteOpensWithItsOwnCertificateAfterTheAnswer() throws Exception {
        encryptedIsAnswered("page");
    }

    private void encryptedIsAnswered(String look) throws Exception {
        try (Product product = product(look, look)) {
            String given = Files.readString(folder.resolve(look + "/var/ca/in-force.pem"));
            ChromeDriver device = look.equals("inside")
                    ? Browser.trusting(
                            given.substring(given.indexOf("-----BEGIN CERTIFICATE"),
                                    given.indexOf("-----END CERTIFICATE")) + "-----END CERTIFICATE-----\n",
                            product.proxy(), folder.resolve(look + "/device"))
                    : Browser.start(product.proxy(), folder.resolve(look + "/device"));
            try {
                String page = "https://www.social.test:" + encrypted.port() + "/groups/pta?poster=1";
                answerByKeyboard(device, page, "PTA page");
                new WebDriverWait(device, Duration.ofSeconds(10))
                        .until(ExpectedConditions.textToBe(By.id("echo"), "echo: ping"));
                assertThat(device.getCurrentUrl()).isEqualTo(page);
            } finally {
                device.quit();
            }
            String log = Files.readString(folder.resolve(look + "/var/log/access.log"));
            assertThat(log.contains("www.social.test:" + encrypted.port() + "/echo")).isEqualTo(look.equals("inside"));
            assertThat(product.output()).doesNotContain("LEAK:", "WARN");
            assertTheAnswersRecordIsDecidedAlike(look);
        }
    }

    /// Goes to a page that asks; leaves the field empty once; then writes, and presses the key.
    private static void answerByKeyboard(ChromeDriver device, String page, String words) throws IOException {
        device.get(page);
        assertThat(device.findElement(By.tagName("h1")).getText()).isEqualTo("Is this for work?");
        assertThat(new AxeBuilder().analyze(device).getViolations()).extracting(Rule::getId).isEmpty();
        Files.write(Files.createDirectories(Path.of("target/pictures")).resolve("coach.png"),
                device.getScreenshotAs(OutputType.BYTES));
        // The skip link, then the field.
        new Actions(device).sendKeys(Keys.TAB, Keys.TAB).perform();
        assertThat(device.switchTo().activeElement().getAttribute("id")).isEqualTo("words");
        new Actions(device).sendKeys(Keys.SPACE, Keys.ENTER).perform();
        new WebDriverWait(device, Duration.ofSeconds(10))
                .until(ExpectedConditions.presenceOfElementLocated(By.id("words-wrong")));
        assertThat(new AxeBuilder().analyze(device).getViolations()).extracting(Rule::getId).isEmpty();
        new Actions(device).sendKeys(Keys.TAB, Keys.TAB).sendKeys(words).sendKeys(Keys.TAB, Keys.ENTER).perform();
        assertThat(device.manage().logs().get(LogType.BROWSER).getAll()).extracting(LogEntry::getMessage)
                .noneMatch(message -> message.contains("Content Security Policy"));
    }

    private static void assertTheAnswersRecordIsDecidedAlike(String name) throws Exception {
        Curl.Result replayed = Product.command("evidence", "replay", "--all", "--config",
                folder.resolve(name + "/etc").toString(), "--data", folder.resolve(name + "/var").toString());
        assertThat(replayed.text()).contains("0 different, 0 cannot").doesNotContain("0 the same");
    }

    // ---- not by hand -------------------------------------------------------------------------------------------------

    @Test
    void whatIsNoAnswerOfThatDeviceToThatQuestionOpensNothing() throws Exception {
        try (Product product = product("hostile", "name")) {
            String site = "http://www.social.test:" + origin.port();
            String ticket = ticket(product, site + "/wall");
            String form = "ticket=" + ticket + "&words=work";
            int asked = origin.requests();

            assertThat(post(product, site, form, "Origin: http://evil.test", "Sec-Fetch-Site: cross-site"))
                    .startsWith("403").contains("This question is over");
            assertThat(post(product, site, form, "Origin: null")).startsWith("403");
            assertThat(post(product, site, form, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors",
                    "Sec-Fetch-Dest: empty", "Origin: " + site)).startsWith("403");
            assertThat(post(product, site, form)).startsWith("403");
            assertThat(post(product, site, "ticket=AAAAAAAAAAAAAAAAAAAAAA&words=work", "Origin: " + site))
                    .startsWith("403");
            assertThat(post(product, "http://other.social.test:" + origin.port(), form,
                    "Origin: http://other.social.test:" + origin.port())).startsWith("403");
            assertThat(curl(product, "--interface", "127.0.0.2", "-H", "Origin: " + site, "--data", form,
                    site + "/.well-known/schoolgate/answer")).startsWith("403");
            assertThat(post(product, site, form + "&x=" + "y".repeat(5_000), "Origin: " + site)).startsWith("403");
            assertThat(post(product, site, "ticket=" + ticket + "&words=" + "y".repeat(201), "Origin: " + site))
                    .startsWith("403").contains("more than 200 characters");
            assertThat(post(product, site, "ticket=" + ticket + "&words=%20%0A", "Origin: " + site))
                    .startsWith("403").contains("Write a few words");
            assertThat(curl(product, site + "/.well-known/schoolgate/answer")).startsWith("403");
            assertThat(curl(product, "-H", "Accept: text/html", site + "/wall")).startsWith("403");
            assertThat(origin.requests()).as("what reached the site").isEqualTo(asked);

            assertThat(post(product, site, form, "Origin: " + site)).startsWith("303 " + site + "/wall");
            assertThat(post(product, site, form, "Origin: " + site)).as("a ticket is good once").startsWith("403");
            assertThat(curl(product, site + "/wall")).startsWith("200");
            assertThat(curl(product, "--interface", "127.0.0.2", site + "/wall")).startsWith("403");
            assertThat(curl(product, "-H", "Accept: text/html", "http://www.games.test:" + origin.port() + "/"))
                    .startsWith("403").contains("Games are closed").doesNotContain("name=\"ticket\"");
            assertThat(product.output()).doesNotContain("LEAK:", "WARN");
        }
    }

    @Test
    void theWayBackIsThePageAndNothingThatItsPathCouldBeReadAs() throws Exception {
        try (Product product = product("path", "name")) {
            String site = "http://www.social.test:" + origin.port();
            String ticket = ticket(product, site + "//evil.test/x");
            assertThat(post(product, site, "ticket=" + ticket + "&words=work", "Origin: " + site))
                    .startsWith("303 " + site + "/");
        }
    }

    @Test
    void partsOfAPageGetNoQuestionAndARuleInShadowIsOnlyCounted() throws Exception {
        try (Product product = product("parts", "name")) {
            String site = "http://www.social.test:" + origin.port();
            assertThat(curl(product, "-H", "Accept: image/*", site + "/p.gif")).doesNotContain("<form", "ticket");
            assertThat(curl(product, "-H", "Accept: application/json", site + "/api")).doesNotContain("ticket");
            assertThat(curl(product, "-X", "POST", "-H", "Accept: text/html", "--data", "a=b", site + "/post"))
                    .contains("cannot be answered here").doesNotContain("<form");
            assertThat(curl(product, "http://unknown.test:" + origin.port() + "/")).startsWith("200");
            assertThat(product.scrape("/metrics"))
                    .contains("schoolgate_shadow_total{rule=\"tried\",verdict=\"block\"} 1.0");
        }
        String log = Files.readString(folder.resolve("parts/var/log/access.log"));
        assertThat(log).contains("\"would_have\":\"tried block\"");
    }

    @Test
    void onePageBelowTheThresholdLeavesNoRecordAndTheNextOneDoes() throws Exception {
        try (Product product = product("threshold", "name")) {
            String page = "http://www.sports.test:" + origin.port() + "/";
            for (String records : List.of("0 the same", "1 the same")) {
                assertThat(curl(product, "-H", "Accept: image/*", page + "p.gif")).startsWith("200");
                assertThat(curl(product, "-H", "Accept: text/html", page)).startsWith("200");
                assertThat(command("threshold", "evidence", "replay", "--all").text()).contains(records);
                Thread.sleep(1_100);
            }
        }
    }

    @Test
    void explainNamesTheClassOfUseAndHowItIsAsked() throws Exception {
        try (Product product = product("explain", "name")) {
            assertThat(product.output()).contains("is ready");
        }
        assertThat(command("explain", "explain", "http://www.social.test/", "--group", "staff").text())
                .contains("Asked first", "Mostly used      personal", "opens for 15 minutes after an answer in words");
        assertThat(command("explain", "explain", "http://www.unknown.test/", "--group", "staff", "--json").text()
                .replace(" ", "")).contains("\"wouldHave\":{", "\"verdict\":\"block\"", "\"uses\":[]");
    }

    private static Curl.Result command(String name, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--config", folder.resolve(name + "/etc").toString(), "--data",
                folder.resolve(name + "/var").toString()));
        return Product.command(all.toArray(new String[0]));
    }

    private static String ticket(Product product, String page) throws Exception {
        Matcher found = TICKET.matcher(curl(product, "-H", "Accept: text/html", "--path-as-is", page));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String post(Product product, String site, String form, String... headers) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--data", form));
        for (String header : headers) {
            arguments.addAll(List.of("-H", header));
        }
        arguments.add(site + "/.well-known/schoolgate/answer");
        return curl(product, arguments.toArray(new String[0]));
    }

    /// Status, where it leads, and the body.
    private static String curl(Product product, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--proxy", "http://" + product.proxy(), "-i", "-o", "-", "-w",
                "\n%{http_code} %{redirect_url}"));
        arguments.addAll(List.of(more));
        String said = Curl.run(arguments.toArray(new String[0])).text();
        int last = said.lastIndexOf('\n');
        return said.substring(last + 1) + "\n" + said.substring(0, last);
    }
}
