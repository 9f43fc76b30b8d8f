package org.schoolgate.review.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.store.Channel;

/// Messages reach a real web server, signed; whatever it does, none is lost.
class WebhookIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    /// What a request said.
    private record Asked(String method, String path, String id, String time, String signature, String body) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile int status = 200;
    private TestCertificate certificate;
    private TestOutbox outbox;
    private int port;
    private Optional<HttpServer> server = Optional.empty();

    @BeforeEach
    void prepare() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        certificate = TestCertificate.of(folder, "localhost");
        outbox = new TestOutbox(folder, Channel.WEBHOOK);
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.ifPresent(one -> one.stop(0));
        outbox.close();
    }

    @Test
    @DisplayName("a webhook that is down, answers 500, leads elsewhere, hangs, and works at last gets each message, signed")
    void noneIsLostAndEachIsSigned() throws Exception {
        outbox.add("{\"school\":\"Ysgol Gŵyr\"}");
        try (Deliveries deliveries = outbox.start(channels("https://localhost:" + port + "/hook?k=1",
                certificate.trusted()))) {
            assertThat(deliveries).isNotNull();
            outbox.failsWith("nothing answers");
            listen();
            for (int bad : List.of(500, 302, 404)) {
                status = bad;
                outbox.failsWith("it answered " + bad);
            }
            status = -1;
            outbox.failsWith("within 10 seconds");
            status = 204;
            outbox.isEmptied();
        }
        assertThat(asked).hasSizeGreaterThanOrEqualTo(5).extracting(Asked::path).as("no redirect is followed")
                .containsOnly("/hook?k=1");
        assertThat(asked).extracting(Asked::id).as("the same however often it is tried").containsOnly(
                asked.getFirst().id());
        assertThat(asked).extracting(Asked::time).as("always fresh").doesNotHaveDuplicates();
        assertThat(Instant.ofEpochSecond(Long.parseLong(asked.getLast().time())))
                .isBetween(outbox.now().minus(Duration.ofHours(1)), outbox.now());
        for (Asked one : asked) {
            assertThat(one.method()).isEqualTo("POST");
            assertThat(one.body()).isEqualTo("{\"school\":\"Ysgol Gŵyr\"}");
            assertThat(one.signature()).isEqualTo("v1=" + signature(one.id() + "." + one.time() + "." + one.body()));
        }
    }

    @Test
    void whoIsNotTheOneThatWasMeantGetsNothing() throws Exception {
        listen();
        outbox.add("{}");
        try (Deliveries stranger = outbox.start(channels("https://localhost:" + port + "/",
                Channels.trusting(List.of())))) {
            assertThat(stranger).isNotNull();
            outbox.failsWith("trusted here");
        }
        try (Deliveries misnamed = outbox.start(channels("https://127.0.0.1:" + port + "/", certificate.trusted()))) {
            assertThat(misnamed).isNotNull();
            outbox.failsWith("subject alternative names");
        }
        assertThat(asked).isEmpty();
    }

    private static Channels channels(String address, SSLContext trust) {
        return new Channels(Optional.empty(), Optional.of(new WebhookSettings(URI.create(address), SECRET)),
                Optional.empty(), trust);
    }

    private void listen() throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        https.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        https.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Schoolgate-Id"),
                    exchange.getRequestHeaders().getFirst("Schoolgate-Timestamp"),
                    exchange.getRequestHeaders().getFirst("Schoolgate-Signature"), body));
            if (status < 0) {
                hang();
            }
            exchange.getResponseHeaders().set("Location", "https://localhost:" + port + "/elsewhere");
            exchange.sendResponseHeaders(Math.max(200, status), -1);
            exchange.close();
        });
        https.start();
        server = Optional.of(https);
    }

    private void hang() {
        try {
            end.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static String signature(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
