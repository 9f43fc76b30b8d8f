package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.decision.Demands;

/// The gateway's side of TLS towards sites: what it offers, what it does not put up with, and what it remembers.
@ParameterizedClass(name = "{0}")
@EnumSource
class SiteTlsTest {

    private static final Demands OLD = new Demands(false, true);
    private static final Issuer ROOT = Issuer.draft("CN=Test root").authority().key(Issuer.rsa(2048)).selfSigned();
    private static final Issuer BETWEEN = ROOT.intermediate("Between");
    private static final Issuer RSA = Issuer.draft("CN=x").site("open.test").key(Issuer.rsa(2048)).by(ROOT);

    @TempDir
    private Path folder;

    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(later.get());
    private final Library tlsLibrary;
    private final Dial dial;

    SiteTlsTest(Library tlsLibrary) {
        this.tlsLibrary = tlsLibrary;
        this.dial = new Dial(tlsLibrary.sites(
                new Trust(new Roots(List.of(Root.of(ROOT.certificate)), LocalDate.EPOCH, "test"), List.of(),
                        new Revocation(Revocation.Mode.OFF, Revocation::isPublic, clock), clock),
                clock));
    }

    @AfterEach
    void hangUp() {
        dial.close();
    }

    @Test
    void aGoodSiteIsReachedAndTheNextConnectionResumes() throws Exception {
        Issuer leaf = BETWEEN.leaf("open.test");
        try (Origin origin = new Origin(leaf)) {
            Dial.Outcome first = dial.to("open.test", origin.port());
            assertThat(first.answer()).isEqualTo("ok\n");
            assertThat(first.chain()).isEqualTo(leaf.shown());
            Dial.Outcome second = dial.to("open.test", origin.port());
            assertThat(second.answer()).isEqualTo("ok\n");
            assertThat(first.resumed()).isFalse();
            assertThat(second.resumed()).isTrue();
            assertThat(second.chain()).isEqualTo(leaf.shown());
        }
    }

    @Test
    @DisplayName("T45 the name that was asked for is sent as SNI, and none for an address")
    void theNameIsSentAndNoAddress() throws Exception {
        try (Origin origin = new Origin(BETWEEN.leaf("open.test", "127.0.0.1"))) {
            assertThat(dial.to("open.test", origin.port()).isGood()).isTrue();
            assertThat(origin.asked.get()).hasToString("[type=host_name (0), value=open.test]");
            assertThat(dial.to("127.0.0.1", origin.port()).isGood()).isTrue();
            assertThat(origin.asked.get()).isEmpty();
        }
    }

