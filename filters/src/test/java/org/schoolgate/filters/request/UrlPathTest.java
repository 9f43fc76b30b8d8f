package org.schoolgate.filters.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.Rounds;

class UrlPathTest {

    @ParameterizedTest
    @CsvSource({
        "/porn, /porn", "/%70orn, /porn", "/p%6Frn, /porn", "/p%6frn, /porn", "/%7euser, /~user", "/%2Dx, /-x",
        "/%2570orn, /%2570orn", "/caf%c3%a9, /caf%C3%A9", "/a%2fb, /a%2Fb", "/%5c, /%5C", "/%00, /%00",
        "/%0d%0aX, /%0D%0AX",
        "'', /", "?q=1, /?q=1", "/?q=%70%zz%, /?q=%70%zz%", "/a?b?c, /a?b?c", "/a?../b, /a?../b"})
    void escapesOfPlainLettersAreReadOnceAndTheOthersKept(String sent, String canonical) {
        assertThat(UrlPath.parse(sent)).map(UrlPath::text).contains(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/../blocked, /blocked", "/./blocked, /blocked", "/a/./b/../../blocked, /blocked", "/../../blocked, /blocked",
        "/a/%2e%2e/blocked, /blocked", "/a/.%2E/blocked, /blocked", "/%2e/blocked, /blocked", "/a/.., /",
        "/a/b/.., /a/", "/., /",
        "/.., /", "/a/., /a/", "//blocked, //blocked", "/a//../b, /a/b", "/.//x, //x", "/a/..;/b, /a/..;/b",
        "/a;x=1/b, /a;x=1/b",
        "/..., /...", "/.hidden, /.hidden", "/a../b, /a../b", "/a/..?x=/.., /?x=/.."})
    void dotSegmentsAreWalked(String sent, String canonical) {
        assertThat(UrlPath.parse(sent)).map(UrlPath::text).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "*", "a/b", "http://x/", "/a b", "/a\\b", "/\\", "/a#b", "/a?b#c", "/é", "/a?é", "/a\tb",
                "/a\r\nX: y",
                "/a?\n", "/\0", "/a?\0",
                "/\u007f", "/%", "/%4", "/%zz", "/%%41", "/a%", "/%4\uFF11", " /a"})
    void whatNoUrlMayCarryIsRefused(String sent) {
        assertThat(UrlPath.parse(sent)).isEmpty();
    }

    @Test
    void aLongPathIsReadWhole() {
        String blocked = "/" + "a/../".repeat(200_000) + "blocked";
        assertThat(UrlPath.parse(blocked)).map(UrlPath::text).contains("/blocked");
        String longest = "/" + "x".repeat(1 << 20);
        assertThat(UrlPath.parse(longest)).map(UrlPath::text).contains(longest);
    }

    @Test
    void theQueryIsNoPartOfThePath() {
        assertThat(UrlPath.parse("/a/b?c=/d")).map(UrlPath::path).contains("/a/b");
        assertThat(UrlPath.ROOT.path()).isEqualTo("/");
    }

    @Test
    void theConstructorTakesOnlyTheCanonicalSpellingAndDoesNotRepeatAnother() {
        for (String wrong : new String[]{"", "secret", "/a/../secret", "/%73ecret", "/secret#a", "/%zzsecret",
            "/%c3secret"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new UrlPath(wrong))
                    .withMessageContaining("canonical").withMessageNotContaining("secret");
        }
    }

    @Test
    void whateverIsReadIsReadTheSameAgain() {
        Rounds.play(30_000, random -> {
            String odd = random.nextInt(5) == 0 ? "/" + OddText.noise(random) : OddText.path(random);
            UrlPath.parse(odd).ifPresent(path -> {
                assertThat(UrlPath.parse(path.text())).as(odd).contains(path);
                assertThat(path.path()).as(odd).startsWith("/").doesNotContain("/../", "/./").doesNotEndWith("/..");
            });
        });
    }

    @Test
    void dotSegmentsAgreeWithTheJdkOnPathsWithoutEmptySegments() {
        Rounds.play(10_000, random -> {
            StringBuilder path = new StringBuilder("/top/top/top/top/top/top");
            int segments = random.nextInt(7);
            for (int i = 0; i < segments; i++) {
                path.append('/').append(Rounds.oneOf(random, "a", "b", ".", "..", ".x", "...", "a.b"));
            }
            path.append("/end");
            assertThat(UrlPath.parse(path.toString())).map(UrlPath::text)
                    .contains(URI.create(path.toString()).normalize().getPath());
        });
    }
}
