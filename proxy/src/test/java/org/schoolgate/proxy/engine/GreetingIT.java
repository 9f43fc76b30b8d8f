package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.schoolgate.proxy.tls.SiteTls;

/// How encrypted connections begin, and what people try at their beginning. Cases are named after the table of evasions
/// that the project was given.
class GreetingIT {

    private static final String FRONT = "cloudflare-ech.com";

    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private Authority authority;
    private SiteTls sites;
    private Leaves leaves;
    private Origin origin;
    private Stage stage;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        origin = SecureOrigin.of(visit -> {
            while (!visit.head().isEmpty()) {
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            }
        }, "allowed.test", "blocked.test", FRONT, "127.0.0.1");
        authority = Authority.open(folder, Optional.empty(), InstantSource.system());
        sites = SecureOrigin.trusted();
        leaves = new Leaves(authority, InstantSource.system(), worker);
        stage = new Stage(draft -> {
            draft.connectPorts = Set.of(443, origin.port());
            draft.helloTimeout = Duration.ofSeconds(2);
        }, Optional.of(new Inspecting(leaves, sites)));
        stage.names.knows(FRONT, "127.0.0.1");
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
        sites.close();
        leaves.close();
        worker.shutdownNow();
    }

    private Wire connect(Wire client, String host) throws IOException {
        String to = host + ":" + origin.port();
        assertThat(client.say("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n").response().status())
                .isEqualTo(200);
        return client;
    }

    /// What the device trusts where connections are looked into so far.
    private SSLContext device(Look look) throws IOException {
        return Device.trusting(look.mayAnswer() ? List.of(authority.certificate()) : SecureOrigin.roots());
    }

    private String get(String host) {
        return "GET /x HTTP/1.1\r\nHost: " + host + ":" + origin.port() + "\r\n\r\n";
    }

    // ---- segments and records ----------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"NAME", "INSIDE"})
    void E30_E31_aHelloInPiecesIsReadWhole(Look look) throws IOException {
        stage.look = request -> look;
        for (int[] cut : new int[][]{{16_000, 1}, {16_000, 100}, {1, 16_000}, {7, 3}, {64, 16_000}, {250, 11}}) {
            stage.asked.clear();
            try (Wire client = connect(new Wire(new CutSocket(stage.gateway.address(), cut[0], cut[1])),
                    "allowed.test")) {
                client.secure(device(look), "allowed.test");
                assertThat(client.say(get("allowed.test")).response().body()).isEqualTo("hello");
            }
            try (Wire client = connect(new Wire(new CutSocket(stage.gateway.address(), cut[0], cut[1])),
                    "allowed.test")) {
                assertThat(blocked(client, look)).isTrue();
            }
        }
        assertThat(origin.heads()).hasSize(6);
    }

    /// Whether a hello with a closed name ends in a refusal.
    private boolean blocked(Wire client, Look look) throws IOException {
        if (look == Look.INSIDE) {
            client.secure(device(look), "blocked.test");
            return client.say(get("blocked.test")).response().status() == 403;
        }
        assertThatThrownBy(() -> client.secure(device(look), "blocked.test")).isInstanceOf(SSLException.class)
                .hasMessageContaining("access_denied");
        return true;
    }

    @Test
    void E31_aHelloThatNeverEndsIsClosedInTime() throws IOException {
        byte[] hello = TunnelIT.hello("allowed.test", 16_000);
        try (Wire client = connect(stage.client(), "allowed.test")) {
            client.say(Arrays.copyOf(hello, hello.length - 1)).read(7);
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(stage.ended(1).getFirst().fault()).contains("http_request_error");
    }

    @ParameterizedTest
    @EnumSource(names = {"NAME", "INSIDE"})
    void E32_aHelloOf17KiBWorksAndOneOver64KiBIsRefused(Look look) throws IOException {
        stage.look = request -> look;
        try (Wire client = connect(stage.client(), "allowed.test")) {
            client.say(Hello.to("allowed.test").padded(17 * 1024).records(16_000));
            // The site answers it, or the gateway does: not an alert in either case.
            assertThat(client.read(1)[0]).isEqualTo((byte) 0x16);
        }
        try (Wire client = connect(stage.client(), "allowed.test")) {
            client.say(Hello.to("allowed.test").padded(65_450).records(16_000));
            assertThat(client.read(7)).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void E33_T46_greaseIsIgnored() throws IOException {
        for (Look look : new Look[]{Look.NAME, Look.INSIDE}) {
            stage.look = request -> look;
            try (Wire client = connect(stage.client(), "allowed.test")) {
                client.say(Hello.to("allowed.test").with(0x0a0a, new byte[0]).hiding()
                        .with(0xdada, new byte[]{0}).records(16_000));
                assertThat(client.read(1)[0]).isEqualTo((byte) 0x16);
            }
        }
    }

    @Test
    void E34_theOrderOfExtensionsIsFreeAndNoneMayComeTwice() throws IOException {
        Hello many = Hello.nameless();
        for (int type = 0x1000; type < 0x1040; type++) {
            many.with(type, new byte[3]);
        }
        try (Wire client = connect(stage.client(), "allowed.test")) {
            client.say(many.named("blocked.test").records(16_000));
            assertThat(client.read(7)).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
        }
        try (Wire client = connect(stage.client(), "allowed.test")) {
            client.say(Hello.to("allowed.test").named("blocked.test").records(16_000));
            assertThat(client.read(7)).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
        }
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void E35_whatIsNoHelloGoesNowhere() throws IOException {
        byte[] ssl2 = {(byte) 0x80, 0x2e, 1, 3, 1, 0, 3, 0, 0, 0, 0x20, 0, 0, 1};
        for (Look look : new Look[]{Look.NAME, Look.INSIDE}) {
            stage.look = request -> look;
            for (byte[] said : List.of(ssl2, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                    "CONNECT blocked.test:443 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                    new byte[]{0x17, 3, 3, 0, 1, 0}, new byte[]{0x16, 2, 0, 0, 1, 1},
                    "SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII))) {
                try (Wire client = connect(stage.client(), "allowed.test")) {
                    client.say(said).read(7);
                    assertThat(client.isEnded()).isTrue();
                }
            }
        }
        assertThat(origin.heads()).isEmpty();
        // And TLS where plain HTTP is spoken.
        try (Wire client = stage.client()) {
            assertThat(client.say(TunnelIT.hello("allowed.test", 16_000)).response().status()).isEqualTo(400);
        }
        assertThat(stage.asked).extracting(request -> request.target().host().text()).containsOnly("allowed.test");
    }

    @Test
    void E35_tlsInsideTlsIsNoRequest() throws IOException {
        stage.look = request -> Look.INSIDE;
        try (Wire client = connect(stage.client(), "allowed.test")) {
            client.secure(device(Look.INSIDE), "allowed.test");
            assertThat(client.say(TunnelIT.hello("blocked.test", 16_000)).response().status()).isEqualTo(400);
        }
        try (Wire client = connect(stage.client(), "allowed.test")) {
            client.secure(device(Look.INSIDE), "allowed.test");
            assertThat(client.say("CONNECT blocked.test:443 HTTP/1.1\r\nHost: blocked.test:443\r\n\r\n").response()
                    .status()).isEqualTo(400);
        }
        assertThat(origin.heads()).isEmpty();
    }

    // ---- names -------------------------------------------------------------------------------------------------------

    @Test
    void E07_withoutANameInTheHelloTheNameInTheConnectCounts() throws IOException {
        stage.look = request -> Look.INSIDE;
        try (Wire client = connect(stage.client(), "127.0.0.1")) {
            SSLSocket tls = client.secure(device(Look.INSIDE), "127.0.0.1");
            assertThat(tls.getSession().getPeerCertificates()).isNotEmpty();
            assertThat(client.say(get("127.0.0.1")).response().body()).isEqualTo("hello");
        }
        try (Stage strict = new Stage(draft -> {
            draft.connectPorts = Set.of(origin.port());
            draft.requireSni = true;
        }); Wire client = connect(strict.client(), "allowed.test")) {
            client.say(Hello.nameless().records(16_000));
            assertThat(client.read(7)).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
        }
    }

    @Test
    void E08_aNameThatIsNoneIsRefused() throws IOException {
        for (Look look : new Look[]{Look.NAME, Look.INSIDE}) {
            stage.look = request -> look;
            for (String name : new String[]{"192.0.2.1", "", "x".repeat(256), "a b", "[::1]"}) {
                try (Wire client = connect(stage.client(), "allowed.test")) {
                    client.say(Hello.nameless().named(name).records(16_000));
                    assertThat(client.read(7)).as(name).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
                    assertThat(client.isEnded()).isTrue();
                }
            }
            try (Wire client = connect(stage.client(), "allowed.test")) {
                client.say(Hello.nameless().namedTwice("allowed.test", "blocked.test").records(16_000));
                assertThat(client.read(7)).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
            }
        }
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void E05_aSiteThatProvesAnotherNameIsNotBelieved() throws IOException {
        stage.look = request -> Look.INSIDE;
        try (Wire client = connect(stage.client(), "other.test")) {
            client.secure(device(Look.INSIDE), "other.test");
            assertThat(client.say(get("other.test")).response().body()).startsWith("fault TLS_CERTIFICATE");
        }
        assertThat(origin.heads()).isEmpty();
    }

    // ---- hidden names ------------------------------------------------------------------------------------------------

    /// The device sees a certificate for the outer name and no word of its hidden one, so it asks again in the open.
    @Test
    void E36_T46_aHiddenNameIsAnsweredSoThatTheDeviceAsksAgainInTheOpen() throws IOException {
        stage.look = request -> Look.INSIDE;
        try (Wire client = connect(stage.client(), "allowed.test")) {
            client.say(Hello.to(FRONT).hiding().records(16_000));
            assertThat(client.read(1)[0]).as("a ServerHello").isEqualTo((byte) 0x16);
            client.read(4);
            assertThat(client.read(1)[0]).isEqualTo((byte) 2);
        }
        Awaitility.await().until(() -> !stage.ended.isEmpty());
        assertThat(stage.ended.getFirst().target().orElseThrow().host().text()).isEqualTo(FRONT);
        assertThat(stage.recorded).isEmpty();
        assertThat(origin.visits()).isEmpty();
    }

    @Test
    void E36_byNameAHiddenNameIsRefusedAndNobodyIsRecorded() throws IOException {
        try (Wire client = connect(stage.client(), "allowed.test")) {
            client.say(Hello.to(FRONT).hiding().records(16_000));
            assertThat(client.read(7)).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
        }
        assertThat(stage.recorded).isEmpty();
        assertThat(origin.heads()).isEmpty();
    }

    /// A ClientHello made by hand.
    private static final class Hello {

        private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();

        static Hello nameless() {
            // What a server needs to answer: TLS 1.3, one group with a share, one way to sign.
            byte[] share = new byte[38];
            ByteBuffer.wrap(share).putShort((short) 36).putShort((short) 0x1d).putShort((short) 32).put((byte) 9);
            return new Hello().with(43, new byte[]{2, 3, 4}).with(10, new byte[]{0, 2, 0, 0x1d})
                    .with(13, new byte[]{0, 2, 4, 3}).with(51, share);
        }

        static Hello to(String name) {
            return nameless().named(name);
        }

        Hello with(int type, byte[] value) {
            extensions.writeBytes(ByteBuffer.allocate(4).putShort((short) type).putShort((short) value.length).array());
            extensions.writeBytes(value);
            return this;
        }

        /// With Encrypted Client Hello as browsers send it, made up or not: nobody but the site could tell.
        Hello hiding() {
            ByteBuffer hidden = ByteBuffer.allocate(10 + 32 + 144);
            hidden.put((byte) 0).putShort((short) 1).putShort((short) 1).put((byte) 7).putShort((short) 32)
                    .put(new byte[32]).putShort((short) 144);
            return with(0xfe0d, hidden.array());
        }

        Hello named(String name) {
            return with(0, list(entry(name)));
        }

        Hello namedTwice(String one, String other) {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(entry(one));
            both.writeBytes(entry(other));
            return with(0, list(both.toByteArray()));
        }

        private static byte[] list(byte[] entries) {
            return ByteBuffer.allocate(2 + entries.length).putShort((short) entries.length).put(entries).array();
        }

        private static byte[] entry(String name) {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(3 + bytes.length).put((byte) 0).putShort((short) bytes.length).put(bytes)
                    .array();
        }

        Hello padded(int size) {
            while (extensions.size() < size) {
                with(0x7000 + extensions.size() % 4096, new byte[Math.min(60_000, size - extensions.size())]);
            }
            return this;
        }

        byte[] records(int size) {
            byte[] all = extensions.toByteArray();
            ByteBuffer body = ByteBuffer.allocate(all.length + 200);
            body.putShort((short) 0x0303).put(new byte[32]).put((byte) 32).put(new byte[32]);
            body.putShort((short) 2).putShort((short) 0x1301).put((byte) 1).put((byte) 0);
            body.putShort((short) all.length).put(all);
            byte[] hello = Arrays.copyOf(body.array(), body.position());
            ByteBuffer handshake = ByteBuffer.allocate(hello.length + 4).putInt(1 << 24 | hello.length).put(hello)
                    .flip();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (handshake.hasRemaining()) {
                byte[] part = new byte[Math.min(size, handshake.remaining())];
                handshake.get(part);
                out.writeBytes(new byte[]{0x16, 3, 1, (byte) (part.length >> 8), (byte) part.length});
                out.writeBytes(part);
            }
            return out.toByteArray();
        }
    }
}
