package org.schoolgate.proxy.engine;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Encrypted sites for the engine's tests, and the root that they rest on.
final class SecureOrigin {

    private static final X500Name ROOT_NAME = new X500Name("CN=Root of the test");
    private static final KeyPair ROOT_KEYS = keys();
    /// The root that every site here rests on.
    static final X509Certificate ROOT = root();

    private SecureOrigin() {}

    /// A site that proves these names (addresses too), and does as `behaviour` says.
    static Origin of(Origin.Behaviour behaviour, String... names) throws IOException {
        try {
            KeyPair keys = keys();
            return new Origin(context(keys, certificate(keys, ROOT_KEYS, names), ROOT), behaviour);
        } catch (GeneralSecurityException | OperatorCreationException broken) {
            throw new IOException(broken);
        }
    }

    /// A site whose certificate rests on nothing.
    static Origin untrusted(Origin.Behaviour behaviour, String... names) throws IOException {
        try {
            KeyPair keys = keys();
            return new Origin(context(keys, certificate(keys, keys(), names)), behaviour);
        } catch (GeneralSecurityException | OperatorCreationException broken) {
            throw new IOException(broken);
        }
    }

    private static SSLServerSocket context(KeyPair keys, X509Certificate... chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("site", keys.getPrivate(), new char[0], chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 512,
                InetAddress.getLoopbackAddress());
    }

    private static X509Certificate certificate(KeyPair keys, KeyPair issuer, String... names)
            throws CertIOException, GeneralSecurityException, OperatorCreationException {
        GeneralNames alternatives = new GeneralNames(Stream.of(names)
                .map(name -> new GeneralName(
                        name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
        JcaX509v3CertificateBuilder builder = builder(keys, new X500Name("CN=" + names[0]));
        builder.addExtension(Extension.subjectAlternativeName, false, alternatives);
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return sign(builder, issuer);
    }

    private static X509Certificate root() {
        try {
            JcaX509v3CertificateBuilder builder = builder(ROOT_KEYS, ROOT_NAME);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(builder, ROOT_KEYS);
        } catch (CertIOException | GeneralSecurityException | OperatorCreationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static JcaX509v3CertificateBuilder builder(KeyPair keys, X500Name subject) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(ROOT_NAME, BigInteger.valueOf(ThreadLocalRandom.current().nextLong(
                1, Long.MAX_VALUE)), Date.from(now.minus(Duration.ofDays(2))), Date.from(now.plus(Duration.ofDays(30))),
                subject, keys.getPublic());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair issuer)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /// The roots that a gateway in a test trusts.
    static List<X509Certificate> roots() {
        return List.of(ROOT);
    }
}
