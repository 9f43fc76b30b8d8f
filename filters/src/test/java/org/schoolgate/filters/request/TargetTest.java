package org.schoolgate.filters.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.Rounds;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://blocked.test, http://blocked.test/", "HTTP://BLOCKED.test./x, http://blocked.test/x",
        "https://blocked.test:443/, https://blocked.test/", "https://blocked.test:0443/, https://blocked.test/",
        "http://blocked.test:/, http://blocked.test/", "http://blocked.test:443/, http://blocked.test:443/",
        "http://blocked.test:8080/, http://blocked.test:8080/", "ws://blocked.test:80/, ws://blocked.test/",
        "wss://blocked.test/chat, wss://blocked.test/chat", "http://allowed.test@blocked.test/, http://blocked.test/",
        "http://allowed.test:80@blocked.test:81/, http://blocked.test:81/",
        "http://a@b@blocked.test/, http://blocked.test/",
        "http://blocked.test?q=@allowed.test, http://blocked.test/?q=@allowed.test",
        "http://blocked.test/@allowed.test, http://blocked.test/@allowed.test",
        "http://3232235777/, http://192.168.1.1/", "http://[::ffff:c000:201]:8080/, http://192.0.2.1:8080/",
        "http://[2001:DB8::0:1]/a/../b, http://[2001:db8::1]/b", "http://ｂlocked。test/, http://blocked.test/",
        "http://%62locked.test/%70, http://blocked.test/p"})
    void aPageIsReadIntoItsOneSpelling(String sent, String canonical) {
        assertThat(Target.Page.parse(sent)).map(Target.Page::text).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "blocked.test", "/path", "//blocked.test/", "http:", "http:/blocked.test", "http:blocked.test",
                "http:///x",
                "http://",
                "http://user@/", "http:\\\\blocked.test", "http://allowed.test\\@blocked.test/",
                "http://allowed.test\t@blocked.test/",
                "http://allowed.test\n@blocked.test/", "http://b%40a/", "http://blocked.test:65536/",
                "http://blocked.test:+443/",
                "http://blocked.test:-1/", "http://blocked.test:0/", "http://blocked.test:0x50/",
                "http://blocked.test:80:80/",
                "http://blocked.test: 80/", "http://blocked.test:８０/", "http://[::1]80/", "http://[::1/",
                "http://blocked.test/#top",
                "http://blocked.test#@allowed.test/", "http://a b/", "ftp://blocked.test/", "file:///etc/passwd",
                "javascript://x/",
                "data://x/", "httpſ://blocked.test/", " http://blocked.test/", "http ://blocked.test/",
                "http://blocked..test/"})
    void whatIsNoPageIsRefused(String sent) {
        assertThat(Target.Page.parse(sent)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "blocked.test:443, blocked.test:443", "BLOCKED.test.:0443, blocked.test:443",
        "blocked.test:65535, blocked.test:65535",
        "[::1]:22, [::1]:22", "[::FFFF:192.0.2.1]:443, 192.0.2.1:443", "127.1:443, 127.0.0.1:443"})
    void aSiteIsReadIntoItsOneSpelling(String sent, String canonical) {
        assertThat(Target.Site.parse(sent)).map(Target.Site::text).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ":", ":443", "blocked.test", "blocked.test:", "blocked.test:0", "blocked.test:65536",
                "blocked.test:+443",
                "blocked.test:4294967739", "blocked.test:99999999999999999999", "blocked.test:443:443",
                "user@blocked.test:443",
                "http://blocked.test:443", "blocked.test:443/", "[::1]", "[::1]:", "::1:443", "blocked.test: 443",
                "blocked.test:443 "})
    void aSiteNeedsANameAndAPort(String sent) {
        assertThat(Target.Site.parse(sent)).isEmpty();
    }

    @Test
    void aHostHeaderNamesNoUser() {
        assertThat(Target.Page.of(Scheme.HTTP, "a@blocked.test", UrlPath.ROOT)).isEmpty();
        assertThat(Target.Page.of(Scheme.HTTP, "blocked.test:8080", UrlPath.ROOT)).map(Target.Page::authority)
                .contains("blocked.test:8080");
        assertThat(Target.Page.of(Scheme.HTTP, "Blocked.test:80", UrlPath.ROOT)).map(Target.Page::authority)
                .contains("blocked.test");
        assertThat(Target.Page.of(Scheme.HTTP, "", UrlPath.ROOT)).isEmpty();
        assertThat(Target.Page.of(Scheme.HTTP, "a.test,b.test", UrlPath.ROOT)).isEmpty();
    }

    @Test
    void aPortIsOneTo65535() {
        HostName host = new HostName("blocked.test");
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Site(host, 0)).withMessageContaining("65535");
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Page(Scheme.HTTP, host, 65_536, UrlPath.ROOT));
    }

    @Test
    void whateverIsReadIsReadTheSameAgain() {
        Rounds.play(30_000, random -> {
            String odd = random.nextInt(5) == 0 ? OddText.noise(random) : OddText.url(random);
            Target.Page.parse(odd).ifPresent(page -> {
                assertThat(Target.Page.parse(page.text())).as(odd).contains(page);
                assertThat(Target.Page.of(page.scheme(), page.authority(), page.path())).as(odd).contains(page);
            });
            Target.Site.parse(odd).ifPresent(site -> assertThat(Target.Site.parse(site.text())).as(odd).contains(site));
            String authority = OddText.host(random) + ":443";
            Target.Site.parse(authority)
                    .ifPresent(site -> assertThat(Target.Site.parse(site.text())).as(authority).contains(site));
        });
    }
}
