package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The evasion cases E01, E02 and E41 to E48, as they show on the wire of plain HTTP.
class HttpEvasionIT {

    private Origin origin;
    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        origin = new Origin(visit -> {
            for (String head = visit.head(); !head.isEmpty(); head = visit.head()) {
                visit.body();
                String path = head.split(" ")[1];
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
            }
        });
        stage = new Stage();
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
    }

    private String open(String path) {
        return "http://allowed.test:" + origin.port() + path;
    }

    private Wire.Response ask(String request) throws IOException {
        try (Wire client = stage.client()) {
            return client.say(request).response();
        }
    }

    @Test
    void e01TheAddressIsJudgedAndNotTheHost() throws IOException {
        assertThat(ask("GET http://blocked.test/ HTTP/1.1\r\nHost: allowed.test\r\n\r\n").status()).isEqualTo(403);
        assertThat(origin.visits()).isEmpty();
    }

    @Test
    void e02TheHostThatGoesOutIsThatOfTheAddress() throws IOException {
        assertThat(ask("GET " + open("/a") + " HTTP/1.1\r\nHost: blocked.test\r\n\r\n").status()).isEqualTo(200);
        assertThat(origin.heads().getFirst()).containsIgnoringCase("host: allowed.test:" + origin.port())
                .doesNotContain("blocked.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET http://blocked.test/\r\n\r\n", "GET /\r\n\r\n", "GET http://allowed.test/\r\n", "GET /\n",
                "GET http://allowed.test/\r\nHost: allowed.test\r\n"})
    void e41ARequestWithoutAVersionIsRefused(String request) throws IOException {
        assertThat(ask(request).status()).isEqualTo(400);
        assertThat(stage.asked).isEmpty();
    }

    @Test
    void e41ARequestOfOneLineThatComesInPiecesIsRefusedWhenItIsWhole() throws Exception {
        try (Wire client = stage.client()) {
            for (String piece : List.of("G", "ET ", "http://allowed.test/", "\r", "\n")) {
                client.say(piece);
                Thread.sleep(30);
            }
            assertThat(client.response().status()).isEqualTo(400);
        }
        assertThat(stage.asked).isEmpty();
    }

    @Test
    void e41AnAnswerWithoutAStatusLineIsNone() throws IOException {
        try (Origin old = new Origin(visit -> {
            visit.head();
            visit.say("<html>as it was in 1991</html>\r\n");
            visit.socket.close();
        })) {
            assertThat(ask("GET http://allowed.test:" + old.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n").status())
                    .isEqualTo(502);
        }
    }

    @Test
    void e42AnOldRequestIsJudgedByItsAddress() throws IOException {
        assertThat(ask("GET http://blocked.test/ HTTP/1.0\r\n\r\n").status()).isEqualTo(403);
        assertThat(ask("GET " + open("/old") + " HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
        assertThat(origin.heads().getFirst()).containsIgnoringCase("host: allowed.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "GETX", "PROPFIND", "PATCH", "X-ODD", "OPTIONS"})
    void e43EveryMethodIsJudgedAlike(String method) throws IOException {
        assertThat(ask(method + " http://blocked.test/ HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: CONNECT\r\n\r\n")
                .status()).isEqualTo(403);
        assertThat(stage.recorded).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"G@T", "GE\tT", "G(T", "", "\"GET\"", "G\u00c9T"})
    void e43AMethodThatIsNoTokenIsRefused(String method) throws IOException {
        assertThat(ask(method + " http://allowed.test/ HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(400);
        assertThat(stage.asked).isEmpty();
    }

    @Test
    void e45EachPipelinedRequestIsJudgedAlsoAfterABlock() throws IOException {
        try (Wire client = stage.client()) {
            client.say("GET " + open("/one") + " HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "GET http://blocked.test/ HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "POST http://blocked.test/ HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n"
                    + "GET http://blocked.test/in-the-body HTTP/1.1\r\nX: y" + "GET " + open("/two")
                    + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.response().body()).isEqualTo("/one");
            assertThat(client.response().status()).isEqualTo(403);
            assertThat(client.response().status()).isEqualTo(403);
            assertThat(client.response().body()).isEqualTo("/two");
        }
        assertThat(stage.asked).hasSize(4);
        assertThat(origin.heads()).hasSize(2);
    }

    @Test
    void e46EachRequestOfAKeptConnectionIsJudged() throws IOException {
        try (Wire client = stage.client()) {
            for (int i = 0; i < 50; i++) {
                client.say("GET " + open("/" + i) + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.response().body()).isEqualTo("/" + i);
            }
            client.say("GET http://blocked.test/ HTTP/1.1\r\nHost: allowed.test\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(403);
        }
        assertThat(stage.asked).hasSize(51);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 1\r\nContent-Length: 2", "Content-Length: 1, 1", "Content-Length: +1",
                "Content-Length: -1", "Content-Length: 0x1", "Content-Length: 1 1", "Content-Length:",
                "Content-Length: 1e1",
                "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked\r\nContent-Length: 1",
                "Transfer-Encoding: chunked, identity", "Transfer-Encoding: ,chunked", "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding : chunked",
                "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: \u000bchunked"})
    void e47ABodyHasOneEndOrTheRequestIsRefused(String headers) throws IOException {
        assertThat(ask("POST " + open("/") + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\nx").status())
                .isEqualTo(400);
        assertThat(origin.visits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host: allowed.test\r\n\tblocked.test", "Host: allowed.test\r\nHost: blocked.test",
                "Host: allowed.test,blocked.test", "Host\t: allowed.test", "Host : allowed.test", " Host: allowed.test",
                "Host: allowed.test blocked.test", "Host: allowed.test\u0000", "Host: a@blocked.test"})
    void e48AHostThatCanBeReadInTwoWaysIsRefused(String headers) throws IOException {
        assertThat(ask("GET " + open("/") + " HTTP/1.1\r\n" + headers + "\r\n\r\n").status()).isEqualTo(400);
        assertThat(List.of(origin.visits().size(), stage.asked.size())).containsExactly(0, 0);
    }
}
