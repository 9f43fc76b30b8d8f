package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseTest {

    private static void walk(Phase... phases) {
        List<Phase> steps = List.of(phases);
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i - 1).mayBecome(steps.get(i))).as("%s to %s", steps.get(i - 1), steps.get(i))
                    .isTrue();
        }
    }

    private static Set<Phase> after(Phase phase) {
        EnumSet<Phase> next = EnumSet.allOf(Phase.class);
        next.removeIf(candidate -> !phase.mayBecome(candidate));
        return next;
    }

    private static Set<Phase> reachable(Phase from) {
        EnumSet<Phase> all = EnumSet.noneOf(Phase.class);
        Set<Phase> step = after(from);
        while (all.addAll(step)) {
            EnumSet<Phase> further = EnumSet.noneOf(Phase.class);
            step.forEach(phase -> further.addAll(after(phase)));
            step = further;
        }
        return all;
    }

    @Test
    void anExchangeComesBackToWhereItBegan() {
        walk(Phase.IDLE, Phase.JUDGING, Phase.CONNECTING, Phase.FORWARDING, Phase.IDLE);
    }

    @Test
    void aRefusedRequestIsReadToItsEndOrNotAtAll() {
        walk(Phase.IDLE, Phase.JUDGING, Phase.IDLE);
        walk(Phase.IDLE, Phase.JUDGING, Phase.DISCARDING, Phase.IDLE);
    }

    @Test
    void whatIsTypedIntoAFormOfOursIsReadAndAnswered() {
        walk(Phase.IDLE, Phase.JUDGING, Phase.OWN, Phase.IDLE);
        assertThat(Phase.OWN.takes(LastHttpContent.EMPTY_LAST_CONTENT)).isTrue();
        assertThat(Phase.OWN.mayBecome(Phase.CONNECTING)).isFalse();
    }

    @Test
    void aKeptConnectionThatIsGoneIsTriedAnew() {
        walk(Phase.CONNECTING, Phase.CONNECTING, Phase.FORWARDING, Phase.CONNECTING);
    }

    @Test
    void aTunnelOpensOnlyAfterItsNameWasJudged() {
        walk(Phase.IDLE, Phase.JUDGING, Phase.CONNECTING, Phase.GREETING, Phase.NAMING, Phase.SWITCHING, Phase.TUNNEL);
        walk(Phase.IDLE, Phase.JUDGING, Phase.GREETING, Phase.NAMING, Phase.CONNECTING, Phase.SWITCHING, Phase.TUNNEL);
        assertThat(Phase.JUDGING.mayBecome(Phase.SWITCHING)).isFalse();
        assertThat(Phase.GREETING.mayBecome(Phase.TUNNEL)).isFalse();
        assertThat(Phase.CONNECTING.mayBecome(Phase.TUNNEL)).isFalse();
    }

    @Test
    void whatIsLookedIntoComesBackAsRequestsOnceItsSiteWasReachedOrIsClosed() {
        walk(Phase.JUDGING, Phase.GREETING, Phase.NAMING, Phase.CONNECTING, Phase.SECURING, Phase.IDLE);
        walk(Phase.JUDGING, Phase.GREETING, Phase.NAMING, Phase.SECURING, Phase.IDLE);
        assertThat(Phase.SECURING.mayBecome(Phase.FORWARDING)).isFalse();
    }

    @Test
    void anInterceptedTunnelConnectsOnlyAfterItsNameWasJudged() {
        walk(Phase.IDLE, Phase.GREETING, Phase.NAMING, Phase.CONNECTING, Phase.SWITCHING, Phase.TUNNEL);
        assertThat(after(Phase.GREETING)).containsExactlyInAnyOrder(Phase.NAMING, Phase.CLOSING);
        assertThat(after(Phase.NAMING)).containsExactlyInAnyOrder(Phase.CONNECTING, Phase.SWITCHING,
                Phase.SECURING, Phase.CLOSING);
    }

    @Test
    void whoeverWaitsUntilItIsKnownWhoAsksIsJudgedAfterwards() {
        walk(Phase.IDLE, Phase.JUDGING, Phase.IDENTIFYING, Phase.JUDGING, Phase.CONNECTING);
        assertThat(after(Phase.IDENTIFYING)).containsExactlyInAnyOrder(Phase.JUDGING, Phase.CLOSING);
    }

    @Test
    void aWebSocketOpensOnlyAfterTheSiteAnswered() {
        walk(Phase.IDLE, Phase.JUDGING, Phase.CONNECTING, Phase.FORWARDING, Phase.SWITCHING, Phase.TUNNEL);
        assertThat(Phase.FORWARDING.mayBecome(Phase.TUNNEL)).isFalse();
    }

    @Test
    void nothingIsForwardedUnjudged() {
        assertThat(after(Phase.IDLE)).containsExactlyInAnyOrder(Phase.JUDGING, Phase.GREETING, Phase.CLOSING);
    }

    @Test
    void whatHasCeasedToBeHttpNeverIsHttpAgain() {
        for (Phase phase : new Phase[]{Phase.SWITCHING, Phase.TUNNEL}) {
            assertThat(reachable(phase)).doesNotContain(Phase.IDLE, Phase.JUDGING, Phase.CONNECTING, Phase.FORWARDING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPhaseMayCloseAndNothingComesAfterwards(Phase phase) {
        assertThat(phase.mayBecome(Phase.CLOSING)).isTrue();
        assertThat(Phase.CLOSING.mayBecome(phase)).isEqualTo(phase == Phase.CLOSING);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestWaitsForTheOneBeforeAndABodyForItsConnection(Phase phase) {
        DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        assertThat(phase.takes(request)).isEqualTo(phase == Phase.IDLE);
        assertThat(phase.takes(LastHttpContent.EMPTY_LAST_CONTENT))
                .isEqualTo(phase == Phase.FORWARDING || phase == Phase.DISCARDING || phase == Phase.ANSWERING
                        || phase == Phase.OWN);
    }
}
