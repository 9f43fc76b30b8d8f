package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// Adults see what is kept of them on the running product and write beside it; the Head reads that first. Nobody else sees or writes
/// anything, and no file and no log has a word of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MyRecordsIT {

    private static final String MINE = "https://schoolgate.internal/mine";
    private static final Pattern HIDDEN = Pattern.compile("name=\"(token|turn|record)\" value=\"([^\"]+)\"");
    private static final Pattern REFERENCE = Pattern.compile("class=\"ref\">([A-Z0-9]{4}-[A-Z0-9]{4})<");
    private static final String POLICY = """
        school: {name: Marlbeck Primary School, head: Mrs Rao, safeguarding-lead: Mr Hallam}
        groups:
          - {name: staff, title: Staff, accounts: [ann.canary, ben.canary], networks: [127.0.0.0/8]}
          - {name: ks2, title: Key stage 2, pupils: true, accounts: [lucy.canary]}
        strangers: {otherwise: block}
        rules:
          - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
          - {name: sport, title: Sport is looked at, tier: restriction, categories: [sports], verdict: flag,
             clause: {quote: Sport is for the playground., source: "The school's policy, page 4"}}
          - {name: games, title: Games are closed, tier: restriction, categories: [games], verdict: block}
        alerts:
          - {categories: [sports], severity: notice, mail: [head@school.example]}
        """;

    @TempDir
    static Path folder;

    private Path data;
    private Origin origin;
    private NameServer names;
    private Product product;

    @BeforeAll
    void start() throws Exception {
        data = folder.resolve("var");
        origin = new Origin();
        names = new NameServer();
        Path configuration = Product.configuration(folder.resolve("etc"), names);
        Files.writeString(configuration.resolve("policy.yaml"), POLICY);
        Path settings = configuration.resolve("schoolgate.yaml");
        Files.writeString(settings, Files.readString(settings)
                + "identity: {password: {networks: [127.0.0.0/8], realm: Marlbeck}}\n");
        for (Map.Entry<String, String> list : Map.of("sports", "sports.test\n", "games", "games.test\n").entrySet()) {
            Path file = Files.writeString(folder.resolve(list.getKey() + ".txt"), list.getValue());
            assertThat(Product.command("lists", "import", file.toString(), "--name", list.getKey(), "--category",
                    list.getKey(), "--config", configuration.toString(), "--data", data.toString()).exit()).isZero();
        }
        for (String person : List.of("ann", "ben", "max", "lucy")) {
            assertThat(
                    Product.commandTold(person + "s long password\n", "accounts", "add", person + ".canary", "--data",
                            data.toString()).exit())
                    .isZero();
        }
        product = Product.start(data, "--config", configuration.toString(), "--allow-destination", "127.0.0.0/8");
        for (String person : List.of("ann", "ben", "max", "lucy")) {
            assertThat(asked(person, "http://www.sports.test:" + origin.port() + "/" + person + "s-page"))
                    .contains("Hello from the origin");
        }
    }

    @AfterAll
    void stop() throws IOException {
        product.close();
        names.close();
        origin.close();
    }

    @Test
    void anAdultSeesTheirOwnAndWritesBesideItAndTheHeadReadsThatFirst() throws Exception {
        String anns = in("ann", "anns long password");
        assertThat(anns).startsWith("200").contains("anns-page", "Sport is looked at.", "Sport is for the playground.",
                "It opened, and was noted.", "Something may be held back").doesNotContain("bens-page", "lucys-page");
        String written = post("turn=" + hidden(anns, "turn") + "&record=" + hidden(anns, "record")
                + "&words=Canary+words+for+Year+5");
        assertThat(written).startsWith("200").contains("What you wrote is kept", "“Canary words for Year 5”");
        assertThat(in("ann", "anns long password")).contains("“Canary words for Year 5”");
        assertThat(in("ben", "bens long password")).contains("bens-page").doesNotContain("Canary", "anns-page");

        Matcher reference = REFERENCE.matcher(anns);
        assertThat(reference.find()).isTrue();
        theHeadReadsIt(reference.group(1));
        byHandOnANarrowScreen();

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.readString(data.resolve("log/access.log"))
                .contains("lucys-page"));
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.endsWith("identity/accounts"))
                    .toList()) {
                String hex = HexFormat.of().formatHex(Files.readAllBytes(file));
                for (String word : List.of("anary words", "anary", "by keyboard", "anns-page")) {
                    assertThat(hex.contains(HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8)))
                            && !(word.equals("anns-page") && file.toString().contains("/log/")))
                            .as(word + " in " + data.relativize(file)).isFalse();
                }
            }
        }
        assertThat(product.output()).doesNotContain("anary", "by keyboard", "long password", "LEAK:", "WARN");
    }

    /// On the page of the access, and on that of its incident.
    private void theHeadReadsIt(String reference) throws Exception {
        ChromeDriver head = Browser.start("", folder.resolve("head"));
        try {
            Browser.signInForTheFirstTime(head, product, _ -> {});
            head.get(product.site() + "/flagged");
            head.findElement(By.xpath("//tr[.//*[text()='" + reference + "']]//a")).click();
            WebDriverWait soon = new WebDriverWait(head, Duration.ofSeconds(10));
            soon.until(ExpectedConditions.urlContains("/access/"));
            assertThat(first(head)).contains("They wrote beside it themselves:", "“Canary words for Year 5” (");
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(2)).ignoreExceptions()
                    .untilAsserted(() -> {
                        List<String> incidents = new ArrayList<>();
                        head.get(product.site() + "/incidents");
                        for (WebElement link : head.findElements(By.cssSelector("main a[href*='/incident']"))) {
                            incidents.add(link.getAttribute("href"));
                        }
                        List<String> said = new ArrayList<>();
                        for (String incident : incidents.stream().distinct()
                                .filter(one -> one.matches(".*/incidents?/[0-9]+")).toList()) {
                            head.get(incident);
                            said.add(first(head));
                        }
                        assertThat(said).filteredOn(one -> one.contains("“Canary words for Year 5” (")).hasSize(1);
                    });
        } finally {
            head.quit();
        }
    }

    /// What stands first among what speaks against a breach.
    private static String first(ChromeDriver head) {
        return head.findElement(By.cssSelector("section.fair li")).getText();
    }

    /// With the keyboard alone, at the width of a phone, in the dark.
    private void byHandOnANarrowScreen() throws Exception {
        ChromeDriver device = Browser.start(product.proxy(), folder.resolve("device"));
        try {
            device.manage().window().setSize(new Dimension(360, 800));
            device.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
                    List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
            WebDriverWait soon = new WebDriverWait(device, Duration.ofSeconds(20));
            device.get(MINE);
            fits(device, "mine-password");
            keys(device, Keys.TAB, Keys.TAB, "ann.canary", Keys.TAB, "wrong password", Keys.ENTER);
            soon.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector("[role=alert]")));
            fits(device, "mine-wrong");
            keys(device, Keys.TAB, Keys.TAB, Keys.TAB, "anns long password", Keys.ENTER);
            soon.until(ExpectedConditions.presenceOfElementLocated(By.id("records")));
            fits(device, "mine");
            // The skip link, all rules, then the record.
            keys(device, Keys.TAB, Keys.TAB, Keys.ENTER, Keys.TAB, Keys.ENTER, Keys.TAB, "by keyboard");
            assertThat(device.switchTo().activeElement().getAttribute("id")).isEqualTo("words-0");
            fits(device, "mine-open");
            keys(device, Keys.ENTER);
            soon.until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("main"), "“by keyboard”"));
            fits(device, "mine-written");
            device.findElement(By.cssSelector("button[name=done]")).sendKeys(Keys.ENTER);
            soon.until(ExpectedConditions.textToBe(By.tagName("h1"), "You are done"));
            assertThat(device.getCurrentUrl()).isEqualTo(MINE);
            device.navigate().back();
            assertThat(device.getPageSource()).as("nothing is stored").doesNotContain("anns-page");
            assertThat(device.manage().getCookies()).isEmpty();
            assertThat(device.manage().logs().get(LogType.BROWSER).getAll()).extracting(LogEntry::getMessage)
                    .noneMatch(message -> message.contains("Content Security Policy"));
        } finally {
            device.quit();
        }
    }

    private static void keys(ChromeDriver device, CharSequence... keys) {
        for (CharSequence key : keys) {
            device.switchTo().activeElement().sendKeys(key);
        }
    }

    private static void fits(ChromeDriver device, String picture) throws IOException {
        assertThat(new AxeBuilder().analyze(device).getViolations()).extracting(Rule::getId).isEmpty();
        assertThat(device.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        Files.write(Files.createDirectories(Path.of("target/pictures")).resolve(picture + ".png"),
                device.getScreenshotAs(OutputType.BYTES));
    }

    @Test
    void aWrongPasswordShowsNothingAndAPupilIsToldWhomToAsk() throws Exception {
        assertThat(in("ben", "anns long password")).startsWith("403").contains("do not belong together")
                .doesNotContain("-page");
        assertThat(in("lucy", "lucys long password")).startsWith("403").contains("your teacher or Mr Hallam")
                .doesNotContain("-page", "<form");
        assertThat(in("max", "maxs long password")).as("a network makes nobody an adult").startsWith("403")
                .contains("has not said which group").doesNotContain("-page", "<form");
        assertThat(curl("http://schoolgate.internal/mine")).startsWith("200").contains(MINE).doesNotContain("<form");
        assertThat(curl("--data", "account=ann.canary&password=anns+long+password", "http://schoolgate.internal/mine"))
                .doesNotContain("-page");
        assertThat(asked("ann", "http://www.games.test/")).contains("href=\"http://schoolgate.internal/mine\"");
    }

    @Test
    void anothersRecordAForgedOrUsedNumberAndTooMuchAreRefused() throws Exception {
        String bens = in("ben", "bens long password");
        String record = hidden(bens, "record");
        assertThat(post("turn=" + "A".repeat(22) + "&record=" + record + "&words=forged")).startsWith("403")
                .doesNotContain("-page");
        String lucy = in("lucy", "lucys long password");
        assertThat(lucy).doesNotContain("name=\"turn\"");
        String turn = hidden(bens, "turn");
        assertThat(elsewhere("turn=" + turn + "&record=" + record + "&words=elsewhere")).startsWith("403")
                .doesNotContain("-page");
        String long401 = post("turn=" + turn + "&record=" + record + "&words=" + "y".repeat(401));
        assertThat(long401).startsWith("422").contains("more than 400 characters");
        assertThat(post("turn=" + turn + "&record=" + record + "&words=replayed")).startsWith("403")
                .contains("That page was over").doesNotContain("-page");
        String page = long401;
        for (int i = 1; i <= 10; i++) {
            page = post("turn=" + hidden(page, "turn") + "&record=" + record + "&words=note+" + i);
            assertThat(page).startsWith("200").contains("“note " + i + "”");
        }
        page = post("turn=" + hidden(page, "turn") + "&record=" + record + "&words=eleventh");
        assertThat(page).contains("There are ten notes beside this record").doesNotContain("“eleventh”");
        String anns = in("ann", "anns long password");
        String others = post("turn=" + hidden(anns, "turn") + "&record=" + record + "&words=of+another");
        assertThat(others).contains("There is no such record of yours");
        assertThat(in("ben", "bens long password")).doesNotContain("of another", "forged", "elsewhere", "replayed");
        assertThat(post("turn=" + hidden(others, "turn") + "&x=" + "y".repeat(9_000))).startsWith("413");
    }

    // ---- asking ------------------------------------------------------------------------------------------------------

    private String asked(String person, String page) throws Exception {
        return Curl.run("-x", "http://" + product.proxy(), "--proxy-user",
                person + ".canary:" + person + "s long password", "-H", "Accept: text/html", page).text();
    }

    private String in(String person, String password) throws Exception {
        return post("token=" + hidden(curl("-k", MINE), "token") + "&account=" + person + ".canary&password="
                + password.replace(' ', '+'));
    }

    private String post(String form) throws Exception {
        return curl("-k", "-H", "Origin: https://schoolgate.internal", "--data", form, MINE);
    }

    private String elsewhere(String form) throws Exception {
        return curl("-k", "--interface", "127.0.0.2", "--data", form, MINE);
    }

    /// The status, and the body.
    private String curl(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--proxy", "http://" + product.proxy(), "-o", "-", "-w",
                "\n%{http_code}"));
        arguments.addAll(List.of(more));
        String said = Curl.run(arguments.toArray(new String[0])).text();
        int last = said.lastIndexOf('\n');
        return said.substring(last + 1) + "\n" + said.substring(0, last);
    }

    private static String hidden(String page, String name) {
        Matcher found = HIDDEN.matcher(page);
        while (found.find()) {
            if (found.group(1).equals(name)) {
                return found.group(2);
            }
        }
        throw new AssertionError("no " + name + " in: " + page);
    }
}
