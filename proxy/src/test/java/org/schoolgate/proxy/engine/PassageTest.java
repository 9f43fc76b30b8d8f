package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;

class PassageTest {

    /// An exchange that was sent on a kept connection.
    private static Passage reusing(HttpMethod method) {
        Passage passage = new Passage(Instant.EPOCH, Passage.newTrace(), method, EmptyHttpHeaders.INSTANCE, false,
                Clues.NONE, Client.at(IpAddress.ofV4(1)));
        passage.reused = true;
        return passage;
    }

    @Test
    void onlyWhatDoesNoHarmTwiceIsTriedAgain() {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)) {
            assertThat(reusing(method).mayTryAgain()).as("%s", method).isTrue();
        }
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH,
                HttpMethod.CONNECT)) {
            assertThat(reusing(method).mayTryAgain()).as("%s", method).isFalse();
        }
    }

    @Test
    void aRequestWithABodyOrForAWebSocketIsNotTriedAgain() {
        Passage body = reusing(HttpMethod.GET);
        body.hasBody = true;
        Passage webSocket = reusing(HttpMethod.GET);
        webSocket.webSocket = true;
        assertThat(body.mayTryAgain()).isFalse();
        assertThat(webSocket.mayTryAgain()).isFalse();
    }

    @Test
    void onlyAKeptConnectionIsExcusedOnceAndOnlyBeforeItAnswers() {
        Passage fresh = reusing(HttpMethod.GET);
        fresh.reused = false;
        Passage retried = reusing(HttpMethod.GET);
        retried.retried = true;
        Passage begun = reusing(HttpMethod.GET);
        begun.responseCame = true;
        assertThat(List.of(fresh, retried, begun)).noneMatch(Passage::mayTryAgain);
    }
}
