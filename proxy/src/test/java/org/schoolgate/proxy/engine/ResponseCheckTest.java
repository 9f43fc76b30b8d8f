package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.proxy.page.Fault;

class ResponseCheckTest {

    /// @param headers names and values in turn
    private static HttpResponse response(HttpVersion version, int status, String... headers) {
        HttpResponse response = new DefaultHttpResponse(version, HttpResponseStatus.valueOf(status));
        for (int i = 0; i < headers.length; i += 2) {
            response.headers().add(headers[i], headers[i + 1]);
        }
        return response;
    }

    private static void isRight(HttpResponse response) {
        assertThat(ResponseCheck.check(response, false)).isEmpty();
    }

    private static void isWrong(HttpResponse response) {
        assertThat(ResponseCheck.check(response, false)).contains(Fault.PROTOCOL_ERROR);
    }

    @Test
    void plainFramesAreRight() {
        isRight(response(HttpVersion.HTTP_1_1, 200));
        isRight(response(HttpVersion.HTTP_1_0, 404, "Content-Length", "3"));
        isRight(response(HttpVersion.HTTP_1_1, 599, "Transfer-Encoding", "Chunked"));
        isRight(response(HttpVersion.HTTP_1_1, 100));
    }

    @Test
    void framesThatCouldBeReadTwoWaysAreWrong() {
        isWrong(response(HttpVersion.HTTP_1_1, 200, "Content-Length", "3", "Content-Length", "4"));
        isWrong(response(HttpVersion.HTTP_1_1, 200, "Transfer-Encoding", "chunked", "Transfer-Encoding", "chunked"));
        isWrong(response(HttpVersion.HTTP_1_1, 200, "Transfer-Encoding", "gzip, chunked"));
        isWrong(response(HttpVersion.HTTP_1_1, 200, "Transfer-Encoding", "xchunked"));
    }

    @Test
    void otherVersionsAreWrong() {
        isWrong(response(HttpVersion.valueOf("HTTP/2.0"), 200));
        isWrong(response(HttpVersion.valueOf("RTSP/1.0"), 200));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 600, 999})
    void otherStatusesAreWrong(int status) {
        isWrong(response(HttpVersion.HTTP_1_1, status));
    }

    @Test
    void onlyAWebSocketThatWasAskedForIsSwitchedTo() {
        HttpResponse webSocket = response(HttpVersion.HTTP_1_1, 101, "Upgrade", "WebSocket");
        isWrong(webSocket);
        assertThat(ResponseCheck.check(webSocket, true)).isEmpty();
        assertThat(ResponseCheck.check(response(HttpVersion.HTTP_1_1, 101, "Upgrade", "h2c"), true)).isPresent();
        assertThat(ResponseCheck.check(response(HttpVersion.HTTP_1_1, 101), true)).isPresent();
        assertThat(ResponseCheck.check(response(HttpVersion.HTTP_1_1, 200), true)).isEmpty();
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        assertThat(ResponseCheck.unreadable(new TooLongHttpHeaderException("x")))
                .isEqualTo(Fault.RESPONSE_HEADERS_TOO_LARGE);
        assertThat(ResponseCheck.unreadable(new PrematureChannelClosureException("x")))
                .isEqualTo(Fault.CONNECTION_TERMINATED);
        assertThat(ResponseCheck.unreadable(null)).isEqualTo(Fault.PROTOCOL_ERROR);
    }
}
