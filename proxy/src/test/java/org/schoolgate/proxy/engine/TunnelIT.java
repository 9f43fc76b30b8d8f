package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.log.Exchange;

class TunnelIT {

    private Origin origin;
    private Stage stage;
    private final java.util.concurrent.atomic.AtomicLong echoed = new java.util.concurrent.atomic.AtomicLong();

    /// A site that sends back every byte.
    @BeforeEach
    void start() throws IOException {
        origin = new Origin(visit -> visit.in.transferTo(new java.io.FilterOutputStream(visit.out) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                echoed.addAndGet(count);
                out.write(bytes, from, count);
            }
        }));
        stage = new Stage(draft -> draft.connectPorts = Set.of(443, origin.port()));
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
    }

    private String connect(String host) {
        return "CONNECT " + host + ":" + origin.port() + " HTTP/1.1\r\nHost: " + host + ":" + origin.port()
                + "\r\n\r\n";
    }

    /// A ClientHello as browsers send it, cut into records of at most `recordSize` bytes.
    static byte[] hello(String serverName, int recordSize) {
        byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = ByteBuffer.allocate(2048);
        body.putShort((short) 0x0303).put(new byte[32]).put((byte) 32).put(new byte[32]);
        body.putShort((short) 4).putShort((short) 0x1301).putShort((short) 0x0a0a).put((byte) 1).put((byte) 0);
        int names = serverName.isEmpty() ? 0 : 9 + name.length;
        body.putShort((short) (8 + names + 700));
        body.putShort((short) 0x0a0a).putShort((short) 0);
        if (names > 0) {
            body.putShort((short) 0).putShort((short) (5 + name.length)).putShort((short) (3 + name.length))
                    .put((byte) 0).putShort((short) name.length).put(name);
        }
        body.putShort((short) 21).putShort((short) 700).put(new byte[700]);
        byte[] hello = Arrays.copyOf(body.array(), body.position());
        ByteBuffer handshake = ByteBuffer.allocate(hello.length + 4);
        handshake.putInt(1 << 24 | hello.length).put(hello).flip();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (handshake.hasRemaining()) {
            byte[] part = new byte[Math.min(recordSize, handshake.remaining())];
            handshake.get(part);
            out.writeBytes(new byte[]{0x16, 3, 1, (byte) (part.length >> 8), (byte) part.length});
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @Test
    void anAllowedTunnelCarriesBytesBothWays() throws IOException {
        byte[] hello = hello("allowed.test", 16_000);
        try (Wire client = stage.client()) {
            Wire.Response granted = client.say(connect("allowed.test")).response();
            assertThat(granted.head()).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
            client.say(hello);
            assertThat(client.read(hello.length)).isEqualTo(hello);
            byte[] much = new byte[8 << 20];
            new java.util.Random(1).nextBytes(much);
            Thread.ofVirtual().start(() -> {
                try {
                    client.say(much);
                } catch (IOException seenBelow) {
                    assertThat(seenBelow).isNull();
                }
            });
            assertThat(client.read(much.length)).isEqualTo(much);
        }
        Exchange exchange = stage.ended(1).getFirst();
        assertThat(exchange.method()).isEqualTo("CONNECT");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.complete()).isTrue();
        assertThat(exchange.bytesOut()).isGreaterThan(8 << 20);
        org.awaitility.Awaitility.await().until(() -> origin.visits().getFirst().over);
    }

    @Test
    void aTunnelToABlockedNameIsRefusedWithoutTouchingTheSite() throws IOException {
        try (Wire client = stage.client()) {
            Wire.Response response = client.say(connect("blocked.test")).response();
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.body()).isEqualTo("refused blocked.test:" + origin.port());
            assertThat(response.head()).containsIgnoringCase("connection: close");
            assertThat(client.isEnded()).isTrue();
            assertThat(stage.recorded).hasSize(1);
            assertThat(origin.visits()).isEmpty();
        }
    }

    @Test
    void bytesThatCameWithTheConnectAreNotLost() throws IOException {
        byte[] hello = hello("allowed.test", 16_000);
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        together.writeBytes(connect("allowed.test").getBytes(StandardCharsets.US_ASCII));
        together.writeBytes(hello);
        try (Wire client = stage.client()) {
            assertThat(client.say(together.toByteArray()).response().status()).isEqualTo(200);
            assertThat(client.read(hello.length)).isEqualTo(hello);
        }
    }

    @Test
    void aHelloInSmallestPiecesIsReadAllTheSame() throws IOException {
        byte[] hello = hello("allowed.test", 1);
        try (Wire client = stage.client()) {
            client.say(connect("allowed.test")).response();
            for (byte b : hello) {
                client.say(new byte[]{b});
            }
            assertThat(client.read(hello.length)).isEqualTo(hello);
        }
    }

    @Test
    void anotherNameInTheHelloMustOpenByItself() throws IOException {
        byte[] other = hello("other.test", 16_000);
        try (Wire client = stage.client()) {
            client.say(connect("allowed.test")).response();
            client.say(other);
            assertThat(client.read(other.length)).isEqualTo(other);
            assertThat(stage.asked).extracting(request -> request.target().host().text())
                    .containsExactly("allowed.test", "other.test");
        }
    }

    @Test
    void aBlockedNameInTheHelloEndsTheTunnelAndIsRecorded() throws IOException {
        for (int size : new int[]{16_000, 7, 1}) {
            stage.recorded.clear();
            try (Wire client = stage.client()) {
                client.say(connect("allowed.test")).response();
                client.say(hello("WWW.Blocked.Test", size));
                assertThat(client.read(7)).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
                assertThat(client.isEnded()).isTrue();
            }
            assertThat(stage.recorded).hasSize(1);
            assertThat(stage.recorded.getFirst().request().target()).isInstanceOf(Target.Site.class);
        }
        assertThat(stage.ended(3)).allSatisfy(exchange -> {
            assertThat(exchange.complete()).isFalse();
            assertThat(exchange.target().orElseThrow().host().text()).isEqualTo("www.blocked.test");
        });
        assertThat(echoed).hasValue(0);
    }

    @Test
    void whatIsNotTlsIsNotCarried() throws IOException {
        for (String said : new String[]{"GET / HTTP/1.1\r\nHost: blocked.test\r\n\r\n", "SSH-2.0-x\r\n",
            "CONNECT blocked.test:443 HTTP/1.1\r\n\r\n"}) {
            try (Wire client = stage.client()) {
                client.say(connect("allowed.test")).response();
                client.say(said);
                client.read(7);
                assertThat(client.isEnded()).isTrue();
            }
        }
    }

    @Test
    void aTunnelWithoutAServerNameStandsOnTheNameInTheConnect() throws IOException {
        byte[] nameless = hello("", 16_000);
        try (Wire client = stage.client()) {
            client.say(connect("allowed.test")).response();
            client.say(nameless);
            assertThat(client.read(nameless.length)).isEqualTo(nameless);
        }
        try (Stage strict = new Stage(draft -> {
            draft.connectPorts = Set.of(origin.port());
            draft.requireSni = true;
        });
                Wire client = strict.client()) {
            client.say(connect("allowed.test")).response();
            client.say(nameless).read(7);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void theSiteClosingEndsTheTunnel() throws IOException {
        try (Wire client = stage.client()) {
            byte[] hello = hello("allowed.test", 16_000);
            client.say(connect("allowed.test")).response();
            client.say(hello).read(hello.length);
            origin.visits().getFirst().socket.close();
            assertThat(client.isEnded()).isTrue();
        }
    }
}
