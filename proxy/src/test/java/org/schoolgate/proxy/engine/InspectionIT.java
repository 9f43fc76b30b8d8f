package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.schoolgate.proxy.tls.SiteTls;

/// Encrypted connections that the gateway looks into, from the device to a site with a real chain.
class InspectionIT {

    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private Authority authority;
    private Leaves leaves;
    private SiteTls sites;
    private Origin origin;
    private Stage stage;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        origin = SecureOrigin.of(InspectionIT::serve, "allowed.test", "other.test", "blocked.test", "flagged.test",
                "127.0.0.1");
        authority = Authority.open(folder, Optional.empty(), InstantSource.system());
        sites = SecureOrigin.trusted();
        leaves = new Leaves(authority, InstantSource.system(), worker);
        stage = new Stage(draft -> {
            draft.connectPorts = Set.of(443, origin.port());
            draft.helloTimeout = Duration.ofSeconds(5);
        }, Optional.of(new Inspecting(leaves, sites)));
        stage.look = request -> Look.INSIDE;
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
        sites.close();
        leaves.close();
        worker.shutdownNow();
    }

    /// `/hello` greets; `/echo` sends the body back; `/cut` breaks off; `/bye` closes after its answer; `/early` answers
    /// before it has read the body; `/hints` sends an interim answer first; `/socket` becomes a WebSocket that echoes.
    private static void serve(Origin.Visit visit) throws IOException {
        for (String head = visit.head(); !head.isEmpty(); head = visit.head()) {
            String path = head.split(" ", 3)[1];
            switch (path) {
                case "/cut" -> {
                    visit.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
                    return;
                }
                case "/bye" -> {
                    visit.say("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbye");
                    return;
                }
                case "/early" -> {
                    visit.say("HTTP/1.1 413 Too much\r\nContent-Length: 4\r\nConnection: close\r\n\r\nstop");
                    return;
                }
                case "/hints" -> {
                    visit.say("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                    visit.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n");
                    visit.say("5\r\nhints\r\n0\r\nX-Sum: 1\r\n\r\n");
                }
                case "/socket" -> {
                    visit.say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
                    visit.in.transferTo(visit.out);
                    return;
                }
                default -> {
                    if (head.toLowerCase(java.util.Locale.ROOT).contains("expect: 100-continue")) {
                        visit.say("HTTP/1.1 100 Continue\r\n\r\n");
                    }
                    byte[] body = visit.body();
                    byte[] answer = path.startsWith("/echo") ? body : "hello".getBytes(StandardCharsets.US_ASCII);
                    visit.say(
                            "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length + "\r\nAlt-Svc: h3=\":443\"\r\n\r\n");
                    visit.out.write(answer);
                    visit.out.flush();
                }
            }
        }
    }

    /// A device that has been given the school's certificate, and trusts nothing else.
    private SSLContext device() throws IOException {
        return Device.trusting(List.of(authority.certificate()));
    }

    private Wire connect(String host) throws IOException {
        String authorityText = host + ":" + origin.port();
        Wire client = stage.client();
        assertThat(
                client.say("CONNECT " + authorityText + " HTTP/1.1\r\nHost: " + authorityText + "\r\n\r\n").response()
                        .head())
                .isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
        return client;
    }

    private Wire inside(String host) throws IOException {
        Wire client = connect(host);
        client.secure(device(), host);
        return client;
    }

    private String get(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + origin.port() + "\r\n\r\n";
    }

    @Test
    void theWholeAddressIsJudgedAndThePageComesThrough() throws IOException {
        try (Wire client = connect("allowed.test")) {
            SSLSocket tls = client.secure(device(), "allowed.test");
            X509Certificate leaf = (X509Certificate) tls.getSession().getPeerCertificates()[0];
            assertThat(leaf.getIssuerX500Principal()).isEqualTo(authority.certificate().getSubjectX500Principal());
            Wire.Response response = client.say(get("/hello?q=1", "allowed.test")).response();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hello");
            assertThat(response.head()).doesNotContainIgnoringCase("alt-svc");
        }
        assertThat(stage.asked).extracting(request -> request.target().text()).containsExactly(
                "allowed.test:" + origin.port(), "https://allowed.test:" + origin.port() + "/hello?q=1");
        assertThat(origin.heads()).hasSize(1);
        assertThat(origin.heads().getFirst()).startsWith("GET /hello?q=1 HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nHost: allowed.test:" + origin.port() + "\r\n");
        assertThat(stage.ended(2)).extracting(exchange -> exchange.method()).containsExactly("CONNECT", "GET");
    }

    @Test
    void T53_whatWasAskedIsTiedToTheCertificatesItRestsOn() throws Exception {
        String serial;
        try (Wire client = connect("allowed.test")) {
            SSLSocket tls = client.secure(device(), "allowed.test");
            serial = ((X509Certificate) tls.getSession().getPeerCertificates()[0]).getSerialNumber().toString(16);
            client.say(get("/hello", "allowed.test")).response();
            client.say(get("/hello", "allowed.test")).response();
        }
        String site = java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256")
                .digest(Objects.requireNonNull(origin.certificate()).getEncoded()));
        assertThat(stage.ended(3)).allSatisfy(exchange -> assertThat(exchange.link().orElseThrow())
                .isEqualTo(new org.schoolgate.proxy.log.Link(stage.ended.getFirst().trace(), serial, site)));
    }

    @Test
    void T50_whatIsNotLookedIntoPassesUnchanged() throws Exception {
        stage.look = request -> Look.NEVER;
        try (Wire client = connect("allowed.test")) {
            SSLSocket tls = client.secure(Device.trusting(SecureOrigin.roots()), "allowed.test");
            assertThat(tls.getSession().getPeerCertificates()[0]).isEqualTo(origin.certificate());
            client.say("GET /hello HTTP/1.1\r\nhOsT: allowed.test:" + origin.port() + "\r\nX-Odd:  two  blanks\r\n\r\n")
                    .response();
        }
        assertThat(origin.heads().getFirst()).isEqualTo("GET /hello HTTP/1.1\r\nhOsT: allowed.test:" + origin.port()
                + "\r\nX-Odd:  two  blanks\r\n\r\n");
        assertThat(stage.ended(1).getFirst().link()).isEmpty();
        assertThat(stage.ended.getFirst().decision().orElseThrow().look()).isEqualTo(Look.NEVER);
    }

    @Test
    void T51_aBlockEndsTheSessionAtItsBeginningAndInItsMiddle() throws IOException {
        stage.look = request -> Look.NAME;
        try (Wire client = connect("allowed.test")) {
            assertThatThrownBy(() -> client.secure(device(), "blocked.test")).isInstanceOf(SSLException.class)
                    .hasMessageContaining("access_denied");
        }
        stage.look = request -> Look.INSIDE;
        try (Wire client = inside("blocked.test")) {
            client.say(get("/open/page", "blocked.test")).response();
            client.say("POST /x HTTP/1.1\r\nHost: blocked.test:" + origin.port()
                    + "\r\nContent-Length: 1000000\r\n\r\nfirst");
            assertThat(client.response().status()).isEqualTo(403);
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(origin.heads()).hasSize(1);
    }

    /// What one device said is never in what another gets, nor in what is left of either.
    @Test
    void T54_nothingOfOneSessionIsInAnother() throws IOException {
        String secret = "secret-of-one-device-".repeat(40);
        for (int i = 0; i < 20; i++) {
            try (Wire client = inside("allowed.test")) {
                client.say("POST /echo HTTP/1.1\r\nHost: allowed.test:" + origin.port() + "\r\nCookie: " + secret
                        + "\r\nContent-Length: " + secret.length() + "\r\n\r\n" + secret).response();
            }
            try (Wire other = inside("allowed.test")) {
                Wire.Response response = other.say(get("/hello", "allowed.test")).response();
                assertThat(response.head() + response.body()).doesNotContain("secret");
            }
            try (Wire other = inside("blocked.test")) {
                Wire.Response response = other.say(get("/x", "blocked.test")).response();
                assertThat(response.head() + response.body()).doesNotContain("secret");
            }
        }
        assertThat(stage.ended).noneSatisfy(exchange -> assertThat(exchange.toString()).contains("secret-of"));
    }

    @Test
    void manyRequestsOfAConnectionUseOneConnectionToTheSite() throws IOException {
        try (Wire client = inside("allowed.test")) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.say(get("/hello", "allowed.test")).response().body()).isEqualTo("hello");
            }
            byte[] much = new byte[1 << 20];
            Arrays.fill(much, (byte) 'x');
            client.say("POST /echo HTTP/1.1\r\nHost: allowed.test:" + origin.port() + "\r\nContent-Length: "
                    + much.length + "\r\n\r\n");
            Thread.ofVirtual().start(() -> sayQuietly(client, much));
            assertThat(client.response().body()).hasSize(much.length);
        }
        assertThat(origin.visits()).hasSize(1);
    }

    private static void sayQuietly(Wire client, byte[] bytes) {
        try {
            client.say(bytes);
        } catch (IOException seenByTheReader) {
            assertThat(seenByTheReader).isNull();
        }
    }

    @Test
    void aClosedSiteIsAnsweredWithAPageAndNeverTouched() throws IOException {
        for (Look look : new Look[]{Look.INSIDE, Look.PAGE}) {
            stage.look = request -> look;
            stage.recorded.clear();
            try (Wire client = inside("blocked.test")) {
                Wire.Response response = client.say(get("/x", "blocked.test")).response();
                assertThat(response.status()).isEqualTo(403);
                assertThat(response.body())
                        .isEqualTo("refused https://blocked.test:" + origin.port() + "/x");
            }
            assertThat(stage.recorded).hasSize(1);
            assertThat(stage.recorded.getFirst().request().target()).isInstanceOf(Target.Page.class);
            assertThat(stage.recorded.getFirst().signals().mode()).isEqualTo(Signals.Mode.INSPECTED);
        }
        assertThat(origin.visits()).isEmpty();
    }

    @Test
    void anOpenPageOfAClosedSiteOpens() throws IOException {
        try (Wire client = inside("blocked.test")) {
            assertThat(client.say(get("/open/page", "blocked.test")).response().body()).isEqualTo("hello");
            assertThat(client.say(get("/x", "blocked.test")).response().status()).isEqualTo(403);
            assertThat(client.say(get("/open/again", "blocked.test")).response().body()).isEqualTo("hello");
        }
        assertThat(origin.heads()).hasSize(2);
    }

    @Test
    void aClosedSiteIsRefusedByNameWhereTheDeviceHasNoCertificate() throws IOException {
        stage.look = request -> Look.NAME;
        try (Wire client = stage.client()) {
            String to = "blocked.test:" + origin.port();
            assertThat(client.say("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n").response().status())
                    .isEqualTo(403);
        }
        assertThat(origin.visits()).isEmpty();
    }

    @Test
    void whatIsNotLookedIntoShowsTheSitesOwnCertificate() throws IOException {
        for (Look look : new Look[]{Look.NAME, Look.NEVER, Look.PAGE}) {
            stage.look = request -> look;
            try (Wire client = connect("allowed.test")) {
                client.secure(Device.trusting(SecureOrigin.roots()), "allowed.test");
                assertThat(client.say(get("/hello", "allowed.test")).response().body()).isEqualTo("hello");
            }
        }
        assertThat(stage.asked).hasSize(3).allSatisfy(
                request -> assertThat(request.target()).isInstanceOf(Target.Site.class));
    }

    @Test
    void whatWasAskedInsideIsRecordedOnceAndAsItWasAsked() throws IOException {
        try (Wire client = inside("flagged.test")) {
            client.say(get("/hello", "flagged.test")).response();
        }
        assertThat(stage.recorded).extracting(access -> access.request().target().text())
                .containsExactly("https://flagged.test:" + origin.port() + "/hello");
    }

    @Test
    void aConnectionThatAsksNothingIsNotRecorded() throws IOException {
        inside("flagged.test").close();
        stage.ended(1);
        assertThat(stage.recorded).isEmpty();
    }

    @Test
    void aDeviceThatRefusesTheCertificateIsRecordedByName() throws IOException {
        for (String host : new String[]{"blocked.test", "flagged.test"}) {
            stage.recorded.clear();
            try (Wire client = connect(host)) {
                assertThatThrownBy(() -> client.secure(Device.trusting(SecureOrigin.roots()), host))
                        .isInstanceOf(SSLException.class);
            }
            Awaitility.await().until(() -> !stage.recorded.isEmpty());
            assertThat(stage.recorded).extracting(access -> access.request().target().text())
                    .containsExactly(host + ":" + origin.port());
        }
        assertThat(stage.ended(2)).allSatisfy(exchange -> {
            assertThat(exchange.complete()).isFalse();
            assertThat(exchange.fault()).contains("device_refused_certificate");
        });
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void aSiteThatCannotProveItselfIsToldOnAPageAndSentNothing() throws IOException {
        try (Origin untrusted = SecureOrigin.untrusted(InspectionIT::serve, "allowed.test");
                Origin wrong = SecureOrigin.of(InspectionIT::serve, "elsewhere.test")) {
            for (Origin site : List.of(untrusted, wrong)) {
                try (Stage other = stageFor(site); Wire client = other.client()) {
                    String to = "allowed.test:" + site.port();
                    client.say("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n").response();
                    client.secure(device(), "allowed.test");
                    Wire.Response response = client.say("GET /secret HTTP/1.1\r\nHost: " + to + "\r\n\r\n").response();
                    assertThat(response.status()).isEqualTo(502);
                    assertThat(response.body()).startsWith("fault TLS_CERTIFICATE https://" + to + "/secret ");
                    assertThat(response.head()).contains("error=tls_certificate_error");
                }
                assertThat(site.heads()).isEmpty();
            }
        }
    }

    private Stage stageFor(Origin site) throws IOException {
        Stage other = new Stage(draft -> draft.connectPorts = Set.of(443, site.port()),
                Optional.of(new Inspecting(leaves, sites)));
        other.look = request -> Look.INSIDE;
        return other;
    }

    @Test
    void aSiteThatIsNotThereIsToldOnAPage() throws IOException {
        int port = origin.port();
        origin.close();
        try (Wire client = inside("allowed.test")) {
            Wire.Response response = client.say("GET / HTTP/1.1\r\nHost: allowed.test:" + port + "\r\n\r\n").response();
            assertThat(response.status()).isEqualTo(502);
            assertThat(response.body()).startsWith("fault CONNECTION_REFUSED");
        }
        try (Wire client = inside("nowhere.test")) {
            assertThat(client.say("GET / HTTP/1.1\r\nHost: nowhere.test:" + port + "\r\n\r\n").response().body())
                    .startsWith("fault DNS_ERROR");
        }
    }

    @Test
    void E04_anotherHostInsideIsNeverForwarded() throws IOException {
        try (Wire client = inside("allowed.test")) {
            assertThat(client.say(get("/", "blocked.test")).response().status()).isEqualTo(421);
        }
        try (Wire client = inside("allowed.test")) {
            assertThat(client.say(get("/", "other.test")).response().status()).isEqualTo(421);
        }
        try (Wire client = inside("allowed.test")) {
            assertThat(client.say("GET https://blocked.test/ HTTP/1.1\r\nHost: allowed.test:" + origin.port()
                    + "\r\n\r\n").response().status()).isEqualTo(421);
        }
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void E46_aSwitchOfHostAfterManyRequestsIsSeen() throws IOException {
        try (Wire client = inside("allowed.test")) {
            for (int i = 0; i < 50; i++) {
                client.say(get("/hello", "allowed.test")).response();
            }
            assertThat(client.say(get("/hello", "blocked.test")).response().status()).isEqualTo(421);
        }
        assertThat(origin.heads()).hasSize(50);
    }

    @Test
    void E03_anotherNameInTheHelloIsJudgedAndIsWhereTheBytesGo() throws IOException {
        try (Wire client = connect("allowed.test")) {
            client.secure(device(), "blocked.test");
            assertThat(client.say(get("/", "blocked.test")).response().status()).isEqualTo(403);
        }
        try (Wire client = connect("allowed.test")) {
            client.secure(device(), "other.test");
            assertThat(client.say(get("/hello", "other.test")).response().body()).isEqualTo("hello");
        }
        assertThat(origin.heads()).hasSize(1);
        stage.look = request -> request.target().host().text().equals("allowed.test") ? Look.INSIDE : Look.NEVER;
        try (Wire client = connect("allowed.test")) {
            client.secure(Device.trusting(SecureOrigin.roots()), "other.test");
            assertThat(client.say(get("/hello", "other.test")).response().body()).isEqualTo("hello");
        }
        stage.look = request -> request.target().host().text().equals("allowed.test") ? Look.NEVER : Look.INSIDE;
        try (Wire client = connect("allowed.test")) {
            assertThatThrownBy(() -> client.secure(device(), "other.test")).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void anAddressWithoutANameIsInspectedToo() throws IOException {
        try (Wire client = inside("127.0.0.1")) {
            assertThat(client.say(get("/hello", "127.0.0.1")).response().body()).isEqualTo("hello");
        }
    }

    @Test
    void whatIsNotTlsIsRefusedAndRecordedByName() throws IOException {
        try (Wire client = connect("flagged.test")) {
            client.say("SSH-2.0-x\r\n").read(7);
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(stage.recorded).hasSize(1);
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void aWebSocketPassesInside() throws IOException {
        try (Wire client = inside("allowed.test")) {
            Wire.Response response = client.say("GET /socket HTTP/1.1\r\nHost: allowed.test:" + origin.port()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").response();
            assertThat(response.status()).isEqualTo(101);
            byte[] much = new byte[1 << 20];
            new java.util.Random(1).nextBytes(much);
            Thread.ofVirtual().start(() -> sayQuietly(client, much));
            assertThat(client.read(much.length)).isEqualTo(much);
        }
        assertThat(stage.asked.getLast().target().text())
                .isEqualTo("https://allowed.test:" + origin.port() + "/socket");
    }

    @Test
    void interimAnswersTrailersAndContinueAreRight() throws IOException {
        try (Wire client = inside("allowed.test")) {
            assertThat(client.say(get("/hints", "allowed.test")).response().status()).isEqualTo(103);
            Wire.Response hints = client.response();
            assertThat(hints.body()).isEqualTo("hints");
            client.say("POST /echo HTTP/1.1\r\nHost: allowed.test:" + origin.port()
                    + "\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(100);
            assertThat(client.say("body").response().body()).isEqualTo("body");
            Wire.Response early = client.say("POST /early HTTP/1.1\r\nHost: allowed.test:" + origin.port()
                    + "\r\nContent-Length: 100000\r\n\r\nfirst").response();
            assertThat(early.status()).isEqualTo(413);
            assertThat(early.body()).isEqualTo("stop");
        }
    }

    @Test
    void aCutAnswerIsNeverTakenForAWholeOne() throws IOException {
        try (Wire client = inside("allowed.test")) {
            client.say(get("/cut", "allowed.test"));
            assertThat(Wire.readHead(client.in)).startsWith("HTTP/1.1 200");
            assertThatThrownBy(() -> {
                ByteArrayOutputStream rest = new ByteArrayOutputStream();
                client.in.transferTo(rest);
            }).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aSiteThatClosesBetweenRequestsIsReachedAnew() throws IOException {
        try (Wire client = inside("allowed.test")) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.say(get("/bye", "allowed.test")).response().body()).isEqualTo("bye");
                Awaitility.await().until(() -> origin.visits().stream().allMatch(visit -> visit.over));
            }
        }
        assertThat(origin.visits()).hasSize(3);
    }
}
