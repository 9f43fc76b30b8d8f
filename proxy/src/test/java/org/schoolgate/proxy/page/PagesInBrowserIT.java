package org.schoolgate.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.Marlbeck;
import org.schoolgate.proxy.identity.presence.PresenceRules;
import org.schoolgate.proxy.identity.presence.Presences;
import org.schoolgate.proxy.identity.presence.Session;

/// Every page in a real browser: readable by all, at every width, light and dark, and without a complaint about its
/// security policy. With `-Dschoolgate.pictures=DIR` it leaves a picture of each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final List<String> TAGS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
            "best-practice");

    private final Map<String, Answer> answers = answers();
    private HttpServer server;
    private ChromeDriver browser;

    static Map<String, Answer> answers() {
        Map<String, Answer> all = new LinkedHashMap<>();
        for (Group group : List.of(Marlbeck.PUPILS, Marlbeck.STAFF, Group.STRANGERS)) {
            all.put("block-" + group.name(), refused(Marlbeck.SCHOOL, Verdict.BLOCK, group, Marlbeck.NETWORKS));
            all.put("illegal-" + group.name(), refused(Marlbeck.SCHOOL, Verdict.BLOCK, group, Marlbeck.ILLEGAL));
        }
        all.put("coach-staff", refused(Marlbeck.SCHOOL, Verdict.COACH, Marlbeck.STAFF, Marlbeck.NETWORKS));
        all.put("coach-asks", pages(Marlbeck.SCHOOL).refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.COACH, Marlbeck.STAFF, Marlbeck.NETWORKS), Marlbeck.browser(),
                () -> Optional.of(question())));
        all.put("coach-asks-again", pages(Marlbeck.SCHOOL).refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.COACH, Marlbeck.STAFF, Marlbeck.NETWORKS), Marlbeck.browser(),
                () -> Optional.of(question().again("", false))));
        all.put("unanswered", pages(Marlbeck.SCHOOL).unanswered());
        all.put("sealed-staff", refused(Marlbeck.SCHOOL, Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.SECRET));
        all.put("block-bare", refused(Marlbeck.BARE_SCHOOL, Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.NETWORKS));
        all.put("undecided", pages(Marlbeck.SCHOOL).refused(Marlbeck.request(Marlbeck.PAGE), Marlbeck.undecided(),
                Marlbeck.browser()));
        all.put("notice", pages(Marlbeck.SCHOOL).notice());
        all.put("rollout", pages(Marlbeck.SCHOOL).own("GET", "/"));
        all.putAll(signIn());
        all.putAll(PleaPagesTest.answers());
        for (Fault fault : Fault.values()) {
            all.put("fault-" + fault.name(),
                    pages(Marlbeck.SCHOOL).fault(fault, Optional.empty(), Optional.of(Marlbeck.PAGE),
                            Marlbeck.TRACE, Marlbeck.browser()));
        }
        return all;
    }

    private static Question question() {
        return new Question("/answer", "T".repeat(22), Marlbeck.AT.plusSeconds(900), true, Optional.of(12));
    }

    /// The sign-in page in each of its states, one address for each.
    private static Map<String, Answer> signIn() {
        Presences presences = new Presences(PresenceRules.STANDARD.shared(
                List.of(AddressRange.parse("10.0.0.5").orElseThrow())));
        WrittenPages pages = SignInPagesTest.pages(presences);
        Person ann = Person.of("ann.example-with-a-long-account").orElseThrow();
        presences.signedIn(IpAddress.ofV4(0x0a000002), ann, Marlbeck.AT);
        presences.signedIn(IpAddress.ofV4(0x0a000003), ann, Marlbeck.AT);
        presences.signedIn(IpAddress.ofV4(0x0a000003), Person.of("ben").orElseThrow(), Marlbeck.AT);
        presences.begins(new Session(Identity.Source.RADIUS, "", "1"), Optional.of(ann), "",
                List.of(IpAddress.ofV4(0x0a000004)), Marlbeck.AT);
        Map<String, Answer> all = new LinkedHashMap<>();
        List<String> states = List.of("nobody", "in", "several", "known", "shared");
        for (int i = 0; i < states.size(); i++) {
            all.put("sign-in-" + states.get(i), own(pages, "GET", 0x0a000001 + i, true));
        }
        all.put("sign-in-open", own(pages, "GET", 0x0a000001, false));
        all.put("sign-in-trouble", own(pages, "POST", 0x0a000001, true));
        all.put("block-strangers-who-can-sign-in", pages.refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.BLOCK, Group.STRANGERS, Marlbeck.NETWORKS), Marlbeck.browser(),
                Optional::empty));
        return all;
    }

    private static Answer own(Pages pages, String method, int from, boolean encrypted) {
        return pages.own(SignInPagesTest.request(method, IpAddress.ofV4(from), encrypted, "")).toCompletableFuture()
                .join();
    }

    private static Answer refused(School school, Verdict verdict, Group group, Category category) {
        return pages(school).refused(Marlbeck.request(Marlbeck.PAGE), Marlbeck.decision(verdict, group, category),
                Marlbeck.browser());
    }

    private static Pages pages(School school) {
        return new WrittenPages(() -> school, () -> Marlbeck.CATEGORIES, () -> Marlbeck.OWN_SITE,
                InstantSource.fixed(Marlbeck.AT));
    }

    @BeforeAll
    void open() throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "no Chromium with its driver at " + CHROMIUM + " and " + DRIVER);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                Answer answer = answers.get(exchange.getRequestURI().getPath().substring(1));
                if (answer == null) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.getResponseHeaders().set("Content-Type", answer.contentType());
                exchange.sendResponseHeaders(answer.status(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        });
        server.start();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--hide-scrollbars");
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).usingAnyFreePort().build(),
                options);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.quit();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    /// One page for each template. The other pages are the same templates with more or fewer lines; the long loop takes
    /// them all.
    static Stream<String> names() {
        return Boolean.getBoolean("schoolgate.long")
                ? answers().keySet().stream()
                : Stream.of("block-pupils", "block-staff",
                        "coach-staff", "coach-asks", "coach-asks-again", "unanswered", "illegal-pupils",
                        "illegal-staff", "undecided", "rollout", "notice",
                        "sign-in-nobody", "sign-in-trouble", "sign-in-in", "sign-in-open",
                        "block-strangers-who-can-sign-in", "fault-DESTINATION_PROHIBITED");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyoneCanReadThePage(String name) throws IOException {
        for (View view : views()) {
            show(name, view.scheme, view.width);
            openDetails();
            picture(name + "-" + view.width + "-" + view.scheme);
            Results found = new AxeBuilder().withTags(TAGS).analyze(browser);
            assertThat(found.getViolations()).as("%s, %s", name, view)
                    .extracting(Rule::getId, rule -> rule.getNodes().toString()).isEmpty();
            assertThat(found.getPasses()).isNotEmpty();
        }
    }

    /// How somebody sees a page.
    ///
    /// @param scheme `light` or `dark`
    /// @param width of the window, in CSS pixels
    private record View(String scheme, int width) {}

    /// Each width and each scheme once; the long loop takes every pair.
    private static List<View> views() {
        List<View> views = List.of(new View("light", 1280), new View("dark", 360), new View("dark", 1280),
                new View("light", 360));
        return Boolean.getBoolean("schoolgate.long") ? views : views.subList(0, 2);
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingScrollsSidewaysOnASmallTelephone(String name) {
        show(name, "light", 320);
        openDetails();
        assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(320);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSecurityPolicyLetsTheStylesInAndComplainsOfNothing(String name) {
        show(name, "light", 1280);
        assertThat(script("return getComputedStyle(document.querySelector('.top')).borderBottomStyle"))
                .isEqualTo("solid");
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getMessage().contains("Content Security Policy")
                        || entry.getMessage().contains("Refused"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFirstTabLeadsToTheWayPastTheHead(String name) {
        show(name, "light", 1280);
        browser.switchTo().activeElement().sendKeys(org.openqa.selenium.Keys.TAB);
        assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the page");
    }

    private void show(String name, String scheme, int width) {
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        InetSocketAddress address = server.getAddress();
        browser.get("http://127.0.0.1:" + address.getPort() + "/" + name);
    }

    private void openDetails() {
        script("document.querySelectorAll('details').forEach(it => it.open = true)");
    }

    private @Nullable Object script(String script) {
        return ((JavascriptExecutor) browser).executeScript(script);
    }

    private int number(String script) {
        return script(script) instanceof Number number ? number.intValue() : -1;
    }

    private void picture(String name) throws IOException {
        String directory = System.getProperty("schoolgate.pictures");
        if (directory != null) {
            browser.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width",
                    number("return window.innerWidth"), "height",
                    number("return document.documentElement.scrollHeight"), "deviceScaleFactor", 1, "mobile", false));
            Files.createDirectories(Path.of(directory));
            Files.write(Path.of(directory, name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
        }
    }
}
