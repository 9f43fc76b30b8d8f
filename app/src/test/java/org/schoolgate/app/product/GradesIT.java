package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.AccessPage;
import org.schoolgate.review.store.Cursor;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.journal.CaseKeyFile;

/// Chromium visits the sites of `visits.txt` through the running product, which records whatever is asked; then the records
/// are compared with the grades that were written down.
class GradesIT {

    /// Longer than what one click can do; people need longer.
    private static final Duration APART = Duration.ofMillis(1_100);
    private static final int BROWSERS = 3;
    private static final Duration REST = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenDownIsWhatIsRecordedAndNothingInTheBackgroundCountsForAPerson() throws Exception {
        String text = Files.readString(Path.of("src/test/resources/visits/visits.txt"));
        Visits visits;
        try (VisitedSites sites = new VisitedSites(Visits.hosts(text)); NameServer names = new NameServer()) {
            visits = Visits.read(text, sites.port(), sites.plainPort());
            sites.show(visits);
            try (Product product = product(sites, names)) {
                visit(visits, product.proxyPort());
            }
        }
        compare(visits);
    }

    /// Everything that a pupil asks for opens and is recorded, and is looked into.
    private Product product(VisitedSites sites, NameServer names) throws Exception {
        Path configuration = Product.configuration(folder.resolve("etc"), names, sites.port());
        Path policy = configuration.resolve("policy.yaml");
        Files.writeString(policy, Files.readString(policy)
                .replace("    networks: [10.20.0.0/16]", "    networks: [127.0.0.0/8]\n    otherwise: flag")
                + "  - {groups: [pupils], about: everything, look: inside}\n");
        Files.writeString(configuration.resolve("root.pem"), sites.root());
        Path settings = configuration.resolve("schoolgate.yaml");
        Files.writeString(settings, Files.readString(settings) + "tls: {more-roots: [root.pem]}\n");
        return Product.start(data(), "--config", configuration.toString(), "--allow-destination", "127.0.0.0/8");
    }

    private Path data() {
        return folder.resolve("var");
    }

    private String given() throws IOException {
        String pem = Files.readString(data().resolve("ca/in-force.pem"));
        String end = "-----END CERTIFICATE-----";
        return pem.substring(pem.indexOf("-----BEGIN CERTIFICATE"), pem.indexOf(end) + end.length()) + "\n";
    }

    // ---- what is done ------------------------------------------------------------------------------------------------

    /// Most of the time is spent waiting, as people do, so several browsers visit at once; each part is a device of its own. What must
    /// happen at once is visited by one browser alone.
    private void visit(Visits visits, int proxyPort) throws Exception {
        Queue<Visits.Scene> together = new ConcurrentLinkedQueue<>(
                visits.scenes().stream().filter(scene -> !scene.alone()).toList());
        Queue<Visits.Scene> alone = new ConcurrentLinkedQueue<>(
                visits.scenes().stream().filter(Visits.Scene::alone).toList());
        List<Callable<Boolean>> browsers = new ArrayList<>();
        for (int browser = 0; browser < BROWSERS; browser++) {
            Path profile = folder.resolve("browser-" + browser);
            browsers.add(() -> visit(together, proxyPort, profile));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(BROWSERS)) {
            for (Future<Boolean> browser : threads.invokeAll(browsers)) {
                assertThat(browser.get()).isTrue();
            }
        }
        visit(alone, proxyPort, folder.resolve("browser"));
        assertThat(together).isEmpty();
        assertThat(alone).isEmpty();
    }

    private boolean visit(Queue<Visits.Scene> scenes, int proxyPort, Path profile) throws Exception {
        try (Devices devices = new Devices(proxyPort)) {
            visit(scenes, devices, profile);
        }
        return true;
    }

    private void visit(Queue<Visits.Scene> scenes, Devices devices, Path profile) throws Exception {
        HttpClient program = program(devices.port());
        ChromeDriver browser = Browser.trusting(given(), "127.0.0.1:" + devices.port(), profile);
        try {
            String home = browser.getWindowHandle();
            for (Visits.Scene scene = scenes.poll(); scene != null; scene = scenes.poll()) {
                devices.become(scene.number());
                for (String act : scene.acts()) {
                    if (!act.equals(Visits.ALONE)) {
                        act(act.split(" "), browser, program);
                        Thread.sleep(APART);
                    }
                }
                for (String window : browser.getWindowHandles()) {
                    if (!window.equals(home)) {
                        browser.switchTo().window(window).close();
                    }
                }
                browser.switchTo().window(home).get("about:blank");
            }
        } finally {
            browser.quit();
        }
    }

