package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;
import org.schoolgate.filters.request.Target;

/// A browser says what a URL is, and the gateway's reader must agree: whatever it reads the browser reads, too, as the
/// same host, port and path; whatever the browser refuses it refuses. What it refuses beyond that is refused for a
/// reason that has a name here ([Refusal]).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UrlOracleIT {

    private static final int BATCH = 5_000;
    private static final long SEED = Long.getLong("schoolgate.seed", 20_261_126);
    private static final int ROUNDS = Boolean.getBoolean("schoolgate.long") ? 200_000 : 20_000;

    private static final String READ = """
        return arguments[0].map(text => {
          try {
            const url = new URL(text);
            return [url.protocol, url.hostname, url.port, url.pathname, url.search];
          } catch (refused) {
            return null;
          }
        });""";

    @TempDir
    static Path profile;

    private ChromeDriver browser;

    @BeforeAll
    void start() {
        browser = Browser.start("", profile);
        browser.get("about:blank");
    }

    @AfterAll
    void stop() {
        browser.quit();
    }

    /// What a comparison found.
    private static final class Tally {
        int read;
        int refusedByBoth;
        final Map<Refusal, List<String>> refused = new EnumMap<>(Refusal.class);
        final List<String> wrong = new ArrayList<>();

        /// A letter that Unicode has had since the browser was made is no letter to the browser.
        void compare(String url, @Nullable BrowserUrl seen) {
            Optional<Target.Page> page = Target.Page.parse(url);
            if (seen == null) {
                refusedByBoth++;
                page.filter(ours -> url.codePoints().allMatch(Character::isDefined)).ifPresent(
                        ours -> wrong.add(shown(url) + ": refused by the browser, read here as " + ours.text()));
            } else if (page.isPresent()) {
                read++;
                String query = page.get().path().query();
                String ours = page.get().host().text() + " " + page.get().port() + " " + page.get().path().path() + " "
                        + (query.isEmpty() ? "" : "?" + BrowserUrl.escaped(query));
                String theirs = seen.canonicalHost() + " " + seen.canonicalPort() + " " + seen.canonicalPath() + " "
                        + seen.search();
                if (!ours.equals(theirs)) {
                    wrong.add(shown(url) + ": the browser reads " + shown(theirs) + ", we " + ours);
                }
            } else {
                Set<Refusal> why = Refusal.of(url, seen);
                if (why.isEmpty()) {
                    wrong.add(shown(url) + ": refused here for no reason, read by the browser as " + seen);
                }
                why.forEach(reason -> refused.computeIfAbsent(reason, first -> new ArrayList<>()).add(shown(url)));
            }
        }

        private static String shown(String text) {
            StringBuilder out = new StringBuilder();
            text.chars().forEach(c -> out.append(c > 0x20 && c < 0x7f
                    ? String.valueOf((char) c)
                    : String.format(Locale.ROOT, "\\u%04x", c)));
            return out.toString();
        }
    }

    private Tally compare(Collection<String> urls) {
        Tally tally = new Tally();
        List<String> all = List.copyOf(urls);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<String> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            List<?> answers = (List<?>) browser.executeScript(READ, batch);
            for (int i = 0; i < batch.size(); i++) {
                tally.compare(batch.get(i), answers.get(i) instanceof List<?> parts ? BrowserUrl.of(parts) : null);
            }
        }
        System.out.println("seed " + SEED + ": " + tally.read + " read alike, " + tally.refusedByBoth
                + " refused by both, refused here alone:");
        tally.refused.forEach((why, which) -> System.out.println("  " + why + ": " + which.size() + ", such as "
                + which.getFirst()));
        return tally;
    }

    /// Each reason to refuse comes up, so that none is written down for nothing.
    @Test
    void theOddOnesWrittenByHandAreReadAlikeOrRefusedForAReason() throws IOException {
        Tally tally = compare(written());
        assertThat(tally.wrong).isEmpty();
        assertThat(tally.refused).containsOnlyKeys(Refusal.values());
    }

    private static Set<String> written() throws IOException {
        Set<String> urls = new LinkedHashSet<>(OddUrls.lines("wholes.txt"));
        List<String> hosts = OddUrls.lines("hosts.txt");
        List<String> ports = OddUrls.lines("ports.txt");
        List<String> paths = OddUrls.lines("paths.txt");
        List<String> schemes = List.of("http", "https", "ws", "wss");
        for (int i = 0; i < hosts.size(); i++) {
            urls.add("http://" + hosts.get(i));
            urls.add(schemes.get(i % 4) + "://" + hosts.get(i) + ports.get(i % ports.size())
                    + paths.get(i % paths.size()));
        }
        for (String host : List.of("blocked.test", "127.1", "[::1]")) {
            ports.forEach(port -> urls.add("https://" + host + port + "/"));
            paths.forEach(path -> urls.add("http://" + host + path));
        }
        return urls;
    }

    @Test
    void theOddOnesMadeByChanceAreReadAlike() {
        assertThat(compare(OddUrls.random(SEED, ROUNDS)).wrong).isEmpty();
    }

    @Test
    void namesInOtherScriptsAreReadAlike() {
        assertThat(compare(OddUrls.randomNames(SEED, ROUNDS)).wrong).isEmpty();
    }
}
