package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;

/// Makes certificates: leaves for one name each, and the authority's own. Any thread may call; one leaf costs a fraction
/// of a millisecond.
///
/// All leaves of one process share one key pair, which is never written anywhere and ends with the process.
final class Mint {

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(5 * 365);

    /// How much slower a device's clock may go than ours.
    static final Duration SKEW = Duration.ofDays(1);

    /// Longer names do not fit into a common name (RFC 5280, `ub-common-name`).
    private static final int COMMON_NAME = 64;

    private final Authority authority;
    private final X500Name issuer;
    private final KeyPair leafKey = Keys.make();

    Mint(Authority authority) {
        this.authority = authority;
        this.issuer = X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded());
    }

    /// The certificate that leaves are signed under.
    X509Certificate signer() {
        return authority.certificate();
    }

    /// The private key of every leaf of this mint.
    PrivateKey leafKey() {
        return leafKey.getPrivate();
    }

    /// A certificate for `host` and for nothing else.
    X509Certificate leaf(Host host, Instant from, Instant until) {
        String text = host instanceof IpAddress address ? address.toString() : host.text();
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
        boolean fits = text.length() <= COMMON_NAME;
        if (fits) {
            subject.addRDN(BCStyle.CN, text);
        }
        GeneralName name = switch (host) {
            case HostName dns -> new GeneralName(GeneralName.dNSName, dns.name());
            case IpAddress address -> new GeneralName(GeneralName.iPAddress, new DEROctetString(address.bytes()));
        };
        try {
            JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder draft = draft(issuer, subject.build(), leafKey.getPublic(), from, until)
                    .addExtension(Extension.subjectAlternativeName, !fits, new GeneralNames(name))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false,
                            new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectKeyIdentifier, false,
                            ids.createSubjectKeyIdentifier(leafKey.getPublic()))
                    .addExtension(Extension.authorityKeyIdentifier, false,
                            ids.createAuthorityKeyIdentifier(authority.certificate().getPublicKey()));
            return sign(draft, authority.key());
        } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("no certificate could be made for " + text, impossible);
        }
    }

    /// The certificate of a new authority, signed by itself.
    ///
    /// @param never names for which, and for all below them, devices shall take no certificate of this authority
    static X509Certificate authority(KeyPair pair, Instant now, List<HostName> never) {
        byte[] tag = new byte[4];
        Keys.RANDOM.nextBytes(tag);
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, KnownBad.OUR_ORGANISATION)
                .addRDN(BCStyle.CN, "Schoolgate authority " + HexFormat.of().formatHex(tag))
                .build();
        try {
            JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder draft = draft(name, name, pair.getPublic(), now.minus(SKEW),
                    now.minus(SKEW).plus(AUTHORITY_LIFE))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true,
                            new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.subjectKeyIdentifier, false,
                            ids.createSubjectKeyIdentifier(pair.getPublic()));
            if (!never.isEmpty()) {
                GeneralSubtree[] excluded = never.stream()
                        .map(host -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, host.name())))
                        .toArray(GeneralSubtree[]::new);
                draft.addExtension(Extension.nameConstraints, true, new NameConstraints(null, excluded));
            }
            return sign(draft, pair.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("no authority could be made", impossible);
        }
    }

    private static X509v3CertificateBuilder draft(X500Name issuer, X500Name subject, PublicKey key, Instant from,
            Instant until) {
        // 127 random bits; a serial number is positive.
        BigInteger serial = new BigInteger(127, Keys.RANDOM).setBit(126);
        return new JcaX509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder draft, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(draft.build(new JcaContentSignerBuilder(Keys.SIGNATURE).build(key)));
    }
}
