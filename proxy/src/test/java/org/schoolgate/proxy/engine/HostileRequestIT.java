package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRequestIT {

    private Stage stage;
    private Origin origin;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage(draft -> {
            draft.headerTimeout = Duration.ofMillis(400);
            draft.connectionsPerClient = 20;
        });
        origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
    }

    /// `B` stands for the site, `^` for CR LF.
    private String request(String text) {
        return text.replace("B/", "allowed.test:" + origin.port() + "/").replace("^", "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The request line.
                "GET http://B/\r\n", "GET http://B/ HTTP/2.0^Host: x^^", "GET http://B/ HTTP/1.2^Host: x^^",
                "GET http://B/ http/1.1^Host: x^^", "GET http://B/ HTTP/1.1 ^Host: x^^",
                "GET  http://B/ HTTP/1.1^Host: x^^",
                "GET\thttp://B/ HTTP/1.1^Host: x^^", "GET http://B/a b HTTP/1.1^Host: x^^",
                " GET http://B/ HTTP/1.1^Host: x^^",
                "G(T http://B/ HTTP/1.1^Host: x^^", "GET http://B/ HTTP/1.1\nHost: x\n\n",
                "GET http://B/ HTTP/1.1\rHost: x^^",
                "\0GET http://B/ HTTP/1.1^Host: x^^", "\u0001\u0002GET http://B/ HTTP/1.1^Host: x^^",
                "GET / HTTP/1.1^Host: B/^^", "GET / HTTP/1.1^Host: x^^", "GET * HTTP/1.1^Host: x^^",
                "GET https://B/ HTTP/1.1^Host: x^^", "GET ftp://B/ HTTP/1.1^Host: x^^",
                "GET gopher://B/ HTTP/1.1^Host: x^^",
                "GET file:///etc/passwd HTTP/1.1^Host: x^^", "GET javascript:1 HTTP/1.1^Host: x^^",
                "GET http://B/\\x HTTP/1.1^Host: x^^", "GET http:\\\\B/ HTTP/1.1^Host: x^^",
                "GET http://B/#f HTTP/1.1^Host: x^^",
                "GET http://a..test/ HTTP/1.1^Host: x^^", "GET http://allowed.test:0/ HTTP/1.1^Host: x^^",
                "GET http://allowed.test:+80/ HTTP/1.1^Host: x^^", "GET http://allowed.test:65536/ HTTP/1.1^Host: x^^",
                "GET http://[::1%25lo]/ HTTP/1.1^Host: x^^", "GET http://%2562locked.test/ HTTP/1.1^Host: x^^",
                "PRI * HTTP/2.0^^SM^^", "CONNECT B/ HTTP/1.1^Host: x^^", "CONNECT http://B/ HTTP/1.1^Host: x^^",
                "CONNECT a@allowed.test:443 HTTP/1.1^Host: x^^",
                "CONNECT allowed.test:443 HTTP/1.1^Host: x^Content-Length: 5^^hello",
                // Host.
                "GET http://B/ HTTP/1.1^^", "GET http://B/ HTTP/1.1^Host: x^Host: x^^",
                "GET http://B/ HTTP/1.1^Host: x,y^^",
                "GET http://B/ HTTP/1.1^Host: a@x^^", "GET http://B/ HTTP/1.1^Host: ^^",
                // Fields.
                "GET http://B/ HTTP/1.1^Host: x^A : b^^", "GET http://B/ HTTP/1.1^Host: x^A\t: b^^",
                "GET http://B/ HTTP/1.1^Host: x^ folded^^", "GET http://B/ HTTP/1.1^ Host: x^^",
                "GET http://B/ HTTP/1.1^Host: x^A: b\0c^^", "GET http://B/ HTTP/1.1^Host: x^A: b\rc^^",
                "GET http://B/ HTTP/1.1^Host: x^A: b\nC: d^^", "GET http://B/ HTTP/1.1^Host: x^: b^^",
                "GET http://B/ HTTP/1.1^Host: x^nocolon^^", "GET http://B/ HTTP/1.1^Host: x^A(b): c^^",
                "GET http://B/ HTTP/1.1^Host: x^A: \u007f^^",
                // Framing.
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: 5^Transfer-Encoding: chunked^^0^^",
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: 5^Content-Length: 5^^hello",
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: 5^Content-Length: 6^^hello",
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: 5, 5^^hello",
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: +5^^hello",
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: -1^^",
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: 0x5^^hello",
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: 5 5^^hello",
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: ^^",
                "POST http://B/ HTTP/1.1^Host: x^Content-Length: 99999999999999999999^^",
                "POST http://B/ HTTP/1.1^Host: x^Transfer-Encoding: ,chunked^^0^^",
                "POST http://B/ HTTP/1.1^Host: x^Transfer-Encoding: chunked, identity^^0^^",
                "POST http://B/ HTTP/1.1^Host: x^Transfer-Encoding: gzip, chunked^^0^^",
                "POST http://B/ HTTP/1.1^Host: x^Transfer-Encoding: chunked^Transfer-Encoding: chunked^^0^^",
                "POST http://B/ HTTP/1.1^Host: x^Transfer-Encoding: xchunked^^0^^",
                "POST http://B/ HTTP/1.1^Host: x^Transfer-Encoding: \"chunked\"^^0^^",
                "POST http://B/ HTTP/1.1^Host: x^Transfer-Encoding: identity^^",
                "POST http://B/ HTTP/1.0^Host: x^Transfer-Encoding: chunked^^0^^",
                "POST http://B/ HTTP/1.1^Host: x^Connection: Content-Length^Content-Length: 5^^hello",
                "POST http://B/ HTTP/1.1^Host: x^Connection: close, Transfer-Encoding^Transfer-Encoding: chunked^^0^^",
                "GET http://B/ HTTP/1.1^Host: x^Connection: host^^", "GET http://B/ HTTP/1.1^Host: x^Expect: 200-ok^^"})
    void nothingAmbiguousIsForwarded(String text) throws IOException {
        try (Wire client = stage.client()) {
            Wire.Response response = client.say(request(text)).response();
            assertThat(response.status()).isBetween(400, 431);
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(origin.visits()).isEmpty();
        assertThat(stage.ended(1)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"g^", "-1^", "0x5^hello^0^^", "5 ^hello^0^^", " 5^hello^0^^", "5;a\nb^hello^0^^",
                "5\nhello\n0\n\n",
                "5^helloX^0^^", "FFFFFFFFFFFFFFFFF^", "5^hello^0^A : b^^", "5^hello^0\nX^^"})
    void aBrokenChunkNeverMakesAWholeRequest(String body) throws IOException {
        try (Origin site = new Origin(visit -> {
            visit.head();
            visit.body();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }); Wire client = stage.client()) {
            client.say(("POST http://allowed.test:" + site.port()
                    + "/ HTTP/1.1^Host: x^Transfer-Encoding: chunked^^" + body).replace("^", "\r\n"));
            client.socket.shutdownOutput();
            int status;
            try {
                status = client.response().status();
            } catch (IOException broken) {
                status = 0;
            }
            assertThat(status).isNotEqualTo(200);
        }
    }

    @Test
    void tooLongIsSaidToBeTooLong() throws IOException {
        try (Wire client = stage.client()) {
            client.say("GET http://allowed.test/" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(414);
        }
        try (Wire client = stage.client()) {
            client.say("GET http://allowed.test/ HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(70_000) + "\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(431);
        }
    }

    @Test
    void traceIsNotCarried() throws IOException {
        for (String method : List.of("TRACE", "TRACK")) {
            try (Wire client = stage.client()) {
                assertThat(client.say(request(method + " http://B/ HTTP/1.1^Host: x^Max-Forwards: 0^^")).response()
                        .status()).isEqualTo(405);
            }
        }
        assertThat(origin.visits()).isEmpty();
    }

    @Test
    void theUrlDecidesAndTheHostFollowsIt() throws IOException {
        try (Wire client = stage.client()) {
            client.say("GET http://blocked.test/ HTTP/1.1\r\nHost: allowed.test\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(403);
            client.say(request("GET http://user:pw@B/%61/../x%2fy?q HTTP/1.1^Host: blocked.test^^"));
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(origin.heads().getFirst()).startsWith("GET /x%2Fy?q HTTP/1.1\r\n").doesNotContain("blocked")
                .doesNotContain("user").containsIgnoringCase("host: allowed.test:" + origin.port() + "\r\n");
        assertThat(stage.asked.getLast().target().text())
                .isEqualTo("http://allowed.test:" + origin.port() + "/x%2Fy?q");
    }

    @Test
    void headersForOneHopStayHere() throws IOException {
        String answer = String.join("\r\n", "HTTP/1.1 200 OK", "Content-Length: 2", "Connection: keep-alive, X-Hop",
                "X-Hop: 1",
                "Keep-Alive: timeout=5", "Alt-Svc: h3=\":443\"", "Proxy-Authenticate: Basic", "X-End: 2", "", "ok");
        try (Origin site = Origin.answering(answer); Wire client = stage.client()) {
            client.say(String.join("\r\n", "GET http://allowed.test:" + site.port() + "/ HTTP/1.1", "Host: x",
                    "Connection: keep-alive, X-Mine, Upgrade, HTTP2-Settings", "X-Mine: 1",
                    "Proxy-Connection: keep-alive",
                    "Proxy-Authorization: Basic Zm9vOmJhcg==", "TE: trailers", "Keep-Alive: 5", "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAAP__", "X-End: 1", "", ""));
            String back = client.response().head();
            assertThat(back).contains("X-End: 2").containsIgnoringCase("via: 1.1 schoolgate-")
                    .doesNotContainIgnoringCase("x-hop").doesNotContainIgnoringCase("keep-alive")
                    .doesNotContainIgnoringCase("alt-svc").doesNotContainIgnoringCase("proxy-auth");
            assertThat(site.heads().getFirst()).contains("X-End: 1").containsIgnoringCase("via: 1.1 schoolgate-")
                    .doesNotContainIgnoringCase("x-mine").doesNotContainIgnoringCase("proxy-")
                    .doesNotContainIgnoringCase("upgrade").doesNotContainIgnoringCase("http2")
                    .doesNotContainIgnoringCase("keep-alive").doesNotContainIgnoringCase("\r\nTE:");
        }
    }

    @Test
    void aRequestThatHasBeenHereBeforeIsALoop() throws IOException {
        try (Wire client = stage.client()) {
            client.say(request("GET http://B/ HTTP/1.1^Host: x^^")).response();
            String via = origin.heads().getFirst().lines().filter(line -> line.toLowerCase(java.util.Locale.ROOT)
                    .startsWith("via:")).findFirst().orElseThrow();
            client.say(request("GET http://B/ HTTP/1.1^Host: x^" + via + "^^"));
            Wire.Response response = client.response();
            assertThat(response.status()).isEqualTo(502);
            assertThat(response.head()).contains("proxy_loop_detected");
        }
    }

    @Test
    void aHeadThatIsNeverFinishedTimesOut() throws IOException {
        try (Wire client = stage.client()) {
            client.say("GET http://allowed.test/ HTTP/1.1\r\nHost:");
            Wire.Response response = client.response();
            assertThat(response.status()).isEqualTo(408);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void oneAddressCannotTakeAllConnections() throws IOException {
        java.util.List<Wire> clients = new java.util.ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Wire client = stage.client();
                clients.add(client);
                client.say("GET http://blocked.test/ HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.response().status()).isEqualTo(403);
            }
            try (Wire late = stage.client()) {
                Wire.Response response = late.response();
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.head()).contains("connection_limit_reached");
            }
            clients.removeLast().close();
            org.awaitility.Awaitility.await().until(() -> stage.open <= 19);
            try (Wire again = stage.client()) {
                again.say("GET http://blocked.test/ HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(again.response().status()).isEqualTo(403);
            }
        } finally {
            for (Wire client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aFaultInDecidingOpensNothing() throws IOException {
        try (Wire client = stage.client()) {
            Wire.Response response = client.say("GET http://broken.test:" + origin.port()
                    + "/ HTTP/1.1\r\nHost: x\r\n\r\n").response();
            assertThat(response.status()).isEqualTo(500);
            assertThat(origin.visits()).isEmpty();
        }
    }
}