    @Test
    @DisplayName("T42 a site that shows a bad chain is refused at the next connection, whatever it showed before")
    void nothingIsTrustedForWhatWasShownBefore() throws Exception {
        Issuer good = BETWEEN.leaf("open.test");
        Issuer bad = Issuer.root("Who").leaf("open.test");
        try (Origin origin = new Origin(good)) {
            assertThat(dial.to("open.test", origin.port()).isGood()).isTrue();
            origin.show(bad);
            int bytes = origin.bytes.get();
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.UNKNOWN_ISSUER);
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.UNKNOWN_ISSUER);
            assertThat(origin.bytes).hasValue(bytes);
            origin.show(good);
            Dial.Outcome again = dial.to("open.test", origin.port());
            assertThat(again.isGood()).isTrue();
            assertThat(again.resumed()).isFalse();
        }
    }

    @Test
    @DisplayName("T43 what was found good is looked at anew after an hour, also where the site would resume")
    void goodIsGoodForAnHour() throws Exception {
        try (Origin origin = new Origin(BETWEEN.leaf("open.test"))) {
            assertThat(dial.to("open.test", origin.port()).isGood()).isTrue();
            later.set(Duration.ofMinutes(59));
            assertThat(dial.to("open.test", origin.port()).resumed()).isTrue();
            later.set(Duration.ofMinutes(61));
            Dial.Outcome anew = dial.to("open.test", origin.port());
            assertThat(anew.isGood()).isTrue();
            assertThat(anew.resumed()).isFalse();
            later.set(Duration.ofDays(100));
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.EXPIRED);
        }
    }

    @Test
    @DisplayName("T43 a session never outlives the certificate that it was made with")
    void aSessionEndsWithTheCertificate() throws Exception {
        Issuer leaf = Issuer.draft("CN=x").site("open.test")
                .holds(Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofMinutes(20))).by(BETWEEN);
        try (Origin origin = new Origin(leaf)) {
            assertThat(dial.to("open.test", origin.port()).isGood()).isTrue();
            later.set(Duration.ofMinutes(21));
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.EXPIRED);
        }
    }

    @Test
    @DisplayName("T47 a site that wants a certificate is told apart, and gets none")
    void aSiteThatWantsACertificate() throws Exception {
        Issuer leaf = BETWEEN.leaf("open.test");
        try (Origin origin = new Origin(leaf.key(), leaf.shown(), true)) {
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.WANTS_CERTIFICATE);
        }
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            try (OpensslOrigin origin = new OpensslOrigin(folder, leaf, version, "-Verify", "1")) {
                assertThat(dial.to("open.test", origin.port()).fault()).as(version)
                        .contains(CertificateFault.WANTS_CERTIFICATE);
            }
            try (OpensslOrigin origin = new OpensslOrigin(folder, leaf, version, "-verify", "1")) {
                assertThat(dial.to("open.test", origin.port()).isGood()).as("it only asks, " + version).isTrue();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "T28 DHE alone, -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0",
        "T28 a small group, -tls1_2 -dhparam SMALL -cipher DHE:@SECLEVEL=0",
        "T28 P-521 alone, -groups P-521",
        "T29 TLS 1.0, -tls1 -cipher ALL:@SECLEVEL=0",
        "T29 TLS 1.1, -tls1_1 -cipher ALL:@SECLEVEL=0",
        "T30 no encryption, -tls1_2 -cipher NULL:@SECLEVEL=0",
        "T30 nobody's key, -tls1_2 -cipher aNULL:@SECLEVEL=0",
        "T30 static RSA, -tls1_2 -cipher kRSA:@SECLEVEL=0",
        "T30 CBC, -tls1_2 -cipher ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA384:@SECLEVEL=0"})
    void sitesThatOfferOnlyWhatIsWeakAreRefused(String what, String options) throws Exception {
        String[] words = options.split(" ");
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("SMALL")) {
                Path group = folder.resolve("dh.pem");
                new ProcessBuilder("openssl", "dhparam", "-dsaparam", "-out", group.toString(), "512")
                        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
                words[i] = group.toString();
            }
        }
        try (OpensslOrigin origin = new OpensslOrigin(folder, RSA, words)) {
            Dial.Outcome outcome = dial.to("open.test", origin.port());
            assertThat(outcome.fault()).as(() -> String.valueOf(outcome.failure()))
                    .contains(CertificateFault.OLD_PROTOCOL);
        }
    }

    @ParameterizedTest(name = "T29 a site that may speak old protocols does so by BoringSSL alone: {0}")
    @CsvSource({
        "TLS 1.0, TLSv1, -tls1 -cipher ECDHE-RSA-AES128-SHA:@SECLEVEL=0",
        "TLS 1.1, TLSv1.1, -tls1_1 -cipher ECDHE-RSA-AES256-SHA:@SECLEVEL=0",
        "TLS 1.0 without forward secrecy, TLSv1, -tls1 -cipher AES128-SHA:@SECLEVEL=0",
        "TLS 1.2 without forward secrecy, TLSv1.2, -tls1_2 -cipher AES256-GCM-SHA384:@SECLEVEL=0",
        "TLS 1.2 with CBC, TLSv1.2, -tls1_2 -cipher ECDHE-RSA-AES128-SHA:@SECLEVEL=0"})
    void someSitesMaySpeakOldProtocols(String what, String protocol, String options) throws Exception {
        Issuer leaf = Issuer.draft("CN=x").site("open.test").key(Issuer.rsa(2048)).with(Extension.keyUsage, true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)).by(ROOT);
        try (OpensslOrigin origin = new OpensslOrigin(folder, leaf, options.split(" "))) {
            Dial.Outcome first = dial.to("open.test", origin.port(), OLD);
            switch (tlsLibrary) {
                case BORING_SSL -> {
                    assertThat(first.answer()).as(() -> String.valueOf(first.failure())).isEqualTo("olleh\n");
                    assertThat(Objects.requireNonNull(first.session()).getProtocol()).isEqualTo(protocol);
                    assertThat(dial.to("open.test", origin.port(), OLD).resumed()).isTrue();
                    assertThat(dial.tls.old()).isEqualTo(2);
                }
                case JAVA -> {
                    assertThat(first.fault()).contains(CertificateFault.OLD_PROTOCOL);
                    assertThat(dial.tls.old()).isZero();
                }
            }
            assertThat(dial.to("open.test", origin.port()).fault()).as("to anybody else")
                    .contains(CertificateFault.OLD_PROTOCOL);
        }
    }

    @Test
    @DisplayName("T29 a site that may speak old protocols and can do better is spoken to as any other, in sessions of its own")
    void whoCanDoBetterDoes() throws Exception {
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            try (OpensslOrigin origin = new OpensslOrigin(folder, RSA, version)) {
                assertThat(dial.to("open.test", origin.port(), OLD).answer()).isEqualTo("olleh\n");
                assertThat(dial.to("open.test", origin.port(), OLD).resumed()).as(version).isTrue();
                assertThat(dial.to("open.test", origin.port()).resumed()).as(version).isFalse();
            }
        }
        assertThat(dial.tls.old()).isZero();
    }

    @Test
    @DisplayName("T29 the certificate of a site that may speak old protocols must be as good as any other's")
    void anOldProtocolIsNoOldCertificate() throws Exception {
        try (OpensslOrigin origin = new OpensslOrigin(folder, Issuer.root("Who").leaf("open.test"), "-tls1",
                "-cipher", "ALL:@SECLEVEL=0")) {
            assertThat(dial.to("open.test", origin.port(), OLD).fault()).contains(switch (tlsLibrary) {
                case BORING_SSL -> CertificateFault.UNKNOWN_ISSUER;
                case JAVA -> CertificateFault.OLD_PROTOCOL;
            });
        }
    }

    @Test
    void theSameSiteWithoutThoseOptionsIsReached() throws Exception {
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            try (OpensslOrigin origin = new OpensslOrigin(folder, RSA, version)) {
                assertThat(dial.to("open.test", origin.port()).answer()).as(version).isEqualTo("olleh\n");
            }
        }
    }

    @ParameterizedTest(name = "T30 the site chooses the suite {0} that was not offered")
    @ValueSource(
            ints = {0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x000a, 0x0018, 0x0034, 0x002f, 0x003c, 0x009c, 0x009e,
                0xc009, 0xc013, 0xc02b + 0x1000})
    void aSuiteThatWasNotOfferedIsRefused(int suite) throws Exception {
        Hello.Caught caught = Hello.catching(dial, "open.test", hello -> serverHello(suite, 0, ""));
        assertThat(caught.outcome().fault()).contains(CertificateFault.PROTOCOL);
        assertThat(caught.alert()).isNotEqualTo(-1);
    }

    @Test
    @DisplayName("T31 compression is refused")
    void compressionIsRefused() throws Exception {
        assertThat(Hello.catching(dial, "open.test", hello -> serverHello(0xc02f, 1, "")).outcome().fault())
                .contains(CertificateFault.PROTOCOL);
    }

    @Test
    @DisplayName("T31 an answer that says that somebody talked the site out of TLS 1.3 is refused")
    void aDowngradeIsRefused() throws Exception {
        for (String mark : List.of("DOWNGRD\u0001", "DOWNGRD\u0000")) {
            Hello.Caught caught = Hello.catching(dial, "open.test", hello -> serverHello(0xc02f, 0, mark));
            assertThat(caught.outcome().fault()).contains(CertificateFault.PROTOCOL);
            assertThat(caught.alert()).isEqualTo(47);
        }
    }

    @ParameterizedTest(name = "T31 TLS 1.2, {0}")
    @CsvSource({
        "another nonce in ServerHello, 2, 12", "a bit of the signature in ServerKeyExchange, 12, -3",
        "a bit of the key in ServerKeyExchange, 12, 20", "a bit of Finished, 0, 12"})
    void somebodyOnTheWayIsNoticed(String what, int message, int at) throws Exception {
        UnaryOperator<byte[]> change = changing(message, at);
        try (OpensslOrigin origin = new OpensslOrigin(folder, RSA, "-tls1_2", "-no_ticket");
                Relay relay = new Relay(origin.port(), change)) {
            Dial.Outcome outcome = dial.to("open.test", relay.port());
            assertThat(outcome.isGood()).isFalse();
            assertThat(outcome.fault()).as(() -> String.valueOf(outcome.failure())).contains(CertificateFault.PROTOCOL);
        }
    }

    @Test
    @DisplayName("T31 TLS 1.3, a bit of what the site sends under encryption")
    void somebodyOnTheWayIsNoticedInTls13() throws Exception {
        AtomicInteger records = new AtomicInteger();
        UnaryOperator<byte[]> change = record -> {
            if (record[0] == 23 && records.incrementAndGet() == 2) {
                record[9] ^= 1;
            }
            return record;
        };
        try (OpensslOrigin origin = new OpensslOrigin(folder, RSA, "-tls1_3");
                Relay relay = new Relay(origin.port(), change)) {
            assertThat(dial.to("open.test", relay.port()).fault()).contains(CertificateFault.PROTOCOL);
        }
    }

    @Test
    @DisplayName("T31 BoringSSL takes no second handshake on a connection; Java takes one that is tied to the first")
    void aSecondHandshake() throws Exception {
        try (OpensslOrigin origin = OpensslOrigin.typed(folder, RSA, "-tls1_2")) {
            FutureTask<Dial.Outcome> visit = new FutureTask<>(() -> dial.to("open.test", origin.port()));
            Thread.ofVirtual().start(visit);
            for (int i = 0; !visit.isDone(); i++) {
                Thread.sleep(200);
                origin.type(i < 5 ? "r" : "all done");
            }
            Dial.Outcome outcome = visit.get();
            switch (tlsLibrary) {
                case BORING_SSL -> assertThat(outcome.failure()).as("the connection ends").isNotNull();
                case JAVA -> assertThat(outcome.answer()).contains("all done");
            }
        }
    }

    @Test
    @DisplayName("T31 a site that knows no safe second handshake (RFC 5746) is reached, and where it wants one the connection ends")
    void aSiteWithoutSafeRenegotiation() throws Exception {
        try (GnutlsOrigin origin = new GnutlsOrigin(folder, RSA,
                "NORMAL:-VERS-ALL:+VERS-TLS1.2:%DISABLE_SAFE_RENEGOTIATION")) {
            assertThat(dial.to("open.test", origin.port()).answer()).isEqualTo("hello\n");
            Dial.Outcome again = dial.to("open.test", origin.port(), Demands.STANDARD, GnutlsOrigin.SHAKE_HANDS);
            assertThat(again.failure()).hasStackTraceContaining(switch (tlsLibrary) {
                case BORING_SSL -> "NO_RENEGOTIATION";
                case JAVA -> "Unsafe renegotiation is not allowed";
            });
            assertThat(again.fault()).as(() -> String.valueOf(again.failure())).contains(CertificateFault.PROTOCOL);
        }
        try (GnutlsOrigin origin = new GnutlsOrigin(folder, RSA, "NORMAL:%DISABLE_SAFE_RENEGOTIATION")) {
            Dial.Outcome outcome = dial.to("open.test", origin.port());
            assertThat(outcome.answer()).isEqualTo("hello\n");
            assertThat(Objects.requireNonNull(outcome.session()).getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    @DisplayName("T30 T55 nothing is offered that a browser would not offer")
    void theHelloIsABrowsers() throws Exception {
        Hello hello = Hello.catching(dial, "open.test", caught -> new byte[0]).hello();
        assertThat(hello.version()).isEqualTo(0x0303);
        assertThat(hello.numbers(43, 1)).as("versions").containsExactly(0x0304, 0x0303);
        assertThat(hello.suites()).as("suites").containsExactly(0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030,
                0xcca9, 0xcca8);
        assertThat(hello.compressions()).containsExactly(0);
        List<Integer> signatures = List.of(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601);
        switch (tlsLibrary) {
            case JAVA -> {
                assertThat(hello.numbers(10, 2)).as("groups").containsExactly(0x001d, 0x0017, 0x0018);
                assertThat(hello.numbers(13, 2)).as("signatures").containsExactlyElementsOf(signatures);
                assertThat(hello.numbers(50, 2)).as("signatures of certificates").isSubsetOf(signatures);
            }
            case BORING_SSL -> {
                assertThat(hello.numbers(10, 2)).as("groups").containsExactly(0x11ec, 0x001d, 0x0017, 0x0018);
                List<Integer> andFirefoxs = new ArrayList<>(signatures);
                andFirefoxs.add(0x0201);
                assertThat(hello.numbers(13, 2)).as("signatures").containsExactlyElementsOf(andFirefoxs);
                assertThat(hello.extensions()).as("signatures of certificates").doesNotContainKey(50);
            }
        }
        assertThat(new String(hello.extensions().get(16), StandardCharsets.US_ASCII))
                .isEqualTo("\0\u0009\u0008http/1.1");
        assertThat(hello.extensions()).containsKeys(0, 5, 23, 51).as("early data").doesNotContainKey(42);
        assertThat(hello.extensions().get(65281)).as("renegotiation only as it is safe").containsExactly(0);
    }

    @Test
    @DisplayName("T49 no early data is sent to a site that would take it")
    void noEarlyData() throws Exception {
        List<Hello> hellos = Collections.synchronizedList(new ArrayList<>());
        UnaryOperator<byte[]> noting = record -> {
            if (record[0] == 22 && record[5] == 1) {
                hellos.add(Hello.of(Arrays.copyOfRange(record, 5, record.length)));
            }
            return record;
        };
        try (OpensslOrigin origin = new OpensslOrigin(folder, RSA, "-tls1_3", "-max_early_data", "16384");
                Relay relay = new Relay(origin.port(), noting, UnaryOperator.identity())) {
            assertThat(dial.to("open.test", relay.port()).isGood()).isTrue();
            assertThat(dial.to("open.test", relay.port()).isGood()).isTrue();
        }
        assertThat(hellos).hasSize(2);
        assertThat(hellos.get(1).extensions()).containsKey(41).doesNotContainKey(42);
    }

    /// Changes a bit of one handshake message of TLS 1.2; 0 stands for the first record that is encrypted.
    private static UnaryOperator<byte[]> changing(int message, int at) {
        AtomicInteger encrypted = new AtomicInteger();
        return record -> {
            if (message == 0) {
                if (record[0] == 20) {
                    encrypted.set(1);
                } else if (encrypted.getAndSet(0) == 1) {
                    record[5 + at] ^= 1;
                }
                return record;
            }
            for (int i = 5; encrypted.get() == 0 && record[0] == 22 && i + 4 <= record.length;) {
                int length = ByteBuffer.wrap(record, i, 4).getInt() & 0xffffff;
                if (record[i] == message) {
                    record[at < 0 ? i + 4 + length + at : i + at] ^= 1;
                    break;
                }
                i += 4 + length;
            }
            return record;
        };
    }

    /// An answer in TLS 1.2.
    ///
    /// @param mark the last eight bytes of the random
    private static byte[] serverHello(int suite, int compression, String mark) {
        ByteBuffer body = ByteBuffer.allocate(200);
        body.putShort((short) 0x0303);
        byte[] random = new byte[32];
        Arrays.fill(random, (byte) 7);
        byte[] end = mark.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(end, 0, random, 32 - end.length, end.length);
        body.put(random).put((byte) 0).putShort((short) suite).put((byte) compression);
        body.putShort((short) 5).put(new byte[]{(byte) 0xff, 1, 0, 1, 0});
        int length = body.position();
        ByteBuffer record = ByteBuffer.allocate(9 + length);
        record.put((byte) 22).putShort((short) 0x0303).putShort((short) (4 + length));
        record.putInt(2 << 24 | length).put(body.array(), 0, length);
        return record.array();
    }
}
