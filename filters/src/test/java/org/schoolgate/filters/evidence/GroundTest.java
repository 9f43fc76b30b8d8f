package org.schoolgate.filters.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GroundTest {

    private static final String CHROME = "Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String IPAD = "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 CriOS/150";
    private static final String PAGE = "text/html,application/xhtml+xml";

    /// `-` stands for nothing said.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        FETCHED_AHEAD | E | INSPECTED | document | navigate  | true  | prefetch;prerender | text/html | chrome
        FETCHED_AHEAD | E | PLAIN     | -        | -         | false | prefetch           | text/html | chrome
        LINK_PREVIEW  | E | INSPECTED | document | navigate  | true  | - | text/html | Mozilla/5.0 SkypeUriPreview
        LINK_PREVIEW  | E | INSPECTED | -        | -         | false | - | */*       | facebookexternalhit/1.1
        LINK_PREVIEW  | E | PLAIN     | -        | -         | false | - | -         | WhatsApp/2.23
        PROGRAM       | E | INSPECTED | -        | -         | false | - | */*       | curl/8.5.0
        PROGRAM       | E | PLAIN     | -        | -         | false | - | -         | -
        PROGRAM       | E | TUNNEL    | -        | -         | false | - | -         | Microsoft-CryptoAPI/10.0
        NAME_ONLY     | U | TUNNEL    | -        | -         | false | - | -         | firefox
        NAME_ONLY     | U | TUNNEL    | -        | -         | false | - | -         | -
        FRAME         | D | INSPECTED | iframe   | navigate  | true  | - | text/html | chrome
        FRAME         | D | INSPECTED | embed    | navigate  | false | - | text/html | firefox
        BY_WORKER     | U | INSPECTED | empty    | navigate  | false | - | text/html | chrome
        PART          | D | INSPECTED | image    | no-cors   | false | - | image/*   | chrome
        PART          | D | INSPECTED | empty    | cors      | true  | - | */*       | chrome
        PART          | D | PLAIN     | -        | -         | false | - | image/avif,*/* | firefox
        PART          | D | INSPECTED | -        | websocket | false | - | -         | chrome
        NOT_SAID      | U | PLAIN     | -        | -         | false | - | text/html | chrome
        NOT_SAID      | U | INSPECTED | -        | navigate  | true  | - | text/html | chrome
        NOT_SAID      | U | INSPECTED | document | no-cors   | true  | - | text/html | chrome
        NEVER_SAID    | U | INSPECTED | document | navigate  | false | - | text/html | ipad
        NO_CLICK      | C | INSPECTED | document | navigate  | false | - | text/html | chrome
        BY_HAND       | B | INSPECTED | document | navigate  | true  | - | text/html | chrome
        BY_HAND       | B | INSPECTED | document | navigate  | true  | - | text/html | ipad
        """)
    void eachRuleSpeaksOfWhatTheBrowserSaid(Ground ground, Grade grade, Signals.Mode mode, String dest,
            String fetchMode,
            boolean user, String purpose, String accept, String agent) {
        Signals signals = new Signals(mode, "GET", Optional.empty(), said(fetchMode), said(dest), user, said(purpose),
                Optional.empty(), said(accept), said(agent).map(GroundTest::agent));
        assertThat(Ground.of(signals, Circumstances.NONE)).isEqualTo(ground).extracting(Ground::grade).isEqualTo(grade);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        REDIRECTED | C | true  | 9 | 10   | 60000
        BURST      | C | false | 6 | 10   | 60000
        ONE_CLICK  | C | false | 5 | 999  | 60000
        FOLLOWS    | A | false | 5 | 1000 | 60000
        FOLLOWS    | A | false | 1 | -    | 600000
        BY_HAND    | B | false | 1 | 2000 | -
        """)
    void eachRuleSpeaksOfWhatTheGatewaySaw(Ground ground, Grade grade, boolean redirected, int newSites, Long other,
            Long same) {
        Circumstances around = new Circumstances(redirected, newSites,
                Optional.ofNullable(other).map(Duration::ofMillis),
                Optional.ofNullable(same).map(Duration::ofMillis));
        assertThat(Ground.of(page("document", true), around)).isEqualTo(ground).extracting(Ground::grade)
                .isEqualTo(grade);
    }

    @Test
    void onlyWhatLookedDeliberateIsSeenOtherwiseLater() {
        assertThat(Ground.BY_HAND.since(new Since(false, false, true))).isEqualTo(Ground.FOLLOWED);
        assertThat(Ground.BY_HAND.since(new Since(true, true, true))).isEqualTo(Ground.BEGAN_A_BURST);
        assertThat(Ground.FOLLOWS.since(new Since(false, true, true))).isEqualTo(Ground.SHARED_A_CLICK);
        assertThat(Ground.FOLLOWS.since(new Since(false, false, true))).isEqualTo(Ground.FOLLOWS);
        for (Ground ground : Ground.values()) {
            assertThat(ground.since(Since.NOTHING)).isEqualTo(ground);
            if (!ground.grade().countsForAPerson()) {
                assertThat(ground.since(new Since(true, true, true))).isEqualTo(ground);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Grade.class)
    void onlyAAndBCountForAPerson(Grade grade) {
        assertThat(grade.countsForAPerson()).isEqualTo(grade == Grade.A || grade == Grade.B);
    }

    /// Of every combination of what can be said, and of what can have been seen.
    @Test
    void nothingInTheBackgroundEverCountsForAPerson() {
        int deliberate = 0;
        for (Signals signals : everything()) {
            for (Circumstances around : allAround()) {
                Ground first = Ground.of(signals, around);
                for (int bits = 0; bits < 8; bits++) {
                    Since since = new Since((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
                    if (!first.since(since).grade().countsForAPerson()) {
                        continue;
                    }
                    deliberate++;
                    assertThat(signals.fetchDest()).contains("document");
                    assertThat(signals.fetchMode()).contains("navigate");
                    assertThat(signals.fetchUser()).isTrue();
                    assertThat(signals.purpose()).isEmpty();
                    assertThat(signals.mode()).isNotEqualTo(Signals.Mode.TUNNEL);
                    assertThat(signals.userAgent()).get().asString().startsWith("Mozilla/");
                    assertThat(around.redirected()).isFalse();
                    assertThat(around.newSites()).isLessThanOrEqualTo(5);
                    assertThat(since.burst() || since.together()).isFalse();
                }
            }
        }
        assertThat(deliberate).isPositive();
    }

    private static List<Signals> everything() {
        List<Signals> out = new ArrayList<>();
        for (Signals.Mode mode : Signals.Mode.values()) {
            for (String dest : List.of("-", "document", "image", "iframe", "empty", "DOCUMENT", "")) {
                for (String fetchMode : List.of("-", "navigate", "no-cors", "cors", "")) {
                    for (String purpose : List.of("-", "prefetch", "")) {
                        for (String accept : List.of("-", PAGE, "*/*")) {
                            for (String agent : List.of("-", "chrome", "ipad", "curl/8", "Mozilla/5.0 Slackbot 1.0")) {
                                for (boolean user : new boolean[]{true, false}) {
                                    out.add(new Signals(mode, "GET", Optional.of("none"), said(fetchMode), said(dest),
                                            user,
                                            said(purpose), Optional.empty(), said(accept),
                                            said(agent).map(GroundTest::agent)));
                                }
                            }
                        }
                    }
                }
            }
        }
        return out;
    }

    private static List<Circumstances> allAround() {
        List<Circumstances> out = new ArrayList<>();
        for (int bits = 0; bits < 16; bits++) {
            out.add(new Circumstances((bits & 1) != 0, (bits & 2) != 0 ? 6 : 1,
                    (bits & 4) != 0 ? Optional.of(Duration.ofMillis(20)) : Optional.empty(),
                    (bits & 8) != 0 ? Optional.of(Duration.ofMinutes(1)) : Optional.empty()));
        }
        return out;
    }

    private static Signals page(String dest, boolean user) {
        return new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of(dest),
                user, Optional.empty(), Optional.empty(), Optional.of(PAGE), Optional.of(CHROME));
    }

    private static Optional<String> said(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(text);
    }

    private static String agent(String name) {
        return switch (name) {
            case "chrome" -> CHROME;
            case "firefox" -> FIREFOX;
            case "ipad" -> IPAD;
            default -> name;
        };
    }
}
