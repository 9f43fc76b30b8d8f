package org.schoolgate.proxy.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate with its key and the chain above it, made in the test: as good or as bad as the test wants it.
final class Issuer {

    private static final SecureRandom RANDOM = new SecureRandom();

    /// For keys and signatures that Java makes no more.
    static final Provider BC = new BouncyCastleProvider();

    final X509Certificate certificate;
    final KeyPair pair;
    /// This certificate first, the root last.
    final List<X509Certificate> chain;

    private Issuer(X509Certificate certificate, KeyPair pair, List<X509Certificate> chain) {
        this.certificate = certificate;
        this.pair = pair;
        this.chain = chain;
    }

    PrivateKey key() {
        return pair.getPrivate();
    }

    /// What a server sends: all but the root.
    List<X509Certificate> shown() {
        return chain.size() == 1 ? chain : chain.subList(0, chain.size() - 1);
    }

    static Issuer root(String name) {
        return draft("CN=" + name).authority().selfSigned();
    }

    /// An intermediate authority below this one.
    Issuer intermediate(String name) {
        return draft("CN=" + name).authority().by(this);
    }

    /// A good leaf for these names.
    Issuer leaf(String... names) {
        return draft("CN=" + names[0]).site(names).by(this);
    }

    static Draft draft(String subject) {
        return new Draft(new X500Name(subject));
    }

    static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BC);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static KeyPair rsa(int bits) {
        return rsa(bits, 65_537);
    }

    static KeyPair rsa(int bits, int exponent) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A certificate not yet signed.
    static final class Draft {

        private final X500Name subject;
        private final List<Extension> extensions = new ArrayList<>();
        private KeyPair pair = ec("secp256r1");
        private Instant from = Instant.now().minus(Duration.ofDays(2));
        private Instant until = Instant.now().plus(Duration.ofDays(60));
        private String signature = "";
        private boolean first;
        private SubjectPublicKeyInfo shown = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        private UnaryOperator<byte[]> spoilt = UnaryOperator.identity();
        private UnaryOperator<ASN1Sequence> altered = UnaryOperator.identity();

        private Draft(X500Name subject) {
            this.subject = subject;
        }

        Draft key(KeyPair other) {
            pair = other;
            return shows(SubjectPublicKeyInfo.getInstance(other.getPublic().getEncoded()));
        }

        /// The public key that it shows, whatever the private one is.
        Draft shows(SubjectPublicKeyInfo other) {
            shown = other;
            return this;
        }

        /// Changes what is signed before it is.
        Draft altered(UnaryOperator<ASN1Sequence> how) {
            altered = how;
            return this;
        }

        /// Changes the bytes when all is done.
        Draft spoilt(UnaryOperator<byte[]> how) {
            spoilt = how;
            return this;
        }

        Draft holds(Instant start, Instant end) {
            from = start;
            until = end;
            return this;
        }

        Draft signedWith(String algorithm) {
            signature = algorithm;
            return this;
        }

        /// Version 1, without extensions.
        Draft version1() {
            first = true;
            return this;
        }

        Draft with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
            try {
                return with(id, critical, value.toASN1Primitive().getEncoded("DER"));
            } catch (java.io.IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /// Whatever bytes, in the place of one of the same kind.
        Draft with(ASN1ObjectIdentifier id, boolean critical, byte[] value) {
            without(id);
            extensions.add(new Extension(id, critical, new DEROctetString(value)));
            return this;
        }

        Draft without(ASN1ObjectIdentifier id) {
            extensions.removeIf(extension -> extension.getExtnId().equals(id));
            return this;
        }

        Draft authority() {
            return with(Extension.basicConstraints, true, new BasicConstraints(true))
                    .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        }

        Draft site(String... names) {
            return names(List.of(names).stream()
                    .map(name -> new GeneralName(
                            name.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName, name))
                    .toArray(GeneralName[]::new))
                    .with(Extension.basicConstraints, true, new BasicConstraints(false))
                    .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        }

        Draft names(GeneralName... names) {
            return with(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }

        Issuer selfSigned() {
            return sign(subject, pair, List.of());
        }

        Issuer by(Issuer issuer) {
            return sign(X500Name.getInstance(issuer.certificate.getSubjectX500Principal().getEncoded()), issuer.pair,
                    issuer.chain);
        }

        private Issuer sign(X500Name issuer, KeyPair signer, List<X509Certificate> above) {
            try {
                BigInteger serial = new BigInteger(100, RANDOM).setBit(99);
                String algorithm = !signature.isEmpty()
                        ? signature
                        : signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
                ContentSigner with = new JcaContentSignerBuilder(algorithm).setProvider(BC).build(signer.getPrivate());
                X509CertificateHolder made;
                if (first) {
                    made = new X509v1CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject,
                            shown).build(with);
                } else {
                    X509v3CertificateBuilder draft = new X509v3CertificateBuilder(issuer, serial, Date.from(from),
                            Date.from(until), subject, shown);
                    for (Extension extension : extensions) {
                        draft.addExtension(extension);
                    }
                    made = draft.build(with);
                }
                ASN1Sequence content = altered.apply(
                        (ASN1Sequence) made.toASN1Structure().getTBSCertificate().toASN1Primitive());
                with.getOutputStream().write(content.getEncoded("DER"));
                byte[] bytes = new DERSequence(new ASN1Encodable[]{content, with.getAlgorithmIdentifier(),
                    new DERBitString(with.getSignature())}).getEncoded("DER");
                X509Certificate certificate = read(spoilt.apply(bytes));
                List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
                chain.addAll(above);
                return new Issuer(certificate, pair, List.copyOf(chain));
            } catch (OperatorCreationException | java.io.IOException fault) {
                throw new IllegalStateException(fault);
            }
        }

        private X509Certificate read(byte[] bytes) throws java.io.IOException {
            try {
                return (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(bytes));
            } catch (GeneralSecurityException notForJava) {
                return new RawCertificate(bytes, new X500Principal(subject.getEncoded()), pair.getPublic());
            }
        }
    }
}
