package org.schoolgate.filters.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.filters.Rounds;
import org.schoolgate.filters.inner.Shipped;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Target;

class ModesTest {

    private static final KnownModes KNOWN = new KnownModes(
            SearchTable.read(Shipped.text("mode/search.txt"), Shipped.families()),
            Accounts.read(Shipped.text("mode/accounts.txt"), Shipped.families()));

    private static final Modes SAFE = modes(true, YouTube.STRICT);

    private static Modes modes(boolean safeSearch, YouTube youTube, Accounts.Own... owns) {
        return new Modes(new Modes.Choice(safeSearch, youTube, true, List.of(owns)), KNOWN);
    }

    private static Host host(String name) {
        return Host.parse(name).orElseThrow();
    }

    private static String asked(String url) {
        return SAFE.asked(Target.Page.parse(url).orElseThrow()).text();
    }

    @ParameterizedTest
    @CsvSource({"www.google.com, forcesafesearch.google.com", "www.google.co.uk, forcesafesearch.google.com",
        "www.google.com.tr, forcesafesearch.google.com", "www.google.cat, forcesafesearch.google.com",
        "www.bing.com, strict.bing.com", "edgeservices.bing.com, strict.bing.com",
        "duckduckgo.com, safe.duckduckgo.com", "www.ecosia.org, strict-safe-search.ecosia.org",
        "search.brave.com, forcesafe.search.brave.com", "pixabay.com, safesearch.pixabay.com",
        "ya.ru, familysearch.yandex.ru", "yandex.com.tr, familysearch.yandex.ru",
        "www.youtube.com, restrict.youtube.com", "m.youtube.com, restrict.youtube.com",
        "youtubei.googleapis.com, restrict.youtube.com", "www.youtube-nocookie.com, restrict.youtube.com"})
    void e58ASearchEngineIsReachedWhereItIsSafe(String asked, String target) {
        assertThat(SAFE.connectTo(host(asked))).hasToString(target);
        assertThat(modes(false, YouTube.OFF).connectTo(host(asked))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"mail.google.com", "google.com", "forcesafesearch.google.com", "mail.yandex.ru", "cdn.pixabay.com",
        "external-content.duckduckgo.com", "r1.googlevideo.com", "i.ytimg.com", "www.google.com.evil.test",
        "192.0.2.1"})
    void e58OtherHostsAreReachedWhereTheyAre(String asked) {
        assertThat(SAFE.connectTo(host(asked))).isNull();
        assertThat(SAFE.headers(host(asked))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://www.google.com/search?q=x, https://www.google.com/search?q=x&safe=active",
        "https://www.google.com/search?q=x&safe=off, https://www.google.com/search?q=x&safe=active",
        "https://www.google.com/search?safe=off&q=x&safe=active&SAFE=1, https://www.google.com/search?q=x&safe=active",
        "https://www.google.com/search?q=x&%73afe=off, https://www.google.com/search?q=x&safe=active",
        "https://www.google.com/search?q=x;safe=off, https://www.google.com/search?safe=active",
        "https://www.google.com/search?q=x&safe, https://www.google.com/search?q=x&safe=active",
        "https://www.google.com/search, https://www.google.com/search?safe=active",
        "https://www.google.com/maps?q=x, https://www.google.com/maps?q=x",
        "https://www.bing.com/images/search?q=x&adlt=off, https://www.bing.com/images/search?q=x&adlt=strict",
        "https://duckduckgo.com/?q=x&kp=-2, https://duckduckgo.com/?q=x&kp=1",
        "https://uk.search.yahoo.com/search?p=x, https://uk.search.yahoo.com/search?p=x&vm=r",
        "https://yandex.ru/images/search?text=x, https://yandex.ru/images/search?text=x&family=yes",
        "https://news.example/search?q=x, https://news.example/search?q=x"})
    void e58APageIsAskedForInTheSafeMode(String page, String safe) {
        assertThat(asked(page)).isEqualTo(safe);
        assertThat(asked(safe)).isEqualTo(safe);
        Target.Page given = Target.Page.parse(page).orElseThrow();
        assertThat(modes(false, YouTube.STRICT).asked(given)).isSameAs(given);
    }

