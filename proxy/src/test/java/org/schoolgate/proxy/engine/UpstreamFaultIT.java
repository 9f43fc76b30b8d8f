package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.proxy.log.Exchange;

class UpstreamFaultIT {

    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage();
    }

    /// Starts anew, with a gateway that waits for nothing long.
    private void hurry() throws IOException {
        stage.close();
        stage = new Stage(draft -> {
            draft.connectTimeout = Duration.ofMillis(500);
            draft.responseTimeout = Duration.ofMillis(500);
            draft.idleRequest = Duration.ofMillis(500);
        });
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private static String get(String host, int port) {
        return "GET http://" + host + ":" + port + "/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    private void expect(String request, int status, String token) throws IOException {
        stage.ended.clear();
        try (Wire client = stage.client()) {
            Wire.Response response = client.say(request).response();
            while (response.status() < 200) {
                response = client.response();
            }
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.head()).contains("Proxy-Status: schoolgate; error=" + token);
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(stage.ended(1)).hasSize(1);
        assertThat(stage.ended.getFirst().status()).isEqualTo(status);
        assertThat(stage.ended.getFirst().fault()).contains(token);
    }

    private void expectOf(Origin.Behaviour behaviour, int status, String token) throws IOException {
        try (Origin origin = new Origin(behaviour)) {
            expect(get("allowed.test", origin.port()), status, token);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void namesThatDoNotExistAndNameServersThatKeepSilent() throws IOException {
        expect(get("nowhere.test", 80), 502, "dns_error");
        expect(get("silent.test", 80), 504, "dns_timeout");
        expect("CONNECT nowhere.test:443 HTTP/1.1\r\nHost: nowhere.test\r\n\r\n", 502, "dns_error");
    }

    @Test
    void aSiteThatRefusesTheConnection() throws IOException {
        expect(get("allowed.test", freePort()), 502, "connection_refused");
        int port = freePort();
        try (Stage tunnels = new Stage(draft -> draft.connectPorts = Set.of(port));
                Wire client = tunnels.client()) {
            Wire.Response response = client
                    .say("CONNECT allowed.test:" + port + " HTTP/1.1\r\nHost: allowed.test\r\n\r\n").response();
            assertThat(response.status()).isEqualTo(502);
            assertThat(response.head()).contains("error=connection_refused");
        }
    }

    @Test
    void aSiteThatNeverAnswersTheConnect() throws Exception {
        hurry();
        try (FullBacklog site = new FullBacklog()) {
            expect(get("allowed.test", site.port()), 504, "connection_timeout");
        }
    }

    @Test
    void aSiteThatClosesWithoutAResponse() throws IOException {
        expectOf(visit -> visit.head(), 502, "connection_terminated");
        expectOf(visit -> {
            visit.head();
            visit.socket.setSoLinger(true, 0);
        }, 502, "connection_terminated");
        expectOf(visit -> {
            visit.head();
            visit.say("HTTP/1.1 200 OK\r\nContent-");
        }, 502, "connection_terminated");
    }

    @Test
    void aSiteThatNeverAnswers() throws IOException {
        hurry();
        expectOf(visit -> {
            visit.head();
            visit.in.read();
        }, 504, "http_response_timeout");
    }

    @Test
    void aSiteThatSpeaksNoProperHttp() throws IOException {
        for (String nonsense : new String[]{"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/3.0 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(11) + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}) {
            expectOf(visit -> {
                visit.head();
                visit.say(nonsense);
                visit.in.read();
            }, 502, "http_protocol_error");
        }
        expectOf(visit -> {
            visit.head();
            visit.say("HTTP/1.1 200 OK\r\nX: " + "a".repeat(70_000) + "\r\n\r\n");
            visit.in.read();
        }, 502, "http_response_header_section_size");
    }

    @Test
    void aBodyThatIsCutOffNeverLooksComplete() throws IOException {
        String[] starts = {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"};
        for (String start : starts) {
            for (boolean reset : new boolean[]{false, true}) {
                stage.ended.clear();
                try (Origin origin = new Origin(visit -> {
                    visit.head();
                    visit.say(start);
                    visit.socket.setSoLinger(reset, 0);
                }); Wire client = stage.client()) {
                    client.say(get("allowed.test", origin.port()));
                    assertThatThrownBy(client::response).isInstanceOf(IOException.class);
                    assertThat(stage.ended(1).getFirst().complete()).isFalse();
                }
            }
        }
    }

    @Test
    void aBodyWithoutALengthEndsWithTheConnectionAndOnlyIfThatEndsCleanly() throws IOException {
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.say("HTTP/1.0 200 OK\r\n\r\nabc");
        }); Wire client = stage.client()) {
            Wire.Response response = client.say(get("allowed.test", origin.port())).response();
            assertThat(response.body()).isEqualTo("abc");
            assertThat(response.head()).startsWith("HTTP/1.1 200").containsIgnoringCase("transfer-encoding: chunked");
            assertThat(client.say(get("blocked.test", 80)).response().status()).isEqualTo(403);
        }
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.say("HTTP/1.0 200 OK\r\n\r\nabc");
            visit.in.read();
            visit.socket.setSoLinger(true, 0);
        }); Wire client = stage.client()) {
            client.say(get("allowed.test", origin.port()));
            Wire.readHead(client.in);
            client.read(8);
            origin.visits().getFirst().socket.setSoLinger(true, 0);
            origin.visits().getFirst().socket.close();
            assertThatThrownBy(() -> {
                if (client.isEnded()) {
                    throw new IOException("ended without a last chunk");
                }
                client.response();
            }).isInstanceOf(IOException.class);
            assertThat(stage.ended(3).getLast().complete()).isFalse();
        }
    }

    @Test
    void aBodyThatStallsIsBrokenOff() throws IOException {
        hurry();
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
            visit.in.read();
        }); Wire client = stage.client()) {
            client.say(get("allowed.test", origin.port()));
            assertThatThrownBy(client::response).isInstanceOf(IOException.class);
            assertThat(stage.ended(1).getFirst().complete()).isFalse();
        }
    }

    @Test
    void aClientThatLeavesEndsTheConnectionToTheSite() throws IOException {
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            byte[] block = new byte[64 * 1024];
            while (true) {
                visit.out.write(block);
            }
        })) {
            try (Wire client = stage.client()) {
                client.say(get("allowed.test", origin.port()));
                client.read(100_000);
            }
            Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> origin.visits().getFirst().over);
            assertThat(stage.ended(1).getFirst().complete()).isFalse();
        }
    }

    @Test
    void aKeptConnectionThatTheSiteHasClosedIsOpenedAnew() throws IOException {
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
            // Closes at the next request, as a server does whose keep-alive time is just over.
            visit.in.read();
        }); Wire client = stage.client()) {
            for (int i = 0; i < 4; i++) {
                assertThat(client.say(get("allowed.test", origin.port())).response().body()).isEqualTo("a");
            }
            assertThat(origin.visits()).hasSize(4);
        }
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\na");
        }); Wire client = stage.client()) {
            for (int i = 0; i < 4; i++) {
                Wire.Response response = client.say(get("allowed.test", origin.port())).response();
                assertThat(response.body()).isEqualTo("a");
                assertThat(response.head()).doesNotContainIgnoringCase("connection:");
            }
        }
    }

    @Test
    void anEarlyAnswerIsForwardedAndTheConnectionClosed() throws IOException {
        try (Origin origin = new Origin(visit -> {
            visit.head();
            visit.say("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
            visit.in.read();
        }); Wire client = stage.client()) {
            client.say("POST http://allowed.test:" + origin.port()
                    + "/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(10_000));
            assertThat(client.response().body()).isEqualTo("big");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void theNextAddressIsTriedWhereOneFails() throws IOException {
        byte[] body = new byte[300_000];
        try (Origin origin = new Origin(visit -> {
            while (!visit.head().isEmpty()) {
                String said = String.valueOf(visit.body().length);
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: " + said.length() + "\r\n\r\n" + said);
            }
        })) {
            stage.names.knows("two.test", "127.9.9.9", "127.8.8.8", "127.0.0.1");
            try (Wire client = stage.client()) {
                assertThat(client.say(get("two.test", origin.port())).response().body()).isEqualTo("0");
            }
            try (Wire client = stage.client()) {
                client.say("POST http://two.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\nContent-Length: "
                        + body.length + "\r\n\r\n").say(body);
                assertThat(client.response().body()).isEqualTo("300000");
            }
            Exchange exchange = stage.ended(1).getFirst();
            assertThat(exchange.upstream()).map(Object::toString).contains("127.0.0.1");
            assertThat(exchange.fault()).isEmpty();
        }
    }

    /// A listening socket whose queue is full, so that a connect to it is never answered.
    static final class FullBacklog implements AutoCloseable {

        private final ServerSocket server = new ServerSocket();
        private final java.util.List<java.nio.channels.SocketChannel> fill = new java.util.ArrayList<>();

        FullBacklog() throws IOException {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            for (int i = 0; i < 8; i++) {
                java.nio.channels.SocketChannel channel = java.nio.channels.SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(server.getLocalSocketAddress());
                fill.add(channel);
            }
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (java.nio.channels.SocketChannel channel : fill) {
                channel.close();
            }
            server.close();
        }
    }
}
