package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.chain.Checkpoint;
import org.schoolgate.review.chain.Frontier;
import org.schoolgate.review.chain.SigningKey;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.View;

/// A day of the Head of School, by keyboard: she signs in with a code, goes through twenty incidents, opens a case about the
/// last, is shown which device it was once a governor has agreed, takes the evidence, and somebody else checks it.
class HeadsDayIT {

    private static final Path SCRIPT = Path.of(System.getProperty("schoolgate.root", "..")).resolve("deploy")
            .resolve("verify-evidence.py");
    private static final Signals CLICK = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"),
            Optional.of("navigate"), Optional.of("document"), true, Optional.empty(), Optional.empty(),
            Optional.of("text/html"), Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
    private static final Signals PICTURE = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("cross-site"),
            Optional.of("no-cors"), Optional.of("image"), false, Optional.empty(), Optional.of("www.recipes.example"),
            Optional.of("image/avif"), Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));

    @Test
    void fromSigningInToEvidenceThatSomebodyElseChecks(@TempDir Path folder) throws Exception {
        try (TestSite site = new TestSite(folder.resolve("data"));
                Chromium chromium = new Chromium(site.address(), folder.resolve("profile"))) {
            site.account("rao", "Mrs Rao", Role.HEAD);
            site.account("gwen", "Mrs Pritchard", Role.GOVERNOR);
            happened(site);
            List<Incident> queue = site.store.incidents().queue(Scope.ALL, 20);
            Incident last = queue.getLast();

            chromium.size(1280, 900);
            chromium.open("/sign-in");
            chromium.signIn(site, "rao", TestSite.PASSWORD);
            chromium.reach("Three things need you now");
            picture(chromium, "day-desk");
            chromium.tabTo(".need-do a");
            chromium.press(Keys.ENTER);
            for (Incident incident : queue.subList(0, 19)) {
                chromium.reach("Incident " + Needs.number(incident) + ": social media");
                chromium.tabTo("#why");
                chromium.press("Looked at, nothing to follow up" + Keys.ENTER);
            }
            chromium.reach("Incident " + Needs.number(last) + ": social media");
            picture(chromium, "day-incident");

            chromium.tabTo("a[href='/incidents/" + last.id() + "/case']");
            chromium.press(Keys.ENTER);
            chromium.reach("Open a case");
            chromium.tabTo("#about");
            chromium.press("An adult");
            chromium.tabTo("#why");
            chromium.press("Third time this week");
            chromium.tabTo("#name");
            chromium.press("Alex Example" + Keys.ENTER);
            chromium.await("The clock: 10 school days left of 10");
            assertThat(chromium.text()).contains(last.pseudonym())
                    .doesNotContain(last.asker().text(), "Alex Example");

            chromium.tabTo("#reveal-why");
            chromium.press("To arrange a meeting" + Keys.ENTER);
            chromium.await("it waits for somebody else’s word");
            agree(site);
            chromium.driver.navigate().refresh();
            chromium.await(last.asker().text());
            assertThat(chromium.text()).contains("Alex Example");
            picture(chromium, "day-case");

            byte[] pack = take(site, chromium, last);
            Path records = Files.write(folder.resolve("records.jsonl"), entry(pack, "records.jsonl"));
            Path verifier = Files.write(folder.resolve("verify-evidence.py"), entry(pack, "verify-evidence.py"));
            assertThat(Files.readAllBytes(verifier)).isEqualTo(Files.readAllBytes(SCRIPT));
            assertThat(verified(verifier, records)).contains("4 entries, 0 things wrong");
            assertThat(site.store.views().latest(99)).extracting(View::what).contains(View.What.LIST,
                    View.What.INCIDENT, View.What.CASE_FILE, View.What.NAME, View.What.EXPORT);
            assertThat(chromium.console()).noneMatch(line -> line.contains("Content Security Policy"));
        }
    }

    /// Twenty devices have each opened something; the last one's page has loaded three more on its own. It is signed.
    private static void happened(TestSite site) {
        SigningKey key = SigningKey.first(site.store.chain().origin(), site.now.get());
        site.store.chain().add(key.signer());
        List<GatheredAccess> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(new GatheredAccess(record(site, 3_600 - i, i, CLICK, "www.site" + i + ".example"),
                    i % 3 == 0 ? Grade.A : Grade.B, Optional.of(
                            i % 7 == 0 ? Severity.URGENT : i % 3 == 0 ? Severity.CONCERN : Severity.NOTICE)));
        }
        for (int i = 0; i < 3; i++) {
            all.add(new GatheredAccess(record(site, 3_500 - i, 19, PICTURE, "pixel" + i + ".example"), Grade.D,
                    Optional.empty()));
        }
        site.store.incidents().gather(site.store.incidents().next(99, site.now.get()), all);
        Frontier tree = tree(site, all.size());
        site.store.chain().add(key.sign(Checkpoint.of(key.signer().origin(), site.store.chain().head(), tree.root(),
                site.now.get())), tree);
    }

    /// The tree over the entries of the chain, as whoever signs grows it.
    private static Frontier tree(TestSite site, int entries) {
        Frontier tree = Frontier.EMPTY;
        for (String hash : site.store.chain().hashes(0, entries)) {
            tree = tree.with(hash);
        }
        return tree;
    }

    private static RecordedAccess record(TestSite site, int before, int device, Signals signals, String host) {
        String group = device % 2 == 0 ? "pupils" : "staff";
        return site.record(TestSite.from("10.20.1." + (device + 1), site.access(site.now.get().minusSeconds(before),
                group, device % 2 == 0 ? "Pupils" : "Staff", Verdict.COACH, host, TestSite.NETWORKS, signals)));
    }

    private static void agree(TestSite site) throws Exception {
        long asked = site.store.reveals().waiting(site.now.get()).getFirst().id();
        try (TestBrowser governor = new TestBrowser(site)) {
            governor.signIn("gwen", TestSite.PASSWORD);
            governor.post("/reveals/" + asked + "/yes", "/reveals", Map.of());
        }
        Awaitility.await().atMost(Duration.ofSeconds(5))
                .until(() -> site.store.reveals().waiting(site.now.get()).isEmpty());
    }

    /// What the button of the page gives, taken in the same session.
    private static byte[] take(TestSite site, Chromium chromium, Incident incident) throws Exception {
        chromium.open("/incidents/" + incident.id() + "/pack");
        picture(chromium, "day-pack");
        String token = TestBrowser.token(chromium.driver.getPageSource());
        String session = Optional.ofNullable(chromium.driver.manage().getCookieNamed("schoolgate")).orElseThrow()
                .getValue();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(HttpRequest
                    .newBuilder(URI.create(site.address() + "incidents/" + incident.id() + "/pack"))
                    .header("Cookie", "schoolgate=" + session)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers
                            .ofString("token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                    .build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private static byte[] entry(byte[] zip, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new AssertionError(name + " is not in the pack");
    }

    private static String verified(Path verifier, Path records) throws Exception {
        Process process = new ProcessBuilder("python3", verifier.toString(), records.toString())
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /// For a person to look at, with `-Dschoolgate.pictures=true`.
    private static void picture(Chromium chromium, String name) throws IOException {
        if (Boolean.getBoolean("schoolgate.pictures")) {
            chromium.picture(Path.of("target", "screens", name + ".png"));
        }
    }
}
