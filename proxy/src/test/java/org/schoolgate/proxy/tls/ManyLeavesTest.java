package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolgate.filters.request.Host;

/// Leaves for many names and many devices, by either library.
class ManyLeavesTest {

    private static final Executor WORKER = task -> Thread.ofVirtual().start(task);
    private static final int NAMES = Boolean.getBoolean("schoolgate.long") ? 100_000 : 2_000;

    @TempDir
    private Path folder;

    private Authority authority;

    @BeforeEach
    void start() throws IOException {
        authority = Authority.open(folder.resolve("ca"), Optional.empty(), InstantSource.system());
    }

    private static Stream<Function<PrivateKey, DeviceTls>> servers() {
        return Stream.of(BoringDeviceTls::new, JavaDeviceTls::new);
    }

    private Leaves leaves(int kept, Function<PrivateKey, DeviceTls> tls) {
        return new Leaves(new Mint(authority), InstantSource.system(), WORKER, kept, tls);
    }

    @Test
    void boringSslRunsHere() {
        assertThat(DeviceTls.of(Keys.make().getPrivate())).isInstanceOf(BoringDeviceTls.class);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aDeviceThatTrustsTheAuthorityTakesTheLeafAndResumes(Function<PrivateKey, DeviceTls> tls) throws Exception {
        Issuer upstream = Issuer.root("Anybody").leaf("open.test");
        Host host = Host.parse("open.test").orElseThrow();
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            try (LeafServer server = new LeafServer(); Leaves leaves = leaves(10, tls)) {
                server.show(leaves.forSite(host, upstream.shown()).toCompletableFuture().get());
                Device device = new Device(authority.certificate());
                Device.Visit first = device.visit("open.test", server.port(), protocol);
                Device.Visit second = device.visit("open.test", server.port(), protocol);
                assertThat(first.answer()).isEqualTo("hello\n");
                assertThat(first.protocol()).isEqualTo("http/1.1");
                assertThat(second.leaf()).isEqualTo(first.leaf());
                assertThat(second.created()).isEqualTo(first.created());
                server.show(leaves.forPage(host).toCompletableFuture().get());
                assertThat(device.visit("open.test", server.port(), protocol).leaf()).isNotEqualTo(first.leaf());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anAddressIsNamedAsAnAddress(Function<PrivateKey, DeviceTls> tls) throws Exception {
        try (LeafServer server = new LeafServer(); Leaves leaves = leaves(10, tls)) {
            for (String address : List.of("127.0.0.1", "[::1]")) {
                server.show(leaves.forPage(Host.parse(address).orElseThrow()).toCompletableFuture().get());
                assertThat(new Device(authority.certificate()).visit(address, server.port()).answer())
                        .isEqualTo("hello\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aLeafThatHasBeenForgottenStillServesWhoCameForIt(Function<PrivateKey, DeviceTls> tls) throws Exception {
        try (LeafServer server = new LeafServer(); Leaves leaves = leaves(10, tls)) {
            server.show(leaves.forPage(Host.parse("open.test").orElseThrow()).toCompletableFuture().get());
            Device device = new Device(authority.certificate());
            assertThat(device.visit("open.test", server.port()).answer()).isEqualTo("hello\n");
            leaves.forget();
            assertThat(leaves.count()).isZero();
            assertThat(device.visit("open.test", server.port()).answer()).isEqualTo("hello\n");
        }
    }

    /// C30: whoever asks for a new name each time has the gateway keep no more leaves than it may.
    @ParameterizedTest
    @MethodSource("servers")
    void howeverManyNamesAreAskedForFewLeavesAreKept(Function<PrivateKey, DeviceTls> tls) throws Exception {
        int kept = NAMES / 20;
        try (Leaves leaves = leaves(kept, tls)) {
            long after = 0;
            for (int i = 0; i < NAMES; i++) {
                leaves.forPage(Host.parse("n" + i + ".flood.test").orElseThrow()).toCompletableFuture().get();
                if (i == 2 * kept) {
                    after = memory();
                }
            }
            // The last one is counted a moment after it is made.
            Awaitility.await().untilAsserted(() -> assertThat(leaves.count()).isPositive().isLessThanOrEqualTo(kept));
            assertThat(memory() - after).as("bytes of heap beside those of the leaves that are kept")
                    .isLessThan(64 << 20);
        }
    }

    /// Bytes in use on Java's heap.
    private static long memory() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
