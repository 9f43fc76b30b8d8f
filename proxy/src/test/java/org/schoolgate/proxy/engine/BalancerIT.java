package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.listen.Interception;

/// What a balancer before the gateway says of its clients, and who is believed.
class BalancerIT {

    private static final byte[] SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;
    private static final int UDP4 = 0x12;

    private Origin origin;
    private Stage stage;
    private String request;

    @BeforeEach
    void start() throws IOException {
        origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        stage = new Stage(behindBalancers("127.0.0.0/8"));
        request = "GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
    }

    private static Consumer<ProxySettings.Draft> behindBalancers(String... ranges) {
        return draft -> draft.balancers = Arrays.stream(ranges).map(text -> AddressRange.parse(text).orElseThrow())
                .toList();
    }

    /// A header of version 2.
    private static byte[] header(int command, int family, byte[] rest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        out.writeBytes(new byte[]{(byte) command, (byte) family, (byte) (rest.length >> 8), (byte) rest.length});
        out.writeBytes(rest);
        return out.toByteArray();
    }

    private static byte[] addresses(String from, String to, int extras) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(IpAddress.parse(from).orElseThrow().bytes());
        out.writeBytes(IpAddress.parse(to).orElseThrow().bytes());
        out.writeBytes(new byte[]{(byte) 0x9c, 0x40, 0, 80});
        if (extras > 0) {
            out.writeBytes(new byte[]{(byte) 0xea, (byte) (extras - 3 >> 8), (byte) (extras - 3)});
            out.writeBytes(new byte[extras - 3]);
        }
        return out.toByteArray();
    }

    private String clientSeen(byte[] header) throws IOException {
        stage.asked.clear();
        try (Wire client = stage.client()) {
            client.say(header).say(request);
            assertThat(client.response().status()).isEqualTo(200);
        }
        return stage.asked.getFirst().client().address().text();
    }

    /// Cleanly or not.
    private static boolean endsWithoutAnAnswer(Wire client) throws IOException {
        try {
            return client.isEnded();
        } catch (SocketException reset) {
            return true;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void theClientIsWhomTheBalancerNames() throws IOException {
        assertThat(clientSeen(ascii("PROXY TCP4 10.1.2.3 10.0.0.1 40000 3128\r\n"))).isEqualTo("10.1.2.3");
        assertThat(clientSeen(ascii("PROXY TCP6 2001:db8::3 2001:db8::1 40000 3128\r\n"))).isEqualTo("[2001:db8::3]");
        assertThat(clientSeen(header(PROXY, TCP4, addresses("10.1.2.4", "10.0.0.1", 0)))).isEqualTo("10.1.2.4");
        assertThat(clientSeen(header(PROXY, TCP6, addresses("2001:db8::4", "2001:db8::1", 0))))
                .isEqualTo("[2001:db8::4]");
        assertThat(clientSeen(header(PROXY, TCP4, addresses("10.1.2.5", "10.0.0.1", 300)))).isEqualTo("10.1.2.5");
        assertThat(stage.ended(5).getLast().client().address().text()).isEqualTo("10.1.2.5");
    }

    @Test
    void aBalancerMaySpeakForItself() throws IOException {
        assertThat(clientSeen(header(LOCAL, 0, new byte[0]))).isEqualTo("127.0.0.1");
        assertThat(clientSeen(ascii("PROXY UNKNOWN\r\n"))).isEqualTo("127.0.0.1");
    }

    @Test
    void aHeaderInSmallestPiecesAndOneTogetherWithTheRequestAreReadAlike() throws IOException {
        for (byte[] header : List.of(ascii("PROXY TCP4 10.1.2.3 10.0.0.1 40000 3128\r\n"),
                header(PROXY, TCP4, addresses("10.1.2.3", "10.0.0.1", 20)))) {
            try (Wire client = stage.client()) {
                for (byte b : header) {
                    client.say(new byte[]{b});
                }
                assertThat(client.say(request).response().status()).isEqualTo(200);
                assertThat(client.say(request).response().status()).isEqualTo(200);
            }
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            together.writeBytes(header);
            together.writeBytes(ascii(request));
            try (Wire client = stage.client()) {
                assertThat(client.say(together.toByteArray()).response().status()).isEqualTo(200);
            }
        }
        assertThat(stage.asked).extracting(asked -> asked.client().address().text()).containsOnly("10.1.2.3");
    }

    @Test
    void aBalancerThatDoesNotSayWhoAsksIsRefused() throws IOException {
        byte[] long1 = ascii("PROXY TCP4 " + "1".repeat(200) + "\r\n");
        List<byte[]> wrong = List.of(ascii(request), ascii("PROXY TCP4 10.1.2.3\r\n"), ascii("PROXY TCP4 a b c d\r\n"),
                ascii("proxy TCP4 10.1.2.3 10.0.0.1 40000 3128\r\n"), long1,
                header(PROXY, UDP4, addresses("10.1.2.4", "10.0.0.1", 0)), header(0x31, TCP4, new byte[12]),
                header(PROXY, TCP4, new byte[4]), header(PROXY, TCP4, addresses("10.1.2.4", "10.0.0.1", 4000)),
                TunnelIT.hello("allowed.test", 16_000));
        for (byte[] bytes : wrong) {
            try (Wire client = stage.client()) {
                client.say(bytes);
                assertThat(endsWithoutAnAnswer(client)).isTrue();
            }
        }
        assertThat(stage.ended(wrong.size())).hasSize(wrong.size()).allSatisfy(exchange -> {
            assertThat(exchange.fault()).contains("balancer_header_error");
            assertThat(exchange.client().address().text()).isEqualTo("127.0.0.1");
        });
        assertThat(stage.asked).isEmpty();
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void aHeaderThatDoesNotComeIsNotAwaitedForLong() throws IOException {
        try (Stage hasty = new Stage(behindBalancers("127.0.0.1").andThen(
                draft -> draft.helloTimeout = Duration.ofMillis(200)));
                Wire silent = hasty.client();
                Wire slow = hasty.client()) {
            slow.say("PROXY TCP4 10.1.2.3 ");
            for (Wire client : List.of(silent, slow)) {
                assertThatThrownBy(client::isEnded).isInstanceOf(SocketException.class);
            }
            assertThat(hasty.ended(2)).extracting(exchange -> exchange.fault().orElseThrow())
                    .containsOnly("balancer_header_error");
        }
    }

    @Test
    void aLookWhetherThePortIsOpenLeavesNothingBehind() throws IOException {
        stage.client().close();
        try (Wire half = stage.client()) {
            half.say("PROXY TC");
        }
        assertThat(clientSeen(ascii("PROXY TCP4 10.1.2.3 10.0.0.1 40000 3128\r\n"))).isEqualTo("10.1.2.3");
        Awaitility.await().until(() -> stage.open == 0);
        assertThat(stage.ended(1)).hasSize(1);
    }

    @Test
    void nobodyElseIsBelieved() throws IOException {
        try (Stage alone = new Stage(behindBalancers("10.0.0.0/8"))) {
            for (byte[] header : List.of(ascii("PROXY TCP4 10.1.2.3 10.0.0.1 40000 3128\r\n"),
                    header(PROXY, TCP4, addresses("10.1.2.4", "10.0.0.1", 0)))) {
                try (Wire client = alone.client()) {
                    client.say(header).say(request);
                    assertThat(client.response().status()).isEqualTo(400);
                    assertThat(client.isEnded()).isTrue();
                }
            }
            try (Wire client = alone.client()) {
                client.say("GET http://allowed.test:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n"
                        + "X-Forwarded-For: 10.9.9.9\r\nForwarded: for=10.9.9.9\r\nX-Real-IP: 10.9.9.9\r\n\r\n");
                assertThat(client.response().status()).isEqualTo(200);
            }
            assertThat(alone.asked).extracting(asked -> asked.client().address().text()).containsOnly("127.0.0.1");
        }
    }

    @Test
    void aBalancerThatWantsToKnowWhetherAnInterceptingPortIsWellIsSentAway() throws IOException {
        try (Stage taking = new Stage(behindBalancers("127.0.0.0/8").andThen(draft -> draft.interceptions = List
                .of(new Interception(new InetSocketAddress("127.0.0.1", 0), Interception.Mode.REDIRECT))));
                Wire client = taking.intercepted("PROXY UNKNOWN\r\n")) {
            assertThat(client.isEnded()).isTrue();
            assertThat(taking.ended).isEmpty();
        }
    }
}