    /// Whatever stands in the query, there is the parameter once, and asking again changes nothing.
    @Test
    void e58NoQueryTurnsTheSafeModeOff() {
        Rounds.play(2_000, random -> {
            StringBuilder query = new StringBuilder("https://www.google.co.uk/search?q=x");
            for (int i = random.nextInt(6); i > 0; i--) {
                query.append(Rounds.oneOf(random, "&", "&&", ";", "&&&")).append(Rounds.oneOf(random, "safe", "SAFE",
                        "%73%61fe", "s%61fe", "+safe", "safe%20", "unsafe", "saf", "q"))
                        .append(Rounds.oneOf(random, "", "=", "=off", "=active", "=images", "==off"));
            }
            String asked = asked(query.toString());
            assertThat(asked).endsWith("safe=active");
            assertThat(asked(asked)).isEqualTo(asked);
            String rest = asked.substring(0, asked.length() - "safe=active".length());
            for (String parameter : rest.substring(rest.indexOf('?') + 1).split("[&;]")) {
                String name = URLDecoder.decode(parameter.split("=")[0], StandardCharsets.UTF_8).strip();
                assertThat(name).isNotEqualToIgnoringCase("safe");
            }
        });
    }

    @Test
    void e58YouTubeHearsItsHeaderOnItsOwnHostsOnly() {
        assertThat(SAFE.headers(host("www.youtube.com"))).containsExactly(new Header("YouTube-Restrict", "Strict"));
        assertThat(modes(false, YouTube.MODERATE).headers(host("youtubei.googleapis.com")))
                .containsExactly(new Header("YouTube-Restrict", "Moderate"));
        assertThat(modes(false, YouTube.MODERATE).connectTo(host("www.youtube.com")))
                .hasToString("restrictmoderate.youtube.com");
        assertThat(modes(true, YouTube.OFF).connectTo(host("www.youtube.com"))).isNull();
        for (String other : List.of("r1.googlevideo.com", "i.ytimg.com", "www.google.com", "youtube.com.evil.test")) {
            assertThat(SAFE.headers(host(other))).as(other).isEmpty();
        }
    }

    @Test
    void whoseAccountsMaySignInIsSaidToTheRightHosts() {
        Modes modes = modes(false, YouTube.STRICT, new Accounts.Own("google-workspace", List.of("a.test", "b.test")),
                new Accounts.Own("microsoft-tenants", List.of("a.test")),
                new Accounts.Own("microsoft-directory", List.of("42")),
                new Accounts.Own("microsoft-no-personal", List.of()));
        assertThat(modes.headers(host("accounts.google.com")))
                .containsExactly(new Header("X-GoogApps-Allowed-Domains", "a.test,b.test"));
        assertThat(modes.headers(host("login.microsoftonline.com"))).containsExactlyInAnyOrder(
                new Header("Restrict-Access-To-Tenants", "a.test"), new Header("Restrict-Access-Context", "42"));
        assertThat(modes.headers(host("login.live.com")))
                .containsExactly(new Header("sec-Restrict-Tenant-Access-Policy", "restrict-msa"));
        assertThat(modes.headers(host("www.google.co.uk"))).isEmpty();
        assertThat(modes.headers(host("login.microsoftonline.com.evil.test"))).isEmpty();
    }

    @Test
    void whatOnlyTheGatewayMaySayIsKnownEvenWhereNothingIsChosen() {
        Modes none = modes(false, YouTube.OFF);
        for (String name : List.of("youtube-restrict", "x-googapps-allowed-domains", "restrict-access-to-tenants",
                "restrict-access-context", "sec-restrict-tenant-access-policy")) {
            assertThat(none.isReserved(name)).as(name).isTrue();
        }
        assertThat(none.isReserved("cookie")).isFalse();
    }

    @Test
    void aHeaderCannotBreakARequest() {
        assertThatThrownBy(() -> new Header("A", "b\r\nC: d")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyFileSaysWhenItWasLookedAt() {
        assertThat(KNOWN.search().date()).isAfter("2026-01-01");
        assertThat(KNOWN.accounts().date()).isAfter("2026-01-01");
        assertThat(KNOWN.search().unsafe()).hasSizeGreaterThan(30);
    }
}
