package org.schoolgate.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.Marlbeck;

class LogFormatTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant JUNE = Instant.parse("2026-06-16T09:05:00.042Z");

    @Test
    void aJsonLineHasEverythingWithoutTheQuery() {
        assertThat(line(LogFormat.JSON, Exchanges.carried(JUNE))).isEqualTo("""
            {"time":"2026-06-16T10:05:00.042+01:00","epoch_ms":1781600700042,"took_ms":123,\
            "trace":"9876543210fedcba","client":"10.1.2.3","method":"GET",\
            "target":"http://www.facebook.com/groups/private-name","group":"staff","verdict":"allow",\
            "rule":"staff-social-networks","categories":["social-networks"],"recorded":true,"status":200,\
            "bytes_in":321,"bytes_out":6543,"upstream":"192.0.2.80","content_type":"text/html; charset=utf-8",\
            "complete":true,"snapshot":"3f2a+ut1@2026-11-16"}""");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(line(LogFormat.JSON, Exchanges.unreadable(JUNE, "GET"))).isEqualTo("""
            {"time":"2026-06-16T10:05:00.042+01:00","epoch_ms":1781600700042,"took_ms":0,\
            "trace":"0000000000000001","client":"10.1.2.3","method":"GET","status":400,"bytes_in":10,\
            "bytes_out":20,"fault":"http_request_error","complete":false}""");
    }

    @Test
    void aSquidLineIsWhatSquidWrites() {
        assertThat(line(LogFormat.SQUID, Exchanges.carried(JUNE))).isEqualTo(
                "1781600700.165    123 10.1.2.3 TCP_MISS/200 6543 GET http://www.facebook.com/groups/private-name"
                        + " - HIER_DIRECT/192.0.2.80 text/html");
        assertThat(line(LogFormat.SQUID, Exchanges.unreadable(JUNE, "GET"))).isEqualTo(
                "1781600700.042      0 10.1.2.3 NONE/400 20 GET error:invalid-request - HIER_NONE/- -");
        assertThat(line(LogFormat.SQUID, Exchanges.blocked(JUNE, Marlbeck.PUPILS, Marlbeck.NETWORKS)))
                .contains(" TCP_DENIED/403 200 CONNECT www.facebook.com:443 - ");
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void nothingOfASealedTargetIsWritten(LogFormat format) {
        String line = line(format, Exchanges.blocked(JUNE, Marlbeck.PUPILS, Marlbeck.ILLEGAL));
        assertThat(line).contains("sealed").doesNotContain("facebook", "192.0.2.80", "443", "illegal");
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void nothingTellsThatSomeoneAskedForHelp(LogFormat format) {
        Exchange plain = Exchanges.carried(JUNE);
        Decision decision = plain.decision().orElseThrow();
        Decision shielded = new Decision(Verdict.ALLOW, decision.reason(), decision.categories(), List.of(),
                decision.group(), false, true, decision.holdsUntil(), decision.snapshot());
        String line = line(format, new Exchange(JUNE, Duration.ZERO, plain.trace(), plain.client(), "CONNECT",
                plain.target(), Optional.of(shielded), 200, 0, 0, plain.upstream(), Optional.empty(), Optional.empty(),
                true));
        assertThat(line).contains("sealed").doesNotContain("facebook", "192.0.2.80", "social-networks");
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void nobodyCanEndALineOrBeginAnother(LogFormat format) {
        Exchange plain = Exchanges.carried(JUNE);
        String nasty = "a\r\n1781600700.042 0 10.9.9.9 TCP_MISS/200 \u2028\u0085\u001b[31m\"}{\\ \ud800";
        String line = line(format, new Exchange(JUNE, Duration.ZERO, plain.trace(), plain.client(), nasty,
                plain.target(), plain.decision(), 200, 0, 0, Optional.empty(), Optional.of(nasty), Optional.empty(),
                true));
        assertThat(line).hasLineCount(1);
        assertThat(line.chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
        if (format == LogFormat.SQUID) {
            assertThat(line.strip().split(" +")).hasSize(10);
        } else {
            assertThat(line).contains("\\\"}{\\\\ ");
        }
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void aLongPathIsCut(LogFormat format) {
        Exchange plain = Exchanges.carried(JUNE);
        Optional<Target> longest = Target.Page.parse("http://a.example/" + "b".repeat(8_192)).map(page -> page);
        String line = line(format, new Exchange(JUNE, Duration.ZERO, plain.trace(), plain.client(), "G".repeat(9_999),
                longest, plain.decision(), 200, 0, 0, Optional.empty(), Optional.of("c".repeat(9_999)),
                Optional.empty(), true));
        assertThat(line).hasSizeLessThan(3_200).contains("bbb...");
    }

    private static String line(LogFormat format, Exchange exchange) {
        StringBuilder out = new StringBuilder();
        format.into(out, LONDON).append(exchange, Marlbeck.CATEGORIES);
        return out.toString();
    }
}
