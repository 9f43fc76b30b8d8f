package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.schoolgate.proxy.tls.SiteTls;

/// What a policy demands of a site that is looked into, from the device to the site.
class DemandsIT {

    private static final Demands PROOF = new Demands(true, false);
    private static final Demands OLD = new Demands(false, true);

    @TempDir
    private Path folder;

    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final SiteTls sites = SecureOrigin.trusted();
    private Authority authority;
    private Leaves leaves;

    @BeforeEach
    void start() throws IOException {
        authority = Authority.open(folder.resolve("ca"), Optional.empty(), InstantSource.system());
        leaves = new Leaves(authority, InstantSource.system(), worker);
    }

    @AfterEach
    void stop() {
        sites.close();
        leaves.close();
        worker.shutdownNow();
    }

    private Stage stage(int port) throws IOException {
        Stage stage = new Stage(draft -> draft.connectPorts = Set.of(443, port),
                Optional.of(new Inspecting(leaves, sites)));
        stage.look = request -> Look.INSIDE;
        return stage;
    }

    private Wire inside(Stage stage, int port) throws IOException {
        Wire client = stage.client();
        client.say("CONNECT allowed.test:" + port + " HTTP/1.1\r\nHost: allowed.test:" + port + "\r\n\r\n").response();
        client.secure(Device.trusting(List.of(authority.certificate())), "allowed.test");
        return client;
    }

    private static String get(String path, int port) {
        return "GET " + path + " HTTP/1.1\r\nHost: allowed.test:" + port + "\r\n\r\n";
    }

    private static void hello(Origin.Visit visit) throws IOException {
        while (!visit.head().isEmpty()) {
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        }
    }

    private static Demands proofBelow(String path, Request request) {
        return request.target() instanceof Target.Page page && page.path().text().startsWith(path)
                ? PROOF
                : Demands.STANDARD;
    }

    @Test
    @DisplayName("T32 where nobody can say whether a certificate was revoked, the policy says for each site what becomes of it")
    void proofIsDemanded() throws IOException {
        try (Origin origin = SecureOrigin.unsure(DemandsIT::hello, "allowed.test");
                Stage stage = stage(origin.port())) {
            try (Wire client = inside(stage, origin.port())) {
                assertThat(client.say(get("/", origin.port())).response().body()).isEqualTo("hello");
            }
            stage.demands = request -> PROOF;
            try (Wire client = inside(stage, origin.port())) {
                Wire.Response response = client.say(get("/", origin.port())).response();
                assertThat(response.status()).isEqualTo(502);
                assertThat(response.body()).startsWith("fault TLS_CERTIFICATE ")
                        .endsWith("Nobody could say whether its certificate is still valid.");
            }
            assertThat(origin.heads()).hasSize(1);
        }
    }

    @Test
    @DisplayName("T32 a connection on which no proof was demanded carries no request that demands it")
    void aKeptConnectionServesTheSameDemandsAlone() throws IOException {
        try (Origin origin = SecureOrigin.unsure(DemandsIT::hello, "allowed.test");
                Stage stage = stage(origin.port())) {
            stage.demands = request -> proofBelow("/strict", request);
            try (Wire client = inside(stage, origin.port())) {
                assertThat(client.say(get("/", origin.port())).response().status()).isEqualTo(200);
                assertThat(client.say(get("/strict", origin.port())).response().status()).isEqualTo(502);
            }
            assertThat(origin.heads()).hasSize(1);
        }
        try (Origin origin = SecureOrigin.of(DemandsIT::hello, "allowed.test"); Stage stage = stage(origin.port())) {
            stage.demands = request -> proofBelow("/strict", request);
            try (Wire client = inside(stage, origin.port())) {
                for (String path : List.of("/", "/strict/1", "/strict/2", "/", "/")) {
                    assertThat(client.say(get(path, origin.port())).response().body()).isEqualTo("hello");
                }
            }
            assertThat(origin.visits()).hasSize(3);
        }
    }

    @Test
    @DisplayName("T29 a site that speaks TLS 1.0 alone opens where the policy lets it, and nowhere else")
    void anOldSite() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process site = oldSite(port);
        try (Stage stage = stage(port)) {
            Awaitility.await().ignoreExceptions().until(() -> {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return true;
            });
            try (Wire client = inside(stage, port)) {
                Wire.Response response = client.say(get("/", port)).response();
                assertThat(response.status()).isEqualTo(502);
                assertThat(response.body()).startsWith("fault TLS_PROTOCOL ")
                        .endsWith("It offers only ways of encryption that are out of date.");
            }
            stage.demands = request -> OLD;
            try (Wire client = inside(stage, port)) {
                assertThat(client.say(get("/", port)).response().body()).contains("Protocol  : TLSv1\n");
            }
            assertThat(sites.old()).isPositive();
        } finally {
            site.destroy();
            site.onExit().join();
        }
    }

    /// A site that tells on a page how it was spoken to.
    private Process oldSite(int port) throws Exception {
        X509Bundle bundle = SecureOrigin.certificate("allowed.test");
        Path certificate = Files.writeString(folder.resolve("site.pem"), bundle.getCertificatePEM(),
                StandardCharsets.US_ASCII);
        Path key = Files.writeString(folder.resolve("key.pem"), bundle.getPrivateKeyPEM(), StandardCharsets.US_ASCII);
        return new ProcessBuilder("openssl", "s_server", "-accept", "127.0.0.1:" + port, "-cert",
                certificate.toString(), "-key", key.toString(), "-www", "-tls1", "-cipher", "ALL:@SECLEVEL=0")
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    }
}
