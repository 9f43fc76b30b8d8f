package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.listen.Interception;
import org.schoolgate.proxy.log.Exchange;

/// Intercepted connections, as a balancer on this machine hands them on: no firewall is needed for it to say where they
/// were going. What a firewall does is in `InterceptionIT` of the whole product.
class InterceptedIT {

    private static final byte[] DENIED = {0x15, 3, 1, 0, 2, 2, 49};

    private Origin origin;
    private Origin tls;
    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        origin = new Origin(visit -> {
            while (!visit.head().isEmpty()) {
                visit.body();
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        tls = new Origin(visit -> visit.in.transferTo(visit.out));
        stage = new Stage(intercepting(tls.port()));
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
        tls.close();
    }

    /// @param tlsPort where TLS is spoken
    private static Consumer<ProxySettings.Draft> intercepting(int tlsPort) {
        return draft -> {
            draft.interceptions = List.of(new Interception(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Interception.Mode.REDIRECT));
            draft.balancers = List.of(AddressRange.parse("127.0.0.1").orElseThrow());
            draft.connectPorts = Set.of(443, tlsPort);
        };
    }

    /// What the balancer says: a client in the school was going to that port of this machine.
    private static String to(int port) {
        return to("127.0.0.1", port);
    }

    private static String to(String address, int port) {
        return "PROXY TCP4 10.1.2.3 " + address + " 40000 " + port + "\r\n";
    }

    // ---- plain HTTP

    @Test
    void aPageIsJudgedByItsHostAndFetchedWhereTheConnectionWasGoing() throws IOException {
        stage.names.knows("allowed.test", "127.0.0.99");
        try (Wire client = stage.intercepted(to(origin.port()))) {
            String host = "allowed.test:" + origin.port();
            assertThat(client.say("GET /a?b HTTP/1.1\r\nHost: " + host + "\r\n\r\n").response().body())
                    .isEqualTo("ok");
            assertThat(origin.heads().getFirst()).startsWith("GET /a?b HTTP/1.1\r\n").contains("ost: " + host + "\r\n");
            assertThat(stage.asked.getFirst().target().text()).isEqualTo("http://" + host + "/a?b");
            assertThat(stage.asked.getFirst().client().address()).isEqualTo(IpAddress.parse("10.1.2.3").orElseThrow());
        }
        assertThat(stage.names.asked()).isZero();
        Exchange exchange = stage.ended(1).getFirst();
        assertThat(exchange.client().address()).isEqualTo(IpAddress.parse("10.1.2.3").orElseThrow());
        assertThat(exchange.upstream()).contains(IpAddress.parse("127.0.0.1").orElseThrow());
    }

    @Test
    void eachRequestOfAKeptConnectionIsJudgedByItself() throws IOException {
        try (Wire client = stage.intercepted(to(origin.port()))) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.say(get("/", "allowed.test")).response().status()).isEqualTo(200);
            }
            Wire.Response refused = client.say(get("/", "www.blocked.test")).response();
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo("refused http://www.blocked.test:" + origin.port() + "/");
            assertThat(client.say(get("/", "other.test")).response().status()).isEqualTo(200);
        }
        assertThat(origin.heads()).hasSize(4);
    }

    @Test
    void aWholeUrlWinsOverTheHost() throws IOException {
        try (Wire client = stage.intercepted(to(origin.port()))) {
            client.say("GET http://allowed.test:" + origin.port() + "/x HTTP/1.1\r\nHost: blocked.test\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(200);
            assertThat(origin.heads().getFirst()).contains("ost: allowed.test:" + origin.port())
                    .doesNotContain("blocked");
            client.say("GET http://blocked.test:" + origin.port() + "/x HTTP/1.1\r\nHost: allowed.test\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(403);
        }
    }

    @Test
    void anotherPortThanTheConnectionsIsRefused() throws IOException {
        for (String request : List.of("GET / HTTP/1.1\r\nHost: allowed.test:81\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: allowed.test\r\n\r\n",
                "GET http://allowed.test:81/ HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: allowed.test:" + origin.port() + "\r\n\r\n")) {
            try (Wire client = stage.intercepted(to(origin.port()))) {
                assertThat(client.say(request).response().status()).as(request).isEqualTo(400);
            }
        }
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void withoutAHostTheAddressIsJudged() throws IOException {
        try (Wire client = stage.intercepted(to(origin.port()))) {
            assertThat(client.say("GET /old HTTP/1.0\r\n\r\n").response().status()).isEqualTo(200);
        }
        assertThat(stage.asked.getFirst().target().text()).isEqualTo("http://127.0.0.1:" + origin.port() + "/old");
    }

    @Test
    void aTunnelThroughAnotherProxyIsNotCarried() throws IOException {
        try (Wire client = stage.intercepted(to(origin.port()))) {
            client.say("CONNECT allowed.test:443 HTTP/1.1\r\nHost: allowed.test:443\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(405);
        }
        assertThat(origin.visits()).isEmpty();
    }

    @Test
    void whatIsNotHttpOnAPortOfHttpIsCutOff() throws IOException {
        for (byte[] bytes : List.of(TunnelIT.hello("allowed.test", 16_000), new byte[]{0, 1, 2},
                "\r\nGET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            try (Wire client = stage.intercepted(to(origin.port()))) {
                client.say(bytes);
                assertThatThrownBy(client::isEnded).isInstanceOf(SocketException.class);
            }
        }
        assertThat(stage.ended(3)).extracting(exchange -> exchange.fault().orElseThrow()).containsOnly("not_http");
        assertThat(origin.visits()).isEmpty();
    }

    // ---- TLS

    @Test
    void anEncryptedSiteIsJudgedByItsNameAndReachedWhereTheConnectionWasGoing() throws IOException {
        byte[] hello = TunnelIT.hello("allowed.test", 16_000);
        try (Wire client = stage.intercepted(to(tls.port()))) {
            assertThat(client.say(hello).read(hello.length)).isEqualTo(hello);
            byte[] much = new byte[1 << 20];
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
        assertThat(exchange.target().orElseThrow().text()).isEqualTo("allowed.test:" + tls.port());
        assertThat(exchange.upstream()).contains(IpAddress.parse("127.0.0.1").orElseThrow());
        assertThat(stage.names.asked()).isZero();
        Awaitility.await().until(() -> tls.visits().getFirst().over);
    }

    @Test
    void aHelloInSmallestPiecesIsReadAllTheSame() throws IOException {
        byte[] hello = TunnelIT.hello("allowed.test", 1);
        try (Wire client = stage.intercepted(to(tls.port()))) {
            for (byte b : hello) {
                client.say(new byte[]{b});
            }
            assertThat(client.read(hello.length)).isEqualTo(hello);
        }
    }

    @Test
    void aBlockedNameNeverTouchesTheSiteAndIsRecorded() throws IOException {
        for (int size : new int[]{16_000, 7, 1}) {
            try (Wire client = stage.intercepted(to(tls.port()))) {
                client.say(TunnelIT.hello("WWW.Blocked.Test", size));
                assertThat(client.read(7)).isEqualTo(DENIED);
                assertThat(client.isEnded()).isTrue();
            }
        }
        assertThat(stage.recorded).hasSize(3);
        assertThat(tls.visits()).isEmpty();
        assertThat(stage.ended(3)).allSatisfy(exchange -> {
            assertThat(exchange.complete()).isFalse();
            assertThat(exchange.status()).isZero();
        });
    }

    @Test
    void whatNamesNoSiteIsRefused() throws IOException {
        for (byte[] bytes : List.of(TunnelIT.hello("", 16_000), TunnelIT.hello("127.0.0.1", 16_000),
                "SSH-2.0-x\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "GET / HTTP/1.1\r\nHost: allowed.test\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            try (Wire client = stage.intercepted(to(tls.port()))) {
                assertThat(client.say(bytes).read(7)).isEqualTo(DENIED);
                assertThat(client.isEnded()).isTrue();
            }
        }
        assertThat(stage.ended(4)).extracting(exchange -> exchange.fault().orElseThrow())
                .containsOnly("site_not_named");
        assertThat(stage.ended).extracting(exchange -> exchange.target().orElseThrow().text())
                .containsOnly("127.0.0.1:" + tls.port());
        assertThat(tls.visits()).isEmpty();
    }

    @Test
    void whatNamesNoSiteIsJudgedByItsAddressWhereTheSchoolHasListedThat() throws IOException {
        try (Stage lenient = new Stage(intercepting(tls.port()).andThen(
                draft -> draft.unnamedDestinations = List.of(AddressRange.parse("127.0.0.0/8").orElseThrow())))) {
            for (byte[] bytes : List.of(TunnelIT.hello("", 16_000), TunnelIT.hello("127.0.0.1", 16_000),
                    "SSH-2.0-x\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
                try (Wire client = lenient.intercepted(to(tls.port()))) {
                    assertThat(client.say(bytes).read(bytes.length)).isEqualTo(bytes);
                }
            }
            assertThat(lenient.asked).extracting(request -> request.target().text())
                    .containsOnly("127.0.0.1:" + tls.port());
            try (Wire client = lenient.intercepted(to(tls.port()))) {
                assertThat(client.say(TunnelIT.hello("blocked.test", 16_000)).read(7)).isEqualTo(DENIED);
            }
        }
    }

    @Test
    void aSiteThatCannotBeReachedIsToldInTheWayOfTls() throws IOException {
        // A port that is taken, and that nobody listens at.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = taken.getLocalPort();
            try (Stage other = new Stage(intercepting(port)); Wire client = other.intercepted(to(port))) {
                assertThat(client.say(TunnelIT.hello("allowed.test", 16_000)).read(7)).isEqualTo(DENIED);
                assertThat(client.isEnded()).isTrue();
                assertThat(other.ended(1).getFirst().fault()).contains("connection_refused");
            }
        }
    }

    @Test
    void aHelloThatNeverEndsIsCutOffInTime() throws IOException {
        try (Stage hasty = new Stage(intercepting(tls.port()).andThen(
                draft -> draft.helloTimeout = Duration.ofMillis(200)));
                Wire client = hasty.intercepted(to(tls.port()))) {
            assertThat(client.say(new byte[]{0x16, 3, 1, 0x10}).read(7)).isEqualTo(DENIED);
        }
    }

    // ---- names and addresses

    @Test
    void anExceptionHoldsOnlyForAddressesThatOurResolverGivesForItsName() throws IOException {
        byte[] hello = TunnelIT.hello("help.blocked.test", 16_000);
        try (Wire client = stage.intercepted(to(tls.port()))) {
            assertThat(client.say(hello).read(hello.length)).isEqualTo(hello);
        }
        try (Wire client = stage.intercepted(to(origin.port()))) {
            assertThat(client.say(get("/", "help.blocked.test")).response().status()).isEqualTo(200);
        }
        assertThat(stage.names.asked()).as("the second time it is known").isLessThanOrEqualTo(2);
        assertThat(stage.recorded).isEmpty();
        // Somebody else's machine may call itself what it likes.
        stage.names.knows("help.blocked.test", "203.0.113.5");
        try (Stage other = new Stage(intercepting(tls.port()).andThen(
                draft -> draft.nameServers = List.of(stage.names.address())))) {
            try (Wire client = other.intercepted(to(tls.port()))) {
                assertThat(client.say(hello).read(7)).isEqualTo(DENIED);
            }
            try (Wire client = other.intercepted(to(origin.port()))) {
                assertThat(client.say(get("/", "help.blocked.test")).response().status()).isEqualTo(403);
            }
            // Whoever looked for help, and may have had an odd name server, is not told of.
            assertThat(other.recorded).hasSize(2)
                    .allSatisfy(access -> assertThat(access.decision().addressSealed()).isTrue());
        }
    }

    @Test
    void whereNoNameServerAnswersNoExceptionHolds() throws IOException {
        try (NameServer silent = new NameServer().knows("nothing.test", "127.0.0.1");
                Stage deaf = new Stage(intercepting(tls.port()).andThen(draft -> {
                    draft.nameServers = List.of(silent.address());
                    draft.dnsTimeout = Duration.ofMillis(300);
                }));
                Wire client = deaf.intercepted(to(origin.port()))) {
            assertThat(client.say(get("/", "help.blocked.test")).response().status()).isEqualTo(403);
            // What opens by no exception needs no name server at all.
            assertThat(client.say(get("/", "allowed.test")).response().status()).isEqualTo(200);
        }
    }

    // ---- where it may not go

    @Test
    void whereTheGatewayDoesNotGoAnInterceptedConnectionDoesNotEither() throws IOException {
        try (Wire client = stage.intercepted(to("10.99.0.1", 80))) {
            Wire.Response refused = client.say("GET / HTTP/1.1\r\nHost: allowed.test\r\n\r\n").response();
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).startsWith("fault DESTINATION_PROHIBITED");
        }
        try (Wire client = stage.intercepted(to("10.99.0.1", 443))) {
            assertThat(client.say(TunnelIT.hello("allowed.test", 16_000)).read(7)).isEqualTo(DENIED);
        }
    }

    @Test
    void aConnectionToTheGatewayItselfIsNotIntercepted() throws IOException {
        for (InetSocketAddress own : List.of(stage.gateway.address(), stage.gateway.intercepting().getFirst())) {
            try (Wire client = stage.intercepted(to("127.0.0.1", own.getPort()))) {
                assertThatThrownBy(() -> client.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n").isEnded())
                        .isInstanceOf(SocketException.class);
            }
        }
        // Nobody has turned this one round, and no balancer speaks for it.
        try (Stage direct = new Stage(intercepting(tls.port()).andThen(draft -> draft.balancers = List.of()));
                Wire client = direct.intercepted("")) {
            assertThatThrownBy(() -> client.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n").isEnded())
                    .isInstanceOf(SocketException.class);
            assertThat(direct.ended(1).getFirst().fault().orElseThrow()).isIn("not_intercepted", "proxy_loop_detected");
        }
        assertThat(stage.ended(2)).extracting(exchange -> exchange.fault().orElseThrow())
                .containsOnly("not_intercepted");
    }

    @Test
    void whatTheGatewayItselfConnectsIsNotTakenAgain() throws IOException {
        try (Wire client = stage.intercepted("PROXY TCP4 127.0.0.1 127.0.0.1 40000 " + origin.port() + "\r\n")) {
            assertThatThrownBy(() -> client.say(get("/", "allowed.test")).isEnded())
                    .isInstanceOf(SocketException.class);
        }
        assertThat(stage.ended(1).getFirst().fault()).contains("proxy_loop_detected");
    }

    // ---- the contract with LittleProxy

    @Test
    void bothChannelsOfAnInterceptedExchangeAreOnOneLoop() throws Exception {
        for (int port : new int[]{origin.port(), tls.port()}) {
            try (Stage two = new Stage(intercepting(tls.port()).andThen(draft -> draft.loops = 2))) {
                for (int i = 0; i < 4; i++) {
                    try (Wire client = two.intercepted(to(port))) {
                        if (port == tls.port()) {
                            client.say(TunnelIT.hello("allowed.test", 16_000)).read(1);
                        } else {
                            client.say("POST / HTTP/1.1\r\nHost: allowed.test:" + port
                                    + "\r\nContent-Length: 5\r\n\r\nhe");
                            int visits = i + 1;
                            Awaitility.await().until(() -> origin.heads().size() >= visits);
                        }
                        Gate gate = two.gateway.gates().iterator().next();
                        Channel site = gate.siteChannel().orElseThrow();
                        assertThat(site.eventLoop()).isSameAs(gate.channel().eventLoop());
                        if (port == origin.port()) {
                            assertThat(gate.channel().pipeline().names())
                                    .containsSubsequence("flush", "front", "encoder", "decoder", "gate", "handler")
                                    .hasSize(7);
                        }
                    }
                    Awaitility.await().until(() -> two.gateway.gates().isEmpty());
                }
            }
        }
    }

    @Test
    void drainingClosesTheInterceptingPortsToo() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Origin slow = new Origin(visit -> {
            visit.head();
            try {
                go.await();
            } catch (InterruptedException stop) {
                return;
            }
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            visit.in.read();
        }); Wire busy = stage.intercepted(to(slow.port())); Wire idle = stage.intercepted(to(slow.port()))) {
            idle.say("GET / HTTP/1.1\r\nHost: blocked.test:" + slow.port() + "\r\n\r\n").response();
            busy.say("GET / HTTP/1.1\r\nHost: allowed.test:" + slow.port() + "\r\n\r\n");
            Awaitility.await().until(() -> slow.heads().size() == 1);
            Thread drain = Thread.ofPlatform().start(() -> stage.gateway.drain(Duration.ofSeconds(10)));
            assertThat(idle.isEnded()).isTrue();
            assertThatThrownBy(() -> stage.intercepted(to(slow.port()))).isInstanceOf(ConnectException.class);
            go.countDown();
            assertThat(busy.response().body()).isEqualTo("ok");
            assertThat(drain.join(Duration.ofSeconds(8))).isTrue();
        }
    }

    @Test
    void connectionsAreCountedByTheClientsOwnAddress() throws IOException {
        try (Stage few = new Stage(intercepting(tls.port()).andThen(draft -> draft.connectionsPerClient = 2));
                Wire one = few.intercepted(to(origin.port()));
                Wire two = few.intercepted(to(origin.port()))) {
            for (Wire client : List.of(one, two)) {
                assertThat(client.say(get("/", "allowed.test")).response().status()).isEqualTo(200);
            }
            try (Wire three = few.intercepted(to(origin.port()));
                    Wire another = few.intercepted("PROXY TCP4 10.1.2.4 127.0.0.1 40000 " + origin.port() + "\r\n")) {
                assertThatThrownBy(three::isEnded).isInstanceOf(SocketException.class);
                assertThat(another.say(get("/", "allowed.test")).response().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void anInterceptingPortThatIsTakenIsNamed() throws IOException {
        int taken = stage.gateway.intercepting().getFirst().getPort();
        assertThatThrownBy(() -> new Stage(draft -> draft.interceptions = List.of(new Interception(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), taken), Interception.Mode.REDIRECT))))
                .isInstanceOf(IOException.class).hasMessageContaining("redirect on 127.0.0.1:" + taken)
                .hasMessageContaining("Choose another port");
    }

    private String get(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + origin.port() + "\r\n\r\n";
    }
}
