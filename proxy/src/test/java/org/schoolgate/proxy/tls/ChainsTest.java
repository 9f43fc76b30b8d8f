package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Good and bad chains, each shown by a site that speaks TLS. The number in front of a case is its row in the list of what an
/// intercepting gateway has to refuse.
@ParameterizedClass(name = "{0}")
@EnumSource
class ChainsTest {

    private static final String HOST = "www.open.test";
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1");

    private static final Issuer ROOT = Issuer.root("Test root");
    private static final Issuer BETWEEN = ROOT.intermediate("Test intermediate");
    private static final Issuer EXPIRED = Issuer.draft("CN=Expired root").authority()
            .holds(days(-900), days(-1)).selfSigned();
    private static final Issuer CRITICAL = Issuer.draft("CN=Odd root").authority().with(UNKNOWN, true, DERNull.INSTANCE)
            .selfSigned();
    private static final Issuer NARROW = Issuer.draft("CN=Narrow root").authority()
            .with(Extension.nameConstraints, true, permitted("school.test")).selfSigned();
    private static final Issuer NARROW_ADDRESS = Issuer.draft("CN=Narrow root for addresses").authority()
            .with(Extension.nameConstraints, true, new NameConstraints(
                    new GeneralSubtree[]{new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "10.0.0.0/8"))},
                    null))
            .selfSigned();
    private static final Issuer EXCLUDING = Issuer.draft("CN=Excluding root").authority()
            .with(Extension.nameConstraints, true, excluded("www.open.test")).selfSigned();
    private static final Issuer OURS = Issuer.draft("O=Schoolgate,CN=Another install").authority().selfSigned();
    private static final Issuer LATE = Issuer.root("Root at its end");

    private static final Trust TRUST = new Trust(new Roots(List.of(Root.of(ROOT.certificate),
            Root.of(EXPIRED.certificate), Root.of(CRITICAL.certificate), Root.of(NARROW.certificate),
            Root.of(NARROW_ADDRESS.certificate), Root.of(EXCLUDING.certificate),
            new Root(LATE.certificate, Optional.of(days(-30)))),
            LocalDate.EPOCH, "test"), List.of(OURS.certificate),
            new Revocation(Revocation.Mode.OFF, Revocation::isPublic, InstantSource.system()), InstantSource.system());

    private final Dial dial;

    ChainsTest(Library library) {
        this.dial = new Dial(library.sites(TRUST, InstantSource.system()));
    }

    @AfterEach
    void hangUp() {
        dial.close();
    }

    static Stream<Arguments> good() {
        Issuer leaf = BETWEEN.leaf(HOST);
        Issuer far = BETWEEN.intermediate("Second").intermediate("Third").leaf(HOST);
        return Stream.of(
                arguments("a plain chain", HOST, leaf, leaf.shown()),
                arguments("a leaf of the root's own", HOST, ROOT.leaf(HOST), List.of()),
                arguments("the root is sent too", HOST, leaf, leaf.chain),
                arguments("in the wrong order", HOST, far, shuffled(far.shown())),
                arguments("with one that leads nowhere", HOST, leaf,
                        List.of(leaf.certificate, Issuer.root("Nowhere").certificate, BETWEEN.certificate)),
                arguments("RSA 2048", HOST, Issuer.draft("CN=x").site(HOST).key(Issuer.rsa(2048)).by(BETWEEN),
                        List.of()),
                arguments("RSA root and PSS", HOST,
                        Issuer.draft("CN=x").site(HOST).by(rsaBetween("SHA256withRSAandMGF1")),
                        List.of()),
                arguments("P-384 with SHA-384", HOST,
                        Issuer.draft("CN=x").site(HOST).key(Issuer.ec("secp384r1")).signedWith("SHA384withECDSA")
                                .by(BETWEEN),
                        List.of()),
                arguments("T21 a wildcard for one label", HOST, BETWEEN.leaf("*.open.test"), List.of()),
                arguments("T21 a wildcard below a name that a company lends", "me.github.io",
                        BETWEEN.leaf("*.github.io"),
                        List.of()),
                arguments("T22 an address", "127.0.0.1", BETWEEN.leaf("127.0.0.1"), List.of()),
                arguments("T22 an IPv6 address", "[2001:db8::7]", BETWEEN.leaf("2001:db8::7"), List.of()),
                arguments("T17 no purposes", HOST,
                        Issuer.draft("CN=x").site(HOST).without(Extension.extendedKeyUsage).by(BETWEEN), List.of()),
                arguments("T18 an intermediate for anything", HOST, Issuer.draft("CN=x").site(HOST)
                        .by(Issuer.draft("CN=Any").authority().with(Extension.extendedKeyUsage, false,
                                new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)).by(ROOT)),
                        List.of()),
                arguments("T12 within the root's names", "a.school.test", NARROW.leaf("a.school.test"), List.of()),
                arguments("T36 before the root's end", HOST,
                        Issuer.draft("CN=x").site(HOST)
                                .holds(days(-40), days(9))
                                .by(LATE),
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void goodChainsAreTaken(String what, String host, Issuer leaf, List<X509Certificate> shown) throws Exception {
        try (Origin origin = new Origin(leaf.key(), shown.isEmpty() ? leaf.shown() : shown, false)) {
            Dial.Outcome outcome = dial.to(host, origin.port());
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.answer()).isEqualTo("ok\n");
        }
    }

    static Stream<Arguments> bad() throws Exception {
        List<Arguments> cases = new ArrayList<>();
        bad(cases, "T01 another host's name", CertificateFault.WRONG_NAME, BETWEEN.leaf("other.test"));
        bad(cases, "T02 self-signed", CertificateFault.SELF_SIGNED, Issuer.draft("CN=x").site(HOST).selfSigned());
        bad(cases, "T03 unknown issuer", CertificateFault.UNKNOWN_ISSUER,
                Issuer.root("Who").intermediate("x").leaf(HOST));
        bad(cases, "T03 the name of a root we trust, with another key", CertificateFault.BAD_SIGNATURE,
                Issuer.root("Test root").leaf(HOST));
        bad(cases, "T04 a bit turned in the signature", CertificateFault.BAD_SIGNATURE,
                site().spoilt(flip(-1)).by(BETWEEN));
        bad(cases, "T04 a bit turned in the content", CertificateFault.BAD_SIGNATURE,
                site().spoilt(flip(22)).by(BETWEEN));
        bad(cases, "T05 expired leaf", CertificateFault.EXPIRED, site().holds(days(-90), days(-1)).by(BETWEEN));
        bad(cases, "T05 expired intermediate", CertificateFault.EXPIRED,
                site().by(Issuer.draft("CN=Old").authority().holds(days(-90), days(-1)).by(ROOT)));
        bad(cases, "T06 expired root", CertificateFault.EXPIRED, EXPIRED.leaf(HOST));
        bad(cases, "T07 leaf not yet valid", CertificateFault.NOT_YET_VALID,
                site().holds(days(1), days(90)).by(BETWEEN));
        bad(cases, "T07 intermediate not yet valid", CertificateFault.NOT_YET_VALID,
                site().by(Issuer.draft("CN=Young").authority().holds(days(1), days(90)).by(ROOT)));
        bad(cases, "T08 a leaf as an authority", CertificateFault.WRONG_USE, site().by(BETWEEN.leaf("evil.test")));
        bad(cases, "T08 an intermediate without basic constraints", CertificateFault.WRONG_USE,
                site().by(Issuer.draft("CN=No").authority().without(Extension.basicConstraints).by(ROOT)));
        bad(cases, "T08 an intermediate that says it is none", CertificateFault.WRONG_USE,
                site().by(Issuer.draft("CN=No")
                        .authority().with(Extension.basicConstraints, true, new BasicConstraints(false)).by(ROOT)));
        bad(cases, "T09 version 1 intermediate", CertificateFault.MALFORMED,
                site().by(Issuer.draft("CN=V1").version1().by(ROOT)));
        bad(cases, "T09 version 1 leaf", CertificateFault.WRONG_NAME, Issuer.draft("CN=" + HOST).version1().by(BETWEEN),
                CertificateFault.MALFORMED);
        bad(cases, "T09 version 2 leaf", CertificateFault.MALFORMED, site().altered(version(1)).by(BETWEEN));
        bad(cases, "T10 more authorities than the path length allows", CertificateFault.WRONG_USE,
                site().by(Issuer.draft("CN=Zero").authority()
                        .with(Extension.basicConstraints, true, new BasicConstraints(0)).by(ROOT)
                        .intermediate("Too many")));
        bad(cases, "T11 outside an intermediate's names", CertificateFault.NOT_PERMITTED,
                site().by(Issuer.draft("CN=Narrow")
                        .authority().with(Extension.nameConstraints, true, permitted("school.test")).by(ROOT)));
        bad(cases, "T11 a name an intermediate excludes", CertificateFault.NOT_PERMITTED,
                site().by(Issuer.draft("CN=Narrow")
                        .authority().with(Extension.nameConstraints, true, excluded("open.test")).by(ROOT)));
        bad(cases, "T12 outside the root's names", CertificateFault.NOT_PERMITTED, NARROW.leaf(HOST));
        bad(cases, "T12 outside the root's names, below an intermediate", CertificateFault.NOT_PERMITTED,
                NARROW.intermediate("x").leaf(HOST));
        bad(cases, "T12 outside the root's names, below one of its own name", CertificateFault.NOT_PERMITTED,
                Issuer.draft("CN=Narrow root").authority().by(NARROW).leaf(HOST));
        bad(cases, "127.0.0.1", "T12 outside the root's addresses", CertificateFault.NOT_PERMITTED,
                NARROW_ADDRESS.leaf("127.0.0.1"));
        bad(cases, "T13 a wildcard over a name the root excludes", CertificateFault.NOT_PERMITTED,
                EXCLUDING.leaf("*.open.test"));
        bad(cases, "T13 a wildcard over a name an intermediate excludes", CertificateFault.NOT_PERMITTED,
                Issuer.draft("CN=x").site("*.open.test").by(Issuer.draft("CN=Ex").authority()
                        .with(Extension.nameConstraints, true, excluded("mail.open.test")).by(ROOT)));
        bad(cases, "T14 unknown critical extension in the leaf", CertificateFault.MALFORMED,
                site().with(UNKNOWN, true, DERNull.INSTANCE).by(BETWEEN));
        bad(cases, "T14 unknown critical extension in an intermediate", CertificateFault.MALFORMED,
                site().by(Issuer.draft("CN=Odd").authority().with(UNKNOWN, true, DERNull.INSTANCE).by(ROOT)));
        bad(cases, "T14 unknown critical extension in the root", CertificateFault.MALFORMED, CRITICAL.leaf(HOST));
        byte[] nonsense = "nonsense".getBytes(StandardCharsets.US_ASCII);
        bad(cases, "T15 an access extension that cannot be read", CertificateFault.MALFORMED,
                site().with(Extension.authorityInfoAccess, false, nonsense).by(BETWEEN));
        bad(cases, "T15 an access extension of the wrong form", CertificateFault.MALFORMED,
                site().with(Extension.authorityInfoAccess, false, new DERSequence(new ASN1Integer(1))).by(BETWEEN));
        bad(cases, "T15 alternative names that cannot be read", CertificateFault.MALFORMED,
                site().with(Extension.subjectAlternativeName, false, nonsense).by(BETWEEN));
        bad(cases, "T15 key usage with something behind it", CertificateFault.MALFORMED,
                site().with(Extension.keyUsage, false, new byte[]{3, 2, 7, (byte) 0x80, 5, 0}).by(BETWEEN));
        bad(cases, "T15 policies that cannot be read, in an intermediate", CertificateFault.MALFORMED, site()
                .by(Issuer.draft("CN=Odd").authority().with(Extension.certificatePolicies, false, nonsense).by(ROOT)));
        bad(cases, "T16 a key that may not sign", CertificateFault.WRONG_USE,
                site().with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment)).by(BETWEEN));
        bad(cases, "T16 a key that may sign certificates", CertificateFault.WRONG_USE,
                site().with(Extension.keyUsage, true,
                        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)).by(BETWEEN));
        bad(cases, "T16 a leaf that says it is an authority", CertificateFault.WRONG_USE,
                site().with(Extension.basicConstraints, true, new BasicConstraints(true)).by(BETWEEN));
        bad(cases, "T17 a leaf for clients", CertificateFault.WRONG_USE, site().with(Extension.extendedKeyUsage, false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)).by(BETWEEN));
        bad(cases, "T17 a leaf for anything", CertificateFault.WRONG_USE, site().with(Extension.extendedKeyUsage, false,
                new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)).by(BETWEEN));
        bad(cases, "T18 an intermediate for mail", CertificateFault.WRONG_USE,
                site().by(Issuer.draft("CN=Mail").authority()
                        .with(Extension.extendedKeyUsage, false,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection))
                        .by(ROOT)));
        bad(cases, "T19 an authority that may not sign certificates", CertificateFault.WRONG_USE, site().by(Issuer
                .draft("CN=No").authority().with(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign)).by(ROOT)));
        bad(cases, "T20 a common name alone", CertificateFault.WRONG_NAME,
                Issuer.draft("CN=" + HOST).site(HOST).without(Extension.subjectAlternativeName).by(BETWEEN));
        for (String[] wild : new String[][]{
            {"*.com", "open.com"}, {"*.co.uk", "open.co.uk"}, {"*.sch.uk", "open.sch.uk"}, {"w*.open.test", HOST},
            {"*w.open.test", HOST},
            {"*.*.test", HOST}, {"www.*.test", HOST}, {"*.test", HOST}, {"*.open.test", "a.b.open.test"},
            {"*.open.test", "open.test"}, {"*", HOST}, {"*.test", "open.test"}, {"*.open.test.", HOST}}) {
            bad(cases, wild[1], "T21 " + wild[0] + " for " + wild[1], CertificateFault.WRONG_NAME,
                    Issuer.draft("CN=x").site("x.test").names(new GeneralName(GeneralName.dNSName, wild[0]))
                            .by(BETWEEN));
        }
        bad(cases, "127.0.0.1", "T22 an address as a name", CertificateFault.WRONG_NAME, Issuer.draft("CN=127.0.0.1")
                .site("x.test").names(new GeneralName(GeneralName.dNSName, "127.0.0.1")).by(BETWEEN));
        bad(cases, "127.0.0.1", "T22 another address", CertificateFault.WRONG_NAME, BETWEEN.leaf("127.0.0.2"));
        bad(cases, "T23 NUL in a name", CertificateFault.MALFORMED,
                site().names(new GeneralName(GeneralName.dNSName, HOST + "\0.evil.test")).by(BETWEEN));
        bad(cases, "T23 NUL in the subject", CertificateFault.MALFORMED,
                site().altered(subject(HOST + "\0.evil.test")).by(BETWEEN));
        bad(cases, "T23 another script in a name", CertificateFault.MALFORMED, site().with(
                Extension.subjectAlternativeName, false, new DERSequence(new ASN1Encodable[]{
                    new DERTaggedObject(false, GeneralName.dNSName,
                            new DEROctetString("www.\u043epen.test".getBytes(StandardCharsets.UTF_8))),
                    new GeneralName(GeneralName.dNSName, HOST)}))
                .by(BETWEEN));
        Issuer rsa = Issuer.draft("CN=RSA").authority().key(Issuer.rsa(2048)).by(ROOT);
        for (String weak : List.of("MD2withRSA", "MD5withRSA")) {
            bad(cases, "T24 " + weak, CertificateFault.WEAK, site().signedWith(weak).by(rsa));
        }
        bad(cases, "T24 MD4withRSA", CertificateFault.WEAK, site().signedWith("MD5withRSA").spoilt(md4()).by(rsa));
        bad(cases, "T25 SHA-1 leaf", CertificateFault.WEAK, site().signedWith("SHA1withRSA").by(rsa));
        bad(cases, "T25 SHA-1 leaf with ECDSA", CertificateFault.WEAK, site().signedWith("SHA1withECDSA").by(BETWEEN));
        bad(cases, "T25 SHA-1 intermediate", CertificateFault.WEAK,
                site().by(Issuer.draft("CN=Sha").authority().signedWith("SHA1withECDSA").by(ROOT)));
        bad(cases, "T25 PSS with SHA-1", CertificateFault.WEAK, site().signedWith("SHA1withRSAandMGF1").by(rsa));
        for (int bits : new int[]{768, 1016, 1024, 2040}) {
            bad(cases, "T26 leaf with RSA " + bits, CertificateFault.WEAK, site().key(Issuer.rsa(bits)).by(BETWEEN));
        }
        for (int bits : new int[]{512, 1024, 2040}) {
            bad(cases, "T26 intermediate with RSA " + bits, CertificateFault.WEAK,
                    site().by(Issuer.draft("CN=Short").authority().key(Issuer.rsa(bits)).by(ROOT)));
        }
        bad(cases, "T27 RSA of 2052 bits", CertificateFault.WEAK, site().key(Issuer.rsa(2052)).by(BETWEEN));
        bad(cases, "T27 RSA with exponent 3", CertificateFault.WEAK, site().key(Issuer.rsa(2048, 3)).by(BETWEEN));
        bad(cases, "T27 RSA with exponent 1, in an intermediate", CertificateFault.WEAK,
                site().by(Issuer.draft("CN=One")
                        .authority().key(Issuer.rsa(2048)).shows(exponent(BigInteger.ONE)).by(ROOT)),
                CertificateFault.MALFORMED);
        bad(cases, "T27 P-192, in an intermediate", CertificateFault.WEAK,
                site().by(Issuer.draft("CN=192").authority().key(Issuer.ec("secp192r1")).by(ROOT)),
                CertificateFault.MALFORMED);
        bad(cases, "T27 secp256k1, in an intermediate", CertificateFault.WEAK,
                site().by(Issuer.draft("CN=k1").authority().key(Issuer.ec("secp256k1")).by(ROOT)),
                CertificateFault.MALFORMED);
        bad(cases, "T27 DSA, in an intermediate", CertificateFault.WEAK,
                site().signedWith("SHA256withDSA").by(Issuer.draft("CN=DSA").authority().key(dsa()).by(ROOT)));
        bad(cases, "T35 another install's authority, trusted by mistake", CertificateFault.KNOWN_BAD, OURS.leaf(HOST));
        bad(cases, "T36 signed after the day until which the root is trusted", CertificateFault.UNKNOWN_ISSUER,
                LATE.leaf(HOST));
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void badChainsAreRefusedAndNothingIsSent(String what, String host, List<CertificateFault> why, Issuer leaf)
            throws Exception {
        try (Origin origin = new Origin(leaf)) {
            Dial.Outcome outcome = dial.to(host, origin.port());
            assertThat(outcome.fault()).as(() -> what + ": " + outcome.failure()).isPresent();
            assertThat(why).as(() -> what + ": " + outcome.failure()).contains(outcome.fault().orElseThrow());
            assertThat(outcome.fault().orElseThrow().token()).isEqualTo("tls_certificate_error");
            assertThat(origin.bytes).hasValue(0);
        }
    }

    private static void bad(List<Arguments> cases, String what, CertificateFault why, Issuer leaf,
            CertificateFault... orWhy) {
        List<CertificateFault> all = new ArrayList<>(List.of(orWhy));
        all.add(why);
        cases.add(arguments(what, HOST, all, leaf));
    }

    private static void bad(List<Arguments> cases, String host, String what, CertificateFault why, Issuer leaf) {
        cases.add(arguments(what, host, List.of(why), leaf));
    }

    private static Issuer.Draft site() {
        return Issuer.draft("CN=x").site(HOST);
    }

    private static Instant days(int count) {
        return Instant.now().plus(Duration.ofDays(count));
    }

    private static NameConstraints permitted(String name) {
        return new NameConstraints(new GeneralSubtree[]{subtree(name)}, null);
    }

    private static NameConstraints excluded(String name) {
        return new NameConstraints(null, new GeneralSubtree[]{subtree(name)});
    }

    private static GeneralSubtree subtree(String name) {
        return new GeneralSubtree(new GeneralName(GeneralName.dNSName, name));
    }

    private static UnaryOperator<byte[]> flip(int at) {
        return bytes -> {
            bytes[at < 0 ? bytes.length + at : at] ^= 1;
            return bytes;
        };
    }

    /// Says MD4 where it says MD5 (`1.2.840.113549.1.1.4`).
    private static UnaryOperator<byte[]> md4() {
        byte[] md5 = {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 4};
        return bytes -> {
            for (int i = 0; i + md5.length <= bytes.length; i++) {
                if (Arrays.equals(bytes, i, i + md5.length, md5, 0, md5.length)) {
                    bytes[i + md5.length - 1] = 3;
                }
            }
            return bytes;
        };
    }

    private static UnaryOperator<ASN1Sequence> version(int number) {
        return content -> replaced(content, 0, new DERTaggedObject(0, new ASN1Integer(number)));
    }

    private static UnaryOperator<ASN1Sequence> subject(String name) {
        return content -> replaced(content, 5, new DERSequence(new DERSet(
                new DERSequence(new ASN1Encodable[]{new ASN1ObjectIdentifier("2.5.4.3"), new DERUTF8String(name)}))));
    }

    private static ASN1Sequence replaced(ASN1Sequence content, int at, ASN1Encodable with) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        for (int i = 0; i < content.size(); i++) {
            parts.add(i == at ? with : content.getObjectAt(i));
        }
        return new DERSequence(parts);
    }

    private static SubjectPublicKeyInfo exponent(BigInteger exponent) {
        try {
            BigInteger modulus = BigInteger.ONE.shiftLeft(2047).setBit(0);
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    new RSAPublicKey(modulus, exponent));
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Issuer rsaBetween(String signature) {
        Issuer root = Issuer.draft("CN=RSA between").authority().key(Issuer.rsa(2048)).by(ROOT);
        return Issuer.draft("CN=PSS").authority().signedWith(signature).by(root);
    }

    private static KeyPair dsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static List<X509Certificate> shuffled(List<X509Certificate> shown) {
        List<X509Certificate> other = new ArrayList<>(shown.subList(1, shown.size()).reversed());
        other.addFirst(shown.getFirst());
        return other;
    }
}
