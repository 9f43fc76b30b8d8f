package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;

class LeavesTest {

    private static final Executor WORKER = task -> Thread.ofVirtual().start(task);
    private static final HostName OPEN = new HostName("open.test");

    @TempDir
    private Path folder;

    private Authority authority;
    private Leaves leaves;

    @BeforeEach
    void open() throws IOException {
        authority = Authority.open(folder.resolve("ca"), Optional.empty(), InstantSource.system());
        leaves = new Leaves(authority, InstantSource.system(), WORKER);
    }

    @AfterEach
    void close() {
        leaves.close();
    }

    private static X509Certificate leaf(CompletionStage<Leaf> context) throws Exception {
        return LeafServer.leafOf(context.toCompletableFuture().join());
    }

    @Test
    void aDeviceThatTrustsTheAuthorityTakesTheLeafAndResumes() throws Exception {
        Issuer upstream = Issuer.root("Anybody").leaf("open.test");
        try (LeafServer server = new LeafServer()) {
            Device device = new Device(authority.certificate());
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                server.show(leaves.forSite(OPEN, upstream.shown()).toCompletableFuture().get());
                Device.Visit first = device.visit("open.test", server.port(), protocol);
                Device.Visit second = device.visit("open.test", server.port(), protocol);
                assertThat(first.answer()).isEqualTo("hello\n");
                assertThat(first.protocol()).isEqualTo("http/1.1");
                assertThat(first.certificates()).isEqualTo(1);
                assertThat(second.leaf()).isEqualTo(first.leaf());
                assertThat(second.created()).as(protocol).isEqualTo(first.created());
            }
        }
    }

    @Test
    @DisplayName("T48 a session is taken up with the leaf it was made with and with no other")
    void aTicketForOneLeafIsGoodForNoOther() throws Exception {
        try (LeafServer server = new LeafServer()) {
            Device device = new Device(authority.certificate());
            for (String host : List.of("open.test", "127.0.0.1")) {
                Host name = Host.parse(host).orElseThrow();
                Issuer upstream = Issuer.root("Anybody").leaf(host);
                for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                    server.show(leaves.forPage(name).toCompletableFuture().get());
                    Device.Visit first = device.visit(host, server.port(), protocol);
                    server.show(leaves.forSite(name, upstream.shown()).toCompletableFuture().get());
                    Device.Visit other = device.visit(host, server.port(), protocol);
                    assertThat(other.leaf()).as(host + protocol).isNotEqualTo(first.leaf());
                    assertThat(other.created()).isNotEqualTo(first.created());
                }
            }
        }
    }

    @Test
    @DisplayName("T48 two devices have sessions of their own; what one holds is of no use without its secret")
    void twoDevicesShareNoSession() throws Exception {
        try (LeafServer server = new LeafServer()) {
            server.show(leaves.forPage(OPEN).toCompletableFuture().get());
            Device.Visit one = new Device(authority.certificate()).visit("open.test", server.port());
            Thread.sleep(2);
            Device.Visit two = new Device(authority.certificate()).visit("open.test", server.port());
            assertThat(two.created()).isNotEqualTo(one.created());
        }
    }

    @Test
    void anAddressIsNamedAsAnAddress() throws Exception {
        try (LeafServer server = new LeafServer()) {
            for (String address : List.of("127.0.0.1", "[::1]")) {
                server.show(leaves.forPage(Host.parse(address).orElseThrow()).toCompletableFuture().get());
                assertThat(new Device(authority.certificate()).visit(address, server.port()).answer())
                        .isEqualTo("hello\n");
            }
        }
    }

    @Test
    @DisplayName("T39 no key of a leaf outlives the process; a leaf holds no longer than the site's own certificate")
    void leavesAreShortLived() throws Exception {
        Instant now = Instant.now();
        X509Certificate here = leaf(leaves.forPage(OPEN));
        Leaves next = new Leaves(authority, InstantSource.system(), WORKER);
        X509Certificate nextStart = leaf(next.forPage(OPEN));
        next.close();
        assertThat(nextStart.getPublicKey()).isNotEqualTo(here.getPublicKey());
        Issuer root = Issuer.root("Anybody");
        Instant from = now.minus(Duration.ofHours(3));
        Instant until = now.plus(Duration.ofHours(3));
        X509Certificate bounded = leaf(
                leaves.forSite(OPEN, Issuer.draft("CN=x").site("open.test").holds(from, until).by(root).shown()));
        assertThat(bounded.getNotBefore().toInstant()).isAfterOrEqualTo(from.minusSeconds(1));
        assertThat(bounded.getNotAfter().toInstant()).isBeforeOrEqualTo(until);
        X509Certificate long_ = leaf(leaves.forSite(OPEN, root.leaf("open.test").shown()));
        assertThat(Duration.between(now, long_.getNotAfter().toInstant())).isBetween(Duration.ofDays(59),
                Duration.ofDays(60).plusMinutes(5));
        X509Certificate longest = leaf(leaves.forSite(OPEN, Issuer.draft("CN=x").site("open.test")
                .holds(from, now.plus(Duration.ofDays(300))).by(lasting()).shown()));
        assertThat(Duration.between(now, longest.getNotAfter().toInstant())).isBetween(Duration.ofDays(89),
                Duration.ofDays(90).plusMinutes(5));
        assertThat(Duration.between(now, here.getNotAfter().toInstant())).isLessThanOrEqualTo(Duration.ofDays(1));
        assertThatThrownBy(() -> leaf(leaves.forSite(OPEN, Issuer.draft("CN=x").site("open.test")
                .holds(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(8))).by(root).shown())))
                .hasMessageContaining("hold at no common time");
    }

    /// An authority that outlasts every leaf.
    private static Issuer lasting() {
        Instant now = Instant.now();
        return Issuer.draft("CN=Anybody").authority().holds(now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(900))).selfSigned();
    }

    @Test
    @DisplayName("T40 a leaf is of version 3, for the one name, for sites alone, and names nothing of the site's")
    void leavesSayWhatTheyAre() throws Exception {
        Set<BigInteger> serials = new HashSet<>();
        for (String host : List.of("open.test", "192.0.2.7", "[2001:db8::1]", "a.".repeat(100) + "test")) {
            X509Certificate leaf = leaf(leaves.forPage(Host.parse(host).orElseThrow()));
            assertThat(leaf.getVersion()).isEqualTo(3);
            assertThat(serials.add(leaf.getSerialNumber())).isTrue();
            assertThat(leaf.getSerialNumber().bitLength()).isGreaterThan(64);
            assertThat(leaf.getKeyUsage()).startsWith(true, false, false, false, false, false);
            assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
            assertThat(leaf.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.19");
            assertThat(leaf.getNonCriticalExtensionOIDs()).contains("2.5.29.14", "2.5.29.35", "2.5.29.37")
                    .doesNotContain("1.3.6.1.5.5.7.1.1");
            assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
            assertThat(NameMatch.matches(leaf, Host.parse(host).orElseThrow())).isTrue();
            assertThat(leaf.getSubjectAlternativeNames()).hasSize(1);
            leaf.verify(authority.certificate().getPublicKey());
        }
    }

    @Test
    @DisplayName("T40 a leaf names the list of its own authority, and neither the list nor the answerer of the site's issuer")
    void leavesNameTheListOfTheirOwnAuthority() throws Exception {
        GeneralName theirs = new GeneralName(GeneralName.uniformResourceIdentifier, "http://issuer.test/revoked");
        Issuer site = Issuer.draft("CN=x").site("open.test")
                .with(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[]{
                    new DistributionPoint(new DistributionPointName(new GeneralNames(theirs)), null, null)}))
                .with(Extension.authorityInfoAccess, false,
                        new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, theirs))
                .by(Issuer.root("Anybody"));
        URI list = URI.create(
                "http://schoolgate.internal" + new NoneRevoked(authority, InstantSource.system()).path());
        for (CompletionStage<Leaf> leaf : List.of(leaves.forSite(OPEN, site.shown()), leaves.forPage(OPEN))) {
            assertThat(Pointers.of(leaf(leaf))).isEqualTo(new Pointers(List.of(), List.of(list), false));
        }
    }

    @Test
    @DisplayName("T42 another chain makes another leaf; forgetting makes all anew")
    void anotherChainMakesAnotherLeaf() throws Exception {
        Issuer root = Issuer.root("Anybody");
        List<X509Certificate> one = root.leaf("open.test").shown();
        List<X509Certificate> other = root.leaf("open.test").shown();
        X509Certificate first = leaf(leaves.forSite(OPEN, one));
        assertThat(leaf(leaves.forSite(OPEN, one))).isEqualTo(first);
        assertThat(leaf(leaves.forSite(OPEN, other))).isNotEqualTo(first);
        assertThat(leaf(leaves.forSite(new HostName("shut.test"), one))).isNotEqualTo(first);
        leaves.forget();
        assertThat(leaf(leaves.forSite(OPEN, one))).isNotEqualTo(first);
    }

    @Test
    void aLeafIsMadeOnceForAllWhoAskAndNeverOnTheirThread() throws Exception {
        Set<Thread> makers = ConcurrentHashMap.newKeySet();
        List<Runnable> waiting = Collections.synchronizedList(new ArrayList<>());
        Leaves slow = new Leaves(authority, InstantSource.system(), task -> waiting.add(() -> {
            makers.add(Thread.currentThread());
            task.run();
        }));
        List<CompletableFuture<Leaf>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(slow.forPage(OPEN).toCompletableFuture());
        }
        assertThat(asked).noneMatch(CompletableFuture::isDone);
        assertThat(waiting).isNotEmpty();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            other.submit(() -> List.copyOf(waiting).forEach(Runnable::run));
        }
        assertThat(asked).allMatch(CompletableFuture::isDone);
        assertThat(new HashSet<>(asked.stream().map(CompletableFuture::join).toList())).hasSize(1);
        assertThat(makers).doesNotContain(Thread.currentThread());
        slow.close();
    }

    @Test
    void aLeafThatLeftTheCacheStillServesWhoeverHasIt() throws Exception {
        try (LeafServer server = new LeafServer()) {
            server.show(leaves.forPage(OPEN).toCompletableFuture().get());
            leaves.forget();
            System.gc();
            assertThat(new Device(authority.certificate()).visit("open.test", server.port()).answer())
                    .isEqualTo("hello\n");
        }
    }

    @Test
    @DisplayName("T41 nothing weaker is offered to devices than is taken from sites")
    void oldProtocolsAreRefused() throws Exception {
        try (LeafServer server = new LeafServer()) {
            server.show(leaves.forPage(OPEN).toCompletableFuture().get());
            assertThat(openssl(server.port(), "-tls1_3", "")).contains("Cipher is TLS_");
            assertThat(openssl(server.port(), "-tls1_2", "")).contains("Cipher is ECDHE-ECDSA-AES");
            for (String old : List.of("-tls1", "-tls1_1")) {
                assertThat(openssl(server.port(), old, "")).contains("Cipher is (NONE)");
            }
            for (String suite : List.of("AES128-SHA", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256", "NULL",
                    "aNULL", "DHE-RSA-AES128-GCM-SHA256", "AES128-GCM-SHA256")) {
                assertThat(openssl(server.port(), "-tls1_2", suite)).as(suite).contains("Cipher is (NONE)");
            }
        }
    }

    @Test
    @DisplayName("T44 a device that speaks HTTP/2 alone is told so, not answered in another protocol")
    void onlyHttp11IsChosen() throws Exception {
        try (LeafServer server = new LeafServer()) {
            server.show(leaves.forPage(OPEN).toCompletableFuture().get());
            assertThat(openssl(server.port(), "-alpn", "h2,http/1.1")).contains("ALPN protocol: http/1.1");
            assertThat(openssl(server.port(), "-alpn", "h2")).doesNotContain("ALPN protocol: h2");
            assertThat(openssl(server.port(), "-tls1_3", "")).contains("No ALPN negotiated").contains("Cipher is TLS_");
        }
    }

    @Test
    @DisplayName("T49 no early data is offered to devices")
    void noEarlyData() throws Exception {
        try (LeafServer server = new LeafServer()) {
            server.show(leaves.forPage(OPEN).toCompletableFuture().get());
            assertThat(openssl(server.port(), "-tls1_3", "")).contains("Early data was not sent")
                    .doesNotContain("Max Early Data: 1");
        }
    }

    /// What `openssl s_client` says of the server.
    private static String openssl(int port, String option, String value) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port,
                "-servername", "open.test", "-ign_eof"));
        if (option.equals("-alpn")) {
            command.addAll(List.of(option, value));
        } else {
            command.add(option);
            // Level 0, so that it is the gateway that refuses, not OpenSSL itself.
            command.addAll(List.of("-cipher", (value.isEmpty() ? "ALL" : value) + ":@SECLEVEL=0"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
