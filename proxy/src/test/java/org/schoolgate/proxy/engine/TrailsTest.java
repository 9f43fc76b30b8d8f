package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;

class TrailsTest {

    private static final IpAddress DEVICE = IpAddress.parse("10.20.0.7").orElseThrow();
    private static final IpAddress OTHER = IpAddress.parse("10.20.0.8").orElseThrow();

    private final Trails trails = new Trails(() -> 0);
    private Instant now = Stage.NOON;

    @Test
    void theFirstPageHasNothingBeforeIt() {
        assertThat(goes("https://www.site.example/")).isEqualTo(new Circumstances(false, 1, Optional.empty(),
                Optional.empty()));
    }

    @Test
    void whatIsNoPageOfItsOwnLeavesNoTrace() {
        for (String dest : new String[]{"image", "iframe", "empty"}) {
            assertThat(asks(DEVICE, "https://www.site.example/", dest, true)).isEqualTo(Circumstances.NONE);
        }
        pass(Duration.ofSeconds(5));
        assertThat(goes("https://www.site.example/").sinceSame()).isEmpty();
    }

    @Test
    void theSameSiteIsRememberedForTenMinutesByItsOwner() {
        goes("https://www.site.example/");
        pass(Duration.ofMillis(999));
        assertThat(goes("https://site.example/home").sinceSame()).isEmpty();
        pass(Duration.ofMinutes(9));
        assertThat(goes("https://shop.site.example/").sinceSame()).contains(Duration.ofMinutes(9));
        pass(Duration.ofMinutes(10).plusMillis(1));
        assertThat(goes("https://www.site.example/").sinceSame()).isEmpty();
    }

    @Test
    void oneDevicesPagesAreNotAnothers() {
        goes("https://www.site.example/");
        pass(Duration.ofSeconds(2));
        assertThat(asks(OTHER, "https://www.site.example/", "document", true).sinceSame()).isEmpty();
    }

    @Test
    void aPageWithoutAClickIsNoFirstVisit() {
        asks(DEVICE, "https://www.site.example/", "document", false);
        pass(Duration.ofSeconds(2));
        assertThat(goes("https://www.site.example/").sinceSame()).isEmpty();
    }

    @Test
    void aBurstIsCountedBySites() {
        for (int i = 1; i <= 8; i++) {
            assertThat(asks(DEVICE, "https://www.s" + i + ".example/", "document", false).newSites()).isEqualTo(i);
            assertThat(asks(DEVICE, "https://ad.s" + i + ".example/", "document", false).newSites()).isEqualTo(i);
            pass(Duration.ofSeconds(1));
        }
        pass(Duration.ofSeconds(11));
        assertThat(goes("https://www.s3.example/").newSites()).isZero();
        assertThat(goes("https://www.new.example/").newSites()).isEqualTo(1);
    }

    @Test
    void whatTheSamePageOpenedIsRememberedForTenSecondsWithOrWithoutAClick() {
        from("https://blog.example/a", "https://www.one.example/", false);
        pass(Duration.ofMillis(300));
        assertThat(from("https://blog.example/b", "https://www.other.example/", true).sinceOther())
                .contains(Duration.ofMillis(300));
        assertThat(from("https://news.example/", "https://www.third.example/", true).sinceOther()).isEmpty();
        pass(Duration.ofSeconds(11));
        assertThat(from("https://blog.example/a", "https://www.third.example/", true).sinceOther()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://www.other.example/a/b?c=d#e", "//www.other.example/a/b",
                "https:\\\\www.other.example/a/b",
                "HTTPS://WWW.other.example:443/a/./b?ü"})
    void aRedirectToAnotherSiteIsFoundAgain(String location) {
        goes("https://www.site.example/go");
        redirect("https://www.site.example/go", location);
        assertThat(goes("https://www.other.example/a/b?c=d").redirected()).isTrue();
        assertThat(goes("https://www.other.example/a/c").redirected()).isFalse();
        pass(Duration.ofSeconds(11));
        assertThat(goes("https://www.other.example/a/b?c=d").redirected()).isFalse();
    }

    @Test
    void aRedirectWithinASiteMattersOnlyAfterOneFromAnother() {
        redirect("https://site.example/", "https://www.site.example/");
        assertThat(goes("https://www.site.example/").redirected()).isFalse();
        redirect("https://www.site.example/", "home");
        assertThat(goes("https://www.site.example/home").redirected()).isFalse();
        redirect("https://short.example/x", "https://www.site.example/in");
        redirect("https://www.site.example/in", "/deeper");
        assertThat(goes("https://www.site.example/deeper").redirected()).isTrue();
    }

    @Test
    void whatCannotBeReadIsNoRedirect() {
        for (String odd : new String[]{"", "#", "javascript:alert(1)", "https://", "https://[", "data:,x", "\u0000"}) {
            redirect("https://www.site.example/", odd);
        }
        assertThat(goes("https://www.site.example/").redirected()).isFalse();
    }

    @Test
    void aTrailIsBounded() {
        for (int i = 0; i < 10 * Trail.PAGES; i++) {
            redirect("https://short.example/", "https://www.s" + i + ".example/");
            assertThat(goes("https://www.s" + i + ".example/").newSites()).isLessThanOrEqualTo(Trail.PAGES + 1);
        }
    }

    private Circumstances from(String referer, String url, boolean user) {
        Request request = new Request(Passage.newTrace(), Client.at(DEVICE), Target.Page.parse(url).orElseThrow(), now);
        return trails.around(request,
                Clues.of(HttpMethod.GET, headers("document", user).set("Referer", referer), true));
    }

    private Circumstances goes(String url) {
        return asks(DEVICE, url, "document", true);
    }

    private Circumstances asks(IpAddress device, String url, String dest, boolean user) {
        Request request = new Request(Passage.newTrace(), Client.at(device), Target.Page.parse(url).orElseThrow(), now);
        return trails.around(request, Clues.of(HttpMethod.GET, headers(dest, user), true));
    }

    private static HttpHeaders headers(String dest, boolean user) {
        HttpHeaders headers = new DefaultHttpHeaders().set("Sec-Fetch-Dest", dest).set("Sec-Fetch-Mode", "navigate")
                .set("User-Agent", "Mozilla/5.0 Firefox").set("Accept", "text/html");
        return user ? headers.set("Sec-Fetch-User", "?1") : headers;
    }

    private void redirect(String from, String location) {
        Passage passage = new Passage(now, Passage.newTrace(), HttpMethod.GET, headers("document", true), false,
                Clues.of(HttpMethod.GET, headers("document", true), true), Client.at(DEVICE));
        passage.target = Target.Page.parse(from).orElseThrow();
        trails.redirected(passage, DEVICE, location, now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
