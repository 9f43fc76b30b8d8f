package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.schoolgate.proxy.tls.SiteTls;

/// The side of inspected connections that devices see, as `testssl` grades it.
class TestsslIT {

    private static final String HOST = "graded.test";
    private static final Pattern FINDING = Pattern
            .compile("\"id\"\\s*:\\s*\"([^\"]+)\"[^}]*?\"severity\"\\s*:\\s*\"([^\"]+)\"[^}]*");
    private static final Set<String> UPTO_LOW = Set.of("OK", "INFO", "LOW");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("T55 testssl finds nothing above LOW on the side that devices see")
    void nothingAboveLow() throws Exception {
        Authority authority = Authority.open(folder.resolve("ca"), Optional.empty(), InstantSource.system());
        Path found = folder.resolve("found.json");
        try (Leaves leaves = new Leaves(authority, InstantSource.system(), task -> Thread.ofVirtual().start(task));
                SiteTls sites = SecureOrigin.trusted();
                Origin origin = SecureOrigin.of(visit -> {
                    while (!visit.head().isEmpty()) {
                        visit.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                    }
                }, HOST);
                Stage stage = new Stage(draft -> {
                    draft.connectPorts = Set.of(443, origin.port());
                    draft.connectionsPerClient = 10_000;
                    draft.helloTimeout = Duration.ofSeconds(5);
                }, Optional.of(new Inspecting(leaves, sites)));
                Door door = new Door(stage, HOST + ":" + origin.port())) {
            stage.names.knows(HOST, "127.0.0.1");
            stage.look = request -> Look.INSIDE;
            Path trusted = Files.writeString(folder.resolve("trusted.pem"), "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(authority.certificate().getEncoded())
                    + "\n-----END CERTIFICATE-----\n");
            Process testssl = new ProcessBuilder("testssl", "--quiet", "--warnings", "off", "--color", "0", "--ip",
                    "127.0.0.1", "--add-ca", trusted.toString(), "--jsonfile", found.toString(), "-p", "-s", "-f", "-P",
                    "-S", "-U", HOST + ":" + door.port()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("testssl.log").toFile()).start();
            assertThat(testssl.waitFor(8, TimeUnit.MINUTES)).as("testssl came to its end").isTrue();
        }
        List<String> ids = new ArrayList<>();
        List<String> above = new ArrayList<>();
        Matcher finding = FINDING.matcher(Files.readString(found));
        while (finding.find()) {
            String id = finding.group(1);
            ids.add(id);
            if (!UPTO_LOW.contains(finding.group(2))) {
                above.add(finding.group());
            }
        }
        assertThat(ids).as(Files.readString(folder.resolve("testssl.log"))).contains("TLS1_3", "cipherlist_NULL",
                "cipherlist_STRONG",
                "cipher_order", "cert_trust", "cert_chain_of_trust", "cert_expirationStatus",
                "cert_crlDistributionPoints", "heartbleed", "ROBOT", "secure_renego");
        assertThat(above).isEmpty();
    }

    /// A port that leads into a tunnel through the gateway, for what knows of no proxy.
    private static final class Door implements AutoCloseable {

        private final ServerSocket door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());

        Door(Stage stage, String to) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!door.isClosed()) {
                    try {
                        Socket device = door.accept();
                        Thread.ofVirtual().start(() -> lead(device, stage, to));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        int port() {
            return door.getLocalPort();
        }

        private static void lead(Socket device, Stage stage, String to) {
            try (device;
                    Socket gateway = new Socket(stage.gateway.address().getAddress(),
                            stage.gateway.address().getPort())) {
                gateway.getOutputStream().write(("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                Wire.readHead(gateway.getInputStream());
                Thread back = Thread.ofVirtual().start(() -> carry(gateway, device));
                carry(device, gateway);
                back.join();
            } catch (IOException | InterruptedException ended) {
                // Either side may go at any time.
            }
        }

        private static void carry(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                in.transferTo(out);
                to.shutdownOutput();
            } catch (IOException ended) {
                // The other direction notices by itself.
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
