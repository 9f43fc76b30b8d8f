package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.proxy.tls.Revocation.Mode;

/// Certificates that were taken back, as an authority on loopback tells of them over HTTP, or as the site itself does.
@ParameterizedClass(name = "{0}")
@EnumSource
class RevocationTest {

    private static final Demands PROOF = new Demands(true, false);
    private static final ASN1ObjectIdentifier FEATURES = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");

    private final Issuer root = Issuer.root("Test root");
    private final Issuer between = root.intermediate("Between");
    private final Map<String, byte[]> published = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<@Nullable Answering> answering = new AtomicReference<>();
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(later.get());

    private final Library tlsLibrary;

    @TempDir
    private Path folder;

    private HttpServer http;

    RevocationTest(Library tlsLibrary) {
        this.tlsLibrary = tlsLibrary;
    }

    private interface Answering {

        byte[] answer(OCSPReq question) throws Exception;
    }

    @BeforeEach
    void publish() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] question = exchange.getRequestBody().readAllBytes();
            byte[] answer = published.get(exchange.getRequestURI().getPath());
            Answering ocsp = answering.get();
            if (exchange.getRequestURI().getPath().equals("/ocsp") && ocsp != null) {
                try {
                    answer = ocsp.answer(new OCSPReq(question));
                } catch (Exception fault) {
                    throw new IOException(fault);
                }
            }
            exchange.sendResponseHeaders(answer == null ? 404 : 200, answer == null ? -1 : answer.length);
            if (answer != null) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    private String at(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    private Dial dial(Mode mode) {
        Revocation revocation = new Revocation(mode, address -> true, clock);
        return new Dial(
                tlsLibrary.sites(new Trust(new Roots(List.of(Root.of(root.certificate)), LocalDate.EPOCH, "test"),
                        List.of(), revocation, clock), clock));
    }

    private Issuer.Draft site() {
        return Issuer.draft("CN=x").site("open.test");
    }

    private CRLDistPoint list(String path) {
        return new CRLDistPoint(new DistributionPoint[]{new DistributionPoint(
                new DistributionPointName(
                        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, at(path)))),
                null, null)});
    }

    private AuthorityInformationAccess responder() {
        return new AuthorityInformationAccess(AccessDescription.id_ad_ocsp,
                new GeneralName(GeneralName.uniformResourceIdentifier, at("/ocsp")));
    }

    /// A list as an issuer publishes it, with one certificate in it.
    private static X509v2CRLBuilder draft(Issuer issuer, BigInteger serial) {
        Instant now = Instant.now();
        return new X509v2CRLBuilder(name(issuer), Date.from(now.minusSeconds(60)))
                .setNextUpdate(Date.from(now.plus(Duration.ofHours(1))))
                .addCRLEntry(serial, Date.from(now.minusSeconds(60)), CRLReason.keyCompromise);
    }

    private static X500Name name(Issuer issuer) {
        return X500Name.getInstance(issuer.certificate.getSubjectX500Principal().getEncoded());
    }

    private static byte[] signed(X509v2CRLBuilder draft, Issuer signer) throws Exception {
        return draft.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.key())).getEncoded();
    }

    /// An answer to a question about one certificate.
    private static byte[] answer(OCSPReq question, @Nullable CertificateStatus status, Instant from, Instant until,
            Issuer signer, X509CertificateHolder... with) throws Exception {
        return new OCSPRespBuilder().build(OCSPResp.SUCCESSFUL,
                new BasicOCSPRespBuilder(new RespID(name(signer)))
                        .addResponse(question.getRequestList()[0].getCertID(), status, Date.from(from),
                                Date.from(until),
                                null)
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.key()), with,
                                Date.from(from)))
                .getEncoded();
    }

    private static CertificateStatus revoked() {
        return new RevokedStatus(Date.from(Instant.now()), CRLReason.keyCompromise);
    }

    private static Instant hours(int count) {
        return Instant.now().plus(Duration.ofHours(count));
    }

    @ParameterizedTest(name = "T32 revoked by a list, {0}")
    @EnumSource(value = Mode.class, names = {"SOFT", "HARD"})
    void revokedByAList(Mode mode) throws Exception {
        Issuer bad = site().with(Extension.cRLDistributionPoints, false, list("/list")).by(between);
        Issuer good = site().with(Extension.cRLDistributionPoints, false, list("/list")).by(between);
        published.put("/list", signed(draft(between, bad.certificate.getSerialNumber()), between));
        try (Origin badOrigin = new Origin(bad); Origin goodOrigin = new Origin(good); Dial dial = dial(mode)) {
            assertThat(dial.to("open.test", badOrigin.port()).fault()).contains(CertificateFault.REVOKED);
            assertThat(dial.to("open.test", goodOrigin.port()).isGood()).isTrue();
            assertThat(badOrigin.bytes).hasValue(0);
            assertThat(asked).as("the list is fetched once").hasValue(1);
        }
    }

    @ParameterizedTest(name = "T32 revoked by an answer, {0}")
    @EnumSource(value = Mode.class, names = {"SOFT", "HARD"})
    void revokedByAnAnswer(Mode mode) throws Exception {
        Issuer leaf = site().with(Extension.authorityInfoAccess, false, responder()).by(between);
        answering.set(question -> answer(question, revoked(), hours(-1), hours(1), between));
        try (Origin origin = new Origin(leaf); Dial dial = dial(mode)) {
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.REVOKED);
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.REVOKED);
            assertThat(asked).hasValue(1);
            assertThat(origin.bytes).hasValue(0);
        }
    }

    @Test
    @DisplayName("T32 a good answer lets the site through, also by one whom the issuer lets answer, until it runs out")
    void aGoodAnswer() throws Exception {
        Issuer answerer = Issuer.draft("CN=Answers")
                .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
                .by(between);
        Issuer leaf = site().with(Extension.authorityInfoAccess, false, responder()).by(between);
        answering.set(question -> answer(question, CertificateStatus.GOOD, hours(-1), hours(2), answerer,
                new JcaX509CertificateHolder(answerer.certificate)));
        try (Origin origin = new Origin(leaf); Dial dial = dial(Mode.HARD)) {
            assertThat(dial.to("open.test", origin.port()).isGood()).isTrue();
            answering.set(question -> answer(question, revoked(), hours(-1), hours(2), between));
            assertThat(dial.to("open.test", origin.port()).isGood()).as("it is kept").isTrue();
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    @DisplayName("T32 where nobody answers, a soft look lets the site through and counts, a hard one refuses")
    void nobodyAnswers() throws Exception {
        Issuer leaf = site().with(Extension.authorityInfoAccess, false, responder())
                .with(Extension.cRLDistributionPoints, false, list("/nothing")).by(between);
        Revocation soft = new Revocation(Mode.SOFT, address -> true, clock);
        Trust trust = new Trust(new Roots(List.of(Root.of(root.certificate)), LocalDate.EPOCH, "test"), List.of(), soft,
                clock);
        try (Origin origin = new Origin(leaf);
                Dial lenient = new Dial(tlsLibrary.sites(trust, clock));
                Dial strict = dial(Mode.HARD);
                Dial off = dial(Mode.OFF)) {
            assertThat(lenient.to("open.test", origin.port()).isGood()).isTrue();
            assertThat(soft.unknown()).isEqualTo(1);
            assertThat(strict.to("open.test", origin.port()).fault()).contains(CertificateFault.STATUS_UNKNOWN);
            int before = asked.get();
            assertThat(off.to("open.test", origin.port()).isGood()).isTrue();
            assertThat(asked).hasValue(before);
        } finally {
            soft.close();
        }
    }

    @ParameterizedTest(name = "T32 who was let through is refused where proof is demanded of the site, {0}")
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void proofIsDemandedOfSomeSites(String version) throws Exception {
        Issuer leaf = site().with(Extension.authorityInfoAccess, false, responder()).by(between);
        try (OpensslOrigin origin = new OpensslOrigin(folder, leaf, version); Dial dial = dial(Mode.SOFT)) {
            assertThat(dial.to("open.test", origin.port()).isGood()).isTrue();
            assertThat(dial.to("open.test", origin.port()).resumed()).isTrue();
            assertThat(dial.to("open.test", origin.port(), PROOF).fault()).contains(CertificateFault.STATUS_UNKNOWN);
            assertThat(dial.to("open.test", origin.port()).isGood()).as("others are still let through").isTrue();
        }
        answering.set(question -> answer(question, CertificateStatus.GOOD, hours(-1), hours(2), between));
        try (OpensslOrigin origin = new OpensslOrigin(folder, leaf, version); Dial dial = dial(Mode.SOFT)) {
            assertThat(dial.to("open.test", origin.port()).isGood()).isTrue();
            Dial.Outcome proven = dial.to("open.test", origin.port(), PROOF);
            assertThat(proven.isGood()).isTrue();
            assertThat(proven.resumed()).as("what was made without proof").isFalse();
            assertThat(dial.to("open.test", origin.port(), PROOF).resumed()).isTrue();
        }
    }

    @Test
    @DisplayName("T32 no question goes to an address inside the school")
    void noQuestionGoesInside() throws Exception {
        Issuer leaf = site().with(Extension.authorityInfoAccess, false, responder()).by(between);
        Revocation revocation = new Revocation(Mode.HARD, Revocation::isPublic, clock);
        Trust trust = new Trust(new Roots(List.of(Root.of(root.certificate)), LocalDate.EPOCH, "test"), List.of(),
                revocation, clock);
        try (revocation; Origin origin = new Origin(leaf); Dial dial = new Dial(tlsLibrary.sites(trust, clock))) {
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.STATUS_UNKNOWN);
            assertThat(asked).hasValue(0);
        }
        for (String inside : List.of("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "::1",
                "fd00::1", "fe80::1", "0.0.0.0")) {
            assertThat(Revocation.isPublic(InetAddress.getByName(inside))).as(inside).isFalse();
        }
        assertThat(Revocation.isPublic(InetAddress.getByName("192.0.2.1"))).isTrue();
    }

    @Test
    @DisplayName("T34 a revoked intermediate, by list and by answer")
    void aRevokedIntermediate() throws Exception {
        Issuer byList = Issuer.draft("CN=Listed").authority()
                .with(Extension.cRLDistributionPoints, false, list("/roots")).by(root);
        Issuer byAnswer = Issuer.draft("CN=Answered").authority()
                .with(Extension.authorityInfoAccess, false, responder()).by(root);
        published.put("/roots", signed(draft(root, byList.certificate.getSerialNumber()), root));
        answering.set(question -> answer(question, revoked(), hours(-1), hours(1), root));
        for (Issuer bad : List.of(byList, byAnswer)) {
            try (Origin origin = new Origin(bad.leaf("open.test")); Dial dial = dial(Mode.SOFT)) {
                assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.REVOKED);
            }
        }
    }

    static Stream<String> lists() {
        return Stream.of("T33 a list by an issuer that may not sign lists", "T33 a list signed by somebody else",
                "T33 a list that has run out", "T33 a list of tomorrow", "T33 a list without an end",
                "T33 another issuer's list", "T33 a list for another address", "T33 a list of authorities alone",
                "T33 an indirect list", "T33 a list with an unknown critical extension", "T33 a list signed with SHA-1",
                "T33 a torn list", "T33 no list but a page");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void badListsAreAsIfNotThere(String what) throws Exception {
        Issuer issuer = what.contains("may not sign lists")
                ? Issuer.draft("CN=No lists").authority()
                        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                        .by(root)
                : between;
        Issuer leaf = site().with(Extension.cRLDistributionPoints, false, list("/list")).by(issuer);
        published.put("/list", badList(what, issuer, leaf.certificate));
        try (Origin origin = new Origin(leaf); Dial soft = dial(Mode.SOFT); Dial hard = dial(Mode.HARD)) {
            assertThat(soft.to("open.test", origin.port()).isGood()).isTrue();
            assertThat(hard.to("open.test", origin.port()).fault()).contains(CertificateFault.STATUS_UNKNOWN);
        }
    }

    private byte[] badList(String what, Issuer issuer, X509Certificate leaf) throws Exception {
        X509v2CRLBuilder draft = draft(issuer, leaf.getSerialNumber());
        Instant now = Instant.now();
        switch (what.substring(4)) {
            case "a list signed by somebody else" -> {
                return signed(draft, root);
            }
            case "a list that has run out" -> draft.setNextUpdate(Date.from(now.minusSeconds(1)));
            case "a list of tomorrow" ->
                draft = new X509v2CRLBuilder(name(issuer), Date.from(hours(24))).setNextUpdate(Date.from(hours(48)));
            case "a list without an end" -> draft = new X509v2CRLBuilder(name(issuer), Date.from(now.minusSeconds(60)));
            case "another issuer's list" -> draft = draft(root, leaf.getSerialNumber());
            case "a list for another address" -> draft.addExtension(Extension.issuingDistributionPoint, true,
                    new IssuingDistributionPoint(new DistributionPointName(new GeneralNames(
                            new GeneralName(GeneralName.uniformResourceIdentifier, at("/other")))), false, false));
            case "a list of authorities alone" -> draft.addExtension(Extension.issuingDistributionPoint, true,
                    new IssuingDistributionPoint(null, false, true, null, false, false));
            case "an indirect list" -> draft.addExtension(Extension.issuingDistributionPoint, true,
                    new IssuingDistributionPoint(null, true, false));
            case "a list with an unknown critical extension" ->
                draft.addExtension(new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1"), true, new ASN1Integer(1));
            case "a list signed with SHA-1" -> {
                return draft.build(new JcaContentSignerBuilder("SHA1withECDSA").build(issuer.key())).getEncoded();
            }
            case "a torn list" -> {
                byte[] whole = signed(draft, issuer);
                return Arrays.copyOf(whole, whole.length - 20);
            }
            case "no list but a page" -> {
                return "<html>Welcome to the Wi-Fi".getBytes(StandardCharsets.US_ASCII);
            }
            default -> {
                // The issuer is what is wrong.
            }
        }
        return signed(draft, issuer);
    }

    @Test
    @DisplayName("T32 a list that covers a part and names its address is heard")
    void aPartialListIsHeard() throws Exception {
        Issuer leaf = site().with(Extension.cRLDistributionPoints, false, list("/list")).by(between);
        X509v2CRLBuilder draft = draft(between, leaf.certificate.getSerialNumber());
        draft.addExtension(Extension.issuingDistributionPoint, true,
                new IssuingDistributionPoint(new DistributionPointName(
                        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, at("/list")))), true,
                        false, null, false, false));
        published.put("/list", signed(draft, between));
        try (Origin origin = new Origin(leaf); Dial dial = dial(Mode.SOFT)) {
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.REVOKED);
        }
    }

    static Stream<String> answers() {
        return Stream.of("T33 an answer by one who may not answer", "T33 an answer by one of another issuer's",
                "T33 an answer signed by somebody else", "T33 an answer that has run out", "T33 an answer of tomorrow",
                "T33 an answer about another certificate", "T33 an error", "T33 no answer but a page");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void badAnswersAreAsIfNotThere(String what) throws Exception {
        Issuer leaf = site().with(Extension.authorityInfoAccess, false, responder()).by(between);
        for (boolean revoked : new boolean[]{true, false}) {
            CertificateStatus status = revoked ? revoked() : CertificateStatus.GOOD;
            answering.set(question -> badAnswer(what, question, status));
            try (Origin origin = new Origin(leaf); Dial soft = dial(Mode.SOFT); Dial hard = dial(Mode.HARD)) {
                assertThat(soft.to("open.test", origin.port()).isGood()).isTrue();
                assertThat(hard.to("open.test", origin.port()).fault()).contains(CertificateFault.STATUS_UNKNOWN);
            }
        }
    }

    private byte[] badAnswer(String what, OCSPReq question, @Nullable CertificateStatus status) throws Exception {
        return switch (what.substring(4)) {
            case "an answer by one who may not answer" -> {
                Issuer leaf = between.leaf("answers.test");
                yield answer(question, status, hours(-1), hours(1), leaf,
                        new JcaX509CertificateHolder(leaf.certificate));
            }
            case "an answer by one of another issuer's" -> {
                Issuer other = Issuer.draft("CN=Answers").with(Extension.extendedKeyUsage, false,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning)).by(root);
                yield answer(question, status, hours(-1), hours(1), other,
                        new JcaX509CertificateHolder(other.certificate));
            }
            case "an answer signed by somebody else" ->
                answer(question, status, hours(-1), hours(1), Issuer.root("Who"));
            case "an answer that has run out" -> answer(question, status, hours(-2), hours(-1), between);
            case "an answer of tomorrow" -> answer(question, status, hours(24), hours(48), between);
            case "an answer about another certificate" -> {
                X509Certificate other = between.leaf("other.test").certificate;
                yield answer(new OCSPReq(StatusAnswer.question(between.certificate, other.getSerialNumber())), status,
                        hours(-1), hours(1), between);
            }
            case "an error" -> new OCSPRespBuilder().build(OCSPResp.TRY_LATER, null).getEncoded();
            default -> "<html>Welcome".getBytes(StandardCharsets.US_ASCII);
        };
    }

    private OpensslOrigin stapling(Issuer leaf, byte[] staple, String version) throws Exception {
        Path file = Files.write(folder.resolve("staple" + leaf.certificate.getSerialNumber()), staple);
        return new OpensslOrigin(folder, leaf, version, "-status_file", file.toString());
    }

    @ParameterizedTest(name = "T32 what the site brings itself is heard, TLS {0}")
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void whatTheSiteBringsIsHeard(String version) throws Exception {
        Issuer leaf = site().by(between);
        OCSPReq question = new OCSPReq(StatusAnswer.question(between.certificate, leaf.certificate.getSerialNumber()));
        byte[] bad = answer(question, revoked(), hours(-1), hours(1), between);
        byte[] good = answer(question, CertificateStatus.GOOD, hours(-1), hours(1), between);
        try (OpensslOrigin origin = stapling(leaf, bad, version); Dial dial = dial(Mode.OFF)) {
            assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.REVOKED);
        }
        try (OpensslOrigin origin = stapling(leaf, good, version); Dial dial = dial(Mode.HARD)) {
            assertThat(dial.to("open.test", origin.port()).isGood()).isTrue();
        }
    }

    @Test
    @DisplayName("T32 a certificate that must bring proof is refused where it brings none, an old one, or a forged one")
    void proofThatWasPromised() throws Exception {
        Issuer leaf = site().with(FEATURES, false, new DERSequence(new ASN1Integer(5))).by(between);
        OCSPReq question = new OCSPReq(StatusAnswer.question(between.certificate, leaf.certificate.getSerialNumber()));
        try (Dial dial = dial(Mode.SOFT)) {
            try (Origin origin = new Origin(leaf)) {
                assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.STAPLE_MISSING);
                assertThat(origin.bytes).hasValue(0);
            }
            for (byte[] worthless : List.of(answer(question, CertificateStatus.GOOD, hours(-2), hours(-1), between),
                    answer(question, CertificateStatus.GOOD, hours(-1), hours(1), Issuer.root("Who")))) {
                try (OpensslOrigin origin = stapling(leaf, worthless, "-tls1_3")) {
                    assertThat(dial.to("open.test", origin.port()).fault()).contains(CertificateFault.STAPLE_MISSING);
                }
            }
            byte[] good = answer(question, CertificateStatus.GOOD, hours(-1), hours(1), between);
            try (OpensslOrigin origin = stapling(leaf, good, "-tls1_3")) {
                assertThat(dial.to("open.test", origin.port()).isGood()).isTrue();
            }
        }
    }

    @Test
    void aListOfAHundredThousandIsReadAndAnswersQuickly() throws Exception {
        Issuer leaf = site().by(between);
        X509v2CRLBuilder draft = draft(between, leaf.certificate.getSerialNumber());
        Date when = Date.from(Instant.now().minusSeconds(60));
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            draft.addCRLEntry(new BigInteger(120, random).setBit(119), when, CRLReason.unspecified);
        }
        byte[] bytes = signed(draft, between);
        RevocationList list = RevocationList.read(bytes, between.certificate, "", false, Instant.now());
        assertThat(list.size()).isEqualTo(100_001);
        assertThat(list.has(leaf.certificate.getSerialNumber())).isTrue();
        assertThat(list.has(between.leaf("other.test").certificate.getSerialNumber())).isFalse();
    }
}
