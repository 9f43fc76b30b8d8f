package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.Host;

class LeavesTest {

    private static final Executor WORKER = task -> Thread.ofVirtual().start(task);

    @TempDir
    private Path folder;

    @Test
    void aDeviceThatTrustsTheAuthorityTakesTheLeafAndResumes() throws Exception {
        Authority authority = Authority.open(folder.resolve("ca"), Optional.empty(), InstantSource.system());
        Leaves leaves = new Leaves(authority, InstantSource.system(), WORKER);
        Issuer upstream = Issuer.root("Anybody").leaf("open.test");
        Host host = Host.parse("open.test").orElseThrow();
        try (LeafServer server = new LeafServer()) {
            server.show(leaves.forSite(host, upstream.shown()).toCompletableFuture().get());
            Device device = new Device(authority.certificate());
            Device.Visit first = device.visit("open.test", server.port());
            Device.Visit second = device.visit("open.test", server.port());
            assertThat(first.answer()).isEqualTo("hello\n");
            assertThat(first.protocol()).isEqualTo("http/1.1");
            assertThat(second.leaf()).isEqualTo(first.leaf());
            assertThat(second.created()).isEqualTo(first.created());
            server.show(leaves.forPage(host).toCompletableFuture().get());
            assertThat(device.visit("open.test", server.port()).leaf()).isNotEqualTo(first.leaf());
        }
    }

    @Test
    void anAddressIsNamedAsAnAddress() throws Exception {
        Authority authority = Authority.open(folder.resolve("ca"), Optional.empty(), InstantSource.system());
        Leaves leaves = new Leaves(authority, InstantSource.system(), WORKER);
        try (LeafServer server = new LeafServer()) {
            for (String address : List.of("127.0.0.1", "[::1]")) {
                server.show(leaves.forPage(Host.parse(address).orElseThrow()).toCompletableFuture().get());
                assertThat(new Device(authority.certificate()).visit(address, server.port()).answer())
                        .isEqualTo("hello\n");
            }
        }
    }
}
