package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;

class OwnTlsTest {

    private static final HostName REVIEW = new HostName("review.school.example");
    private static final Issuer ROOT = Issuer.root("The trust's root");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @TempDir
    private Path folder;
    private Path chain;
    private int written;
    private Path key;

    @BeforeEach
    void files() {
        chain = folder.resolve("review.pem");
        key = folder.resolve("review.key");
    }

    @Test
    void oneLeafByTheSchoolsAuthorityIsForEachOfTheNames() throws Exception {
        Authority authority = Authority.open(folder.resolve("ca"), Optional.empty(), now::get);
        Set<Host> names = Set.of(REVIEW, IpAddress.parse("10.20.5.10").orElseThrow(),
                IpAddress.parse("fd00::5").orElseThrow());
        X509Certificate shown = shown(OwnTls.by(authority, () -> names, now::get));
        shown.verify(authority.certificate().getPublicKey());
        assertThat(shown.getSubjectAlternativeNames()).extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder("review.school.example", "10.20.5.10", "fd00:0:0:0:0:0:0:5");
        assertThat(shown.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void aLeafIsMadeAnewWhenTheNamesChangeAndWhenHalfOfItsLifeIsOver() throws Exception {
        Authority authority = Authority.open(folder.resolve("ca"), Optional.empty(), now::get);
        AtomicReference<Set<Host>> names = new AtomicReference<>(Set.of(REVIEW));
        OwnTls tls = OwnTls.by(authority, names::get, now::get);
        X509Certificate first = shown(tls);
        after(Duration.ofDays(14));
        assertThat(shown(tls)).isEqualTo(first);
        after(Duration.ofDays(1));
        X509Certificate second = shown(tls);
        assertThat(second).isNotEqualTo(first);
        assertThat(tls.ends()).isEqualTo(second.getNotAfter().toInstant()).isAfter(now.get().plus(Duration.ofDays(29)));
        names.set(Set.of(REVIEW, new HostName("desk.school.example")));
        after(Duration.ofMinutes(1));
        assertThat(shown(tls).getSubjectAlternativeNames()).hasSize(2);
    }

    @Test
    void aLeafNeverOutlivesTheAuthority() throws Exception {
        Authority authority = Authority.open(folder.resolve("ca"), Optional.empty(), now::get);
        now.set(authority.expires().minus(Duration.ofDays(3)));
        assertThat(OwnTls.by(authority, () -> Set.of(REVIEW), now::get).ends()).isEqualTo(authority.expires());
    }

    @Test
    void aCertificateInFilesIsShownWithWhatIsAboveItAndItsSuccessorWithinAMinute() throws Exception {
        Issuer first = ROOT.intermediate("Between").leaf(REVIEW.name());
        write(first);
        OwnTls tls = OwnTls.of(chain, key, now::get);
        assertThat(chainShown(tls)).isEqualTo(first.shown());
        Issuer second = Issuer.draft("CN=Of RSA").key(Issuer.rsa(2048)).site(REVIEW.name()).by(ROOT);
        write(second);
        assertThat(shown(tls)).isEqualTo(first.certificate);
        after(Duration.ofMinutes(1));
        assertThat(shown(tls)).isEqualTo(second.certificate);
        assertThat(tls.ends()).isEqualTo(second.certificate.getNotAfter().toInstant());
    }

    @Test
    void theCertificateBeforeStaysWhileItsSuccessorCannotBeUsed() throws Exception {
        Issuer first = ROOT.leaf(REVIEW.name());
        write(first);
        OwnTls tls = OwnTls.of(chain, key, now::get);
        Issuer second = ROOT.leaf(REVIEW.name());
        touch(Files.writeString(chain, text(second.shown())));
        after(Duration.ofMinutes(1));
        assertThat(shown(tls)).as("with the key of the one before").isEqualTo(first.certificate);
        touch(Files.writeString(chain, "half a certif"));
        after(Duration.ofMinutes(1));
        assertThat(shown(tls)).isEqualTo(first.certificate);
        Files.delete(chain);
        after(Duration.ofMinutes(1));
        assertThat(shown(tls)).isEqualTo(first.certificate);
        write(second);
        after(Duration.ofMinutes(1));
        assertThat(shown(tls)).isEqualTo(second.certificate);
    }

    @Test
    void atTheStartEachFaultOfTheFilesIsToldWithWhatToDo() throws Exception {
        Issuer good = ROOT.leaf(REVIEW.name());
        assertFault("is not there; name the file");
        write(good);
        Files.writeString(chain, "");
        assertFault("holds no certificate; it should hold one or more in PEM");
        Files.writeString(chain, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertFault("is not a file of certificates in PEM");
        write(good);
        Files.writeString(key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertFault("holds no private key that can be read; it should hold one in PEM, without a passphrase");
        write(good);
        Files.writeString(chain, text(List.of(ROOT.certificate, good.certificate)));
        assertFault("is not the key of the first certificate");
    }

    private void assertFault(String sentence) {
        assertThatThrownBy(() -> OwnTls.of(chain, key, now::get)).isInstanceOf(IOException.class)
                .hasMessageContaining(sentence).hasMessageContaining(folder.toString());
    }

    private void after(Duration time) {
        now.set(now.get().plus(time));
    }

    private void write(Issuer issuer) throws IOException {
        touch(Files.writeString(chain, text(issuer.shown())));
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            PKCS8Generator plain = new JcaPKCS8Generator(issuer.key(), null);
            pem.writeObject(plain.generate());
        }
        touch(Files.writeString(key, text.toString()));
    }

    /// So that it has changed also within one tick of the disk's clock.
    private void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(now.get().plusSeconds(++written)));
    }

    private static String text(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        certificates.forEach(one -> text.append(Pem.text(one)));
        return text.toString();
    }

    private static X509Certificate shown(OwnTls tls) throws Exception {
        return chainShown(tls).getFirst();
    }

    /// Shakes hands in memory, and gives what the client was shown.
    private static List<X509Certificate> chainShown(OwnTls tls) throws Exception {
        Witness witness = new Witness();
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[]{witness}, null);
        SSLEngine client = trusting.createSSLEngine();
        client.setUseClientMode(true);
        SSLEngine server = tls.context().createSSLEngine();
        server.setUseClientMode(false);
        ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
        for (int round = 0; round < 50 && witness.seen.get().isEmpty(); round++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        return witness.seen.get();
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws Exception {
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
            in.flip();
            engine.unwrap(in, ByteBuffer.allocate(1 << 16));
            in.compact();
        } else {
            engine.wrap(ByteBuffer.allocate(0), out);
        }
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /// Trusts all, and keeps what it was shown.
    private static final class Witness extends X509ExtendedTrustManager {

        final AtomicReference<List<X509Certificate>> seen = new AtomicReference<>(List.of());

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
            seen.set(List.of(shown));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) {
            seen.set(List.of(shown));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type) {
            seen.set(List.of(shown));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
