package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.schoolgate.proxy.tls.SiteTls;

/// Inspected connections in great numbers.
class InspectionLoadIT {

    private static final boolean LONG = Boolean.getBoolean("schoolgate.long");
    private static final int NAMES = LONG ? 10_000 : 400;

    /// Of each kind; half of what a file table of 20,000 has room for, as every connection has two ends here.
    private static final int HALF_HELLOS = LONG ? 5_000 : 500;

    private final Set<String> minters = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker = Executors.newFixedThreadPool(2,
            Thread.ofPlatform().name("test-minting-", 0).factory());
    private Authority authority;
    private Leaves leaves;
    private SiteTls sites;
    private Origin origin;
    private Stage stage;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        origin = SecureOrigin.everyNameBelow("many.test", visit -> {
            while (!visit.head().isEmpty()) {
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            }
        });
        authority = Authority.open(folder, Optional.empty(), InstantSource.system());
        leaves = new Leaves(authority, this::momentOfMinting, worker);
        sites = SecureOrigin.trusted();
        stage = new Stage(draft -> {
            draft.connectPorts = Set.of(443, origin.port());
            draft.connectionsPerClient = 100_000;
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

    /// Whoever makes a leaf looks at the clock first.
    private Instant momentOfMinting() {
        minters.add(Thread.currentThread().getName());
        return Instant.now();
    }

    @Test
    void leavesForManyNamesAreNeverMadeOnAnEventLoop() throws Exception {
        SSLContext device = device();
        try (ExecutorService devices = Executors.newFixedThreadPool(8)) {
            List<Future<String>> bodies = new ArrayList<>();
            for (int i = 0; i < NAMES; i++) {
                String host = "h" + i + ".many.test";
                stage.names.knows(host, "127.0.0.1");
                bodies.add(devices.submit(() -> visit(device, host)));
            }
            for (Future<String> body : bodies) {
                assertThat(body.get()).isEqualTo("hello");
            }
        }
        assertThat(minters).isNotEmpty().allMatch(name -> name.startsWith("test-minting-"));
    }

    /// C27: a hello that says it will be 16 MiB long, and one of which only the half comes.
    @Test
    void helloesThatNeverEndTakeLittleMemoryAndAreClosedSoon() throws Exception {
        stage.names.knows("h.many.test", "127.0.0.1");
        byte[] whole = TunnelIT.hello("h.many.test", 16_000);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        // One record of 16 KiB, with the head of a message of 16 MiB - 1 and a thousand bytes of it.
        byte[] claim = new byte[1009];
        System.arraycopy(new byte[]{0x16, 3, 1, 0x40, 0, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff}, 0, claim, 0, 9);
        begin(half).close();
        long before = memory();
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < HALF_HELLOS; i++) {
                clients.add(begin(half));
                clients.add(begin(claim));
            }
            assertThat(memory() - before).as("bytes for all of them").isLessThan(64 << 20);
            for (Socket client : clients) {
                client.setSoTimeout(10_000);
                assertThat(client.getInputStream().readAllBytes()).as("an alert, or nothing").hasSizeLessThan(8);
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        assertThat(stage.ended(2 * HALF_HELLOS)).isNotEmpty();
        assertThat(origin.visits()).isEmpty();
    }

    /// Without a buffer of its own, so that what is measured is the gateway's.
    private Socket begin(byte[] hello) throws IOException {
        String to = "h.many.test:" + origin.port();
        Socket client = new Socket(stage.gateway.address().getAddress(), stage.gateway.address().getPort());
        client.getOutputStream().write(
                ("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(Wire.readHead(client.getInputStream())).startsWith("HTTP/1.1 200 ");
        client.getOutputStream().write(hello);
        return client;
    }

    private String visit(SSLContext device, String host) throws IOException {
        String to = host + ":" + origin.port();
        try (Wire client = stage.client()) {
            client.say("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n").response();
            client.secure(device, host);
            return client.say(("GET / HTTP/1.1\r\nHost: " + to + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII))
                    .response().body();
        }
    }

    private SSLContext device() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("school", authority.certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /// Bytes in use on Java's heap, and in Netty's buffers outside of it.
    private static long memory() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + PlatformDependent.usedDirectMemory();
    }
}
