package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.request.HostName;

/// Chains made to cost more than they are worth.
class LargeChainsTest {

    private static final HostName HOST = new HostName("www.open.test");
    private static final Issuer ROOT = Issuer.root("Test root");

    private static final Trust TRUST = new Trust(
            new Roots(List.of(Root.of(ROOT.certificate)), LocalDate.EPOCH, "test"), List.of(),
            new Revocation(Revocation.Mode.OFF, Revocation::isPublic, InstantSource.system()), InstantSource.system());

    /// All of these have one name and one key, so each may have issued each, but for the leaf's issuer, which has none of them.
    private static List<X509Certificate> tangle(int count) {
        var pair = Issuer.ec("secp256r1");
        List<X509Certificate> all = new ArrayList<>();
        Issuer above = Issuer.draft("CN=Test root").authority().key(pair).selfSigned();
        all.add(Issuer.draft("CN=x").site(HOST.name()).by(above).certificate);
        for (int i = 1; i < count; i++) {
            all.add(Issuer.draft("CN=Test root").authority().key(pair).by(above).certificate);
        }
        return all;
    }

    private static GeneralName[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> new GeneralName(GeneralName.dNSName, "h" + i + ".test"))
                .toArray(GeneralName[]::new);
    }

    static Stream<Arguments> chains() throws Exception {
        GeneralSubtree[] many = Stream.of(names(2048)).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
        Issuer constrained = Issuer.draft("CN=Many").authority()
                .with(Extension.nameConstraints, true, new NameConstraints(null, many)).by(ROOT);
        SubjectPublicKeyInfo huge = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new RSAPublicKey(BigInteger.ONE.shiftLeft(16_383).setBit(0), BigInteger.valueOf(65_537)));
        List<X509Certificate> hundred = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            hundred.add(ROOT.certificate);
        }
        return Stream.of(
                Arguments.of("T56 2048 names under 2048 constraints", CertificateFault.TOO_LARGE,
                        Issuer.draft("CN=x").site("x.test").names(names(2048)).by(constrained).shown()),
                Arguments.of("T56 2048 constraints", CertificateFault.TOO_LARGE,
                        Issuer.draft("CN=x").site(HOST.name()).by(constrained).shown()),
                Arguments.of("T56 100 certificates", CertificateFault.TOO_LARGE, hundred),
                Arguments.of("T56 10,000 names", CertificateFault.TOO_LARGE,
                        Issuer.draft("CN=x").site("x.test").names(names(10_000)).by(ROOT).shown()),
                Arguments.of("T56 RSA of 16,384 bits", CertificateFault.WEAK, Issuer.draft("CN=x").site(HOST.name())
                        .by(Issuer.draft("CN=Huge").authority().shows(huge).by(ROOT)).shown()),
                Arguments.of("T56 nine certificates that may each have issued each", CertificateFault.BAD_SIGNATURE,
                        tangle(9)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chains")
    void whatIsTooLargeIsRefusedForLittle(String what, CertificateFault why, List<X509Certificate> shown) {
        refuse(shown);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        RefusedException refused = refuse(shown);
        long took = (System.nanoTime() - start) / 1_000;
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        System.out.printf("%s: %,d bytes, %,d us%n", what, bytes, took);
        assertThat(refused.fault()).as(refused.getMessage()).isEqualTo(why);
        assertThat(bytes).isLessThan(8 << 20);
    }

    private static RefusedException refuse(List<X509Certificate> shown) {
        return catchThrowableOfType(RefusedException.class,
                () -> TRUST.check(shown, List.of(), HOST, Demands.STANDARD));
    }

    @ParameterizedTest(name = "T56 over the wire they are refused too, and nothing is sent: {0}")
    @EnumSource
    void overTheWire(Library library) throws Exception {
        Issuer many = Issuer.draft("CN=x").site("x.test").names(names(10_000)).by(ROOT);
        List<X509Certificate> hundred = new ArrayList<>();
        Issuer leaf = ROOT.leaf(HOST.name());
        for (int i = 0; i < 40; i++) {
            hundred.add(leaf.certificate);
        }
        try (Dial dial = new Dial(library.sites(TRUST, InstantSource.system()));
                Origin names = new Origin(many);
                Origin chain = new Origin(leaf.key(), hundred, false)) {
            assertThat(dial.to(HOST.name(), names.port()).fault()).contains(CertificateFault.TOO_LARGE);
            assertThat(dial.to(HOST.name(), chain.port()).fault()).contains(CertificateFault.TOO_LARGE);
            assertThat(names.bytes.get() + chain.bytes.get()).isZero();
        }
    }
}