    private static void act(String[] words, ChromeDriver browser, HttpClient program) throws Exception {
        switch (words[0]) {
            case "open" -> browser.get(words[1]);
            case "click" -> browser.findElement(By.id(words[1])).click();
            case "key" -> browser.findElement(By.id(words[1])).sendKeys(Keys.ENTER);
            case "type" -> browser.findElement(By.id(words[1]))
                    .sendKeys(String.join(" ", List.of(words).subList(2, words.length)) + Keys.ENTER);
            case "tab", "rush" -> {
                Actions all = new Actions(browser, Duration.ofMillis(10)).keyDown(Keys.CONTROL);
                for (String id : List.of(words).subList(1, words.length)) {
                    all.click(browser.findElement(By.id(id)));
                }
                all.keyUp(Keys.CONTROL).perform();
            }
            case "frame" -> browser.switchTo().frame(words[1]);
            case "reload" -> browser.navigate().refresh();
            case "rest" -> Thread.sleep(REST);
            case "ask" -> program.send(HttpRequest.newBuilder(URI.create(words[1]))
                    .header("User-Agent", String.join(" ", List.of(words).subList(3, words.length))).build(),
                    HttpResponse.BodyHandlers.discarding());
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /// What asks like a program.
    private HttpClient program(int proxyPort) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("given", CertificateFactory.getInstance("X.509")
                .generateCertificate(new java.io.ByteArrayInputStream(given().getBytes(
                        java.nio.charset.StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxyPort))).build();
    }

    // ---- what came of it ---------------------------------------------------------------------------------------------

    /// What is on record of one address.
    ///
    /// @param first the grounds of when it was asked, in order
    /// @param later the same as a reader sees them
    private record Seen(List<Ground> first, List<Ground> later) {

        private static String letters(List<Ground> grounds) {
            return grounds.stream().map(ground -> ground.grade().name()).collect(Collectors.joining());
        }

        boolean fits(String wanted) {
            String letters = letters(later);
            return wanted.length() == 1
                    ? !letters.isEmpty() && letters.chars().allMatch(letter -> letter == wanted.charAt(0))
                    : letters.equals(wanted);
        }
    }

    private void compare(Visits visits) {
        int wanted = 0;
        List<String> wrong = new ArrayList<>();
        List<String> background = new ArrayList<>();
        Map<String, Seen> records = records();
        for (Visits.Scene scene : visits.scenes()) {
            for (Map.Entry<String, String> grade : scene.grades().entrySet()) {
                Seen seen = records.getOrDefault(grade.getKey(), new Seen(List.of(), List.of()));
                wanted++;
                if (!seen.fits(grade.getValue())) {
                    wrong.add(scene.title() + ": " + grade.getKey() + " should be " + grade.getValue() + ", is "
                            + Seen.letters(seen.later()) + " by " + seen.later());
                }
            }
        }
        Map<String, String> grades = visits.scenes().stream().flatMap(scene -> scene.grades().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        records.forEach((address, seen) -> {
            if (!grades.getOrDefault(address, "").matches("[AB]+")
                    && seen.later().stream().anyMatch(ground -> ground.grade().countsForAPerson())) {
                background.add(address + " is " + Seen.letters(seen.later()) + " by " + seen.first());
            }
        });
        long asked = records.values().stream().mapToLong(seen -> seen.first().size()).sum();
        long changed = records.entrySet().stream()
                .filter(one -> !grades.getOrDefault(one.getKey(), "").matches("[AB]+"))
                .filter(one -> one.getValue().first().stream().anyMatch(ground -> ground.grade().countsForAPerson()))
                .count();
        System.out.printf("%d visits, %d addresses graded, %d records: %d of %d as written down (%.1f %%); "
                + changed + " that were not by hand looked so until what followed was recorded%n",
                visits.scenes().size(), wanted, asked, wanted - wrong.size(), wanted,
                100.0 * (wanted - wrong.size()) / wanted);
        wrong.forEach(System.out::println);
        assertThat(visits.scenes().size()).isGreaterThanOrEqualTo(40);
        assertThat(background).isEmpty();
        assertThat(wrong).hasSizeLessThanOrEqualTo(wanted / 20);
    }

    /// Of each address what is on record, oldest first.
    private Map<String, Seen> records() {
        try (Store store = Store.open(new StoreLocation.Sqlite(data().resolve("store/schoolgate.db")),
                new CaseKeyFile(data().resolve("keys/case.key")))) {
            List<RecordedAccess> all = new ArrayList<>();
            Optional<Cursor> next = Optional.empty();
            do {
                AccessPage page = store.accesses().page(AccessFilter.ALL, next, 500);
                all.addAll(page.accesses());
                next = page.older();
            } while (next.isPresent());
            Collections.reverse(all);
            List<Incident> incidents = store.incidents().latest(Scope.ALL, true, 500, 0);
            assertThat(incidents).as("the running product has gathered them").isNotEmpty()
                    .allSatisfy(incident -> assertThat(incident.byHand()).as("no background load begins one")
                            .isPositive());
            return all.stream().collect(Collectors.groupingBy(access -> access.target().orElseThrow(),
                    Collectors.collectingAndThen(Collectors.toList(), some -> new Seen(
                            some.stream().map(RecordedAccess::ground).toList(),
                            some.stream().map(access -> access.ground().since(store.accesses().since(access)))
                                    .toList()))));
        }
    }
}
