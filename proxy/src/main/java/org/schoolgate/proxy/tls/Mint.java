package org.schoolgate.proxy.tls;

import io.netty.handler.ssl.util.LazyX509Certificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
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
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
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
    private final SubjectPublicKeyInfo leafKeyInfo = SubjectPublicKeyInfo.getInstance(leafKey.getPublic().getEncoded());
    /// What every leaf says alike.
    private final List<Extension> common;

    Mint(Authority authority) {
        this.authority = authority;
        this.issuer = X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded());
        try {
            JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
            this.common = List.of(
                    Extension.create(Extension.basicConstraints, true, new BasicConstraints(false)),
                    Extension.create(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)),
                    Extension.create(Extension.extendedKeyUsage, false,
                            new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
                    Extension.create(Extension.subjectKeyIdentifier, false,
                            ids.createSubjectKeyIdentifier(leafKey.getPublic())),
                    Extension.create(Extension.authorityKeyIdentifier, false,
                            ids.createAuthorityKeyIdentifier(authority.certificate().getPublicKey())),
                    Extension.create(Extension.cRLDistributionPoints, false,
                            listAt(NoneRevoked.address(authority.certificate()))));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("the keys of leaves have no names", impossible);
        }
    }

    /// The certificate that leaves are signed under.
    X509Certificate signer() {
        return authority.certificate();
    }

    /// The private key of every leaf of this mint.
    PrivateKey leafKey() {
        return leafKey.getPrivate();
    }

    /// A new leaf. Nothing has read the certificate but its bytes, as thousands are kept and hardly one is ever looked at.
    ///
    /// @param number its serial number, in hexadecimal digits
    record Minted(X509Certificate certificate, String number) {}

    /// A certificate for `host` and for nothing else.
    Minted leaf(Host host, Instant from, Instant until) {
        return leaf(List.of(host), from, until);
    }

    /// A certificate for these and for nothing else.
    Minted leaf(List<Host> hosts, Instant from, Instant until) {
        Host first = hosts.getFirst();
        String text = first instanceof IpAddress address ? address.toString() : first.text();
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
        boolean fits = text.length() <= COMMON_NAME;
        if (fits) {
            subject.addRDN(BCStyle.CN, text);
        }
        GeneralName[] names = hosts.stream().map(Mint::name).toArray(GeneralName[]::new);
        try {
            X509v3CertificateBuilder draft = draft(issuer, subject.build(), leafKeyInfo, from, until)
                    .addExtension(Extension.subjectAlternativeName, !fits, new GeneralNames(names));
            for (Extension extension : common) {
                draft.addExtension(extension);
            }
            X509CertificateHolder signed = sign(draft, authority.key());
            return new Minted(new LazyX509Certificate(signed.getEncoded()), signed.getSerialNumber().toString(16));
        } catch (IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("no certificate could be made for " + text, impossible);
        }
    }

    private static GeneralName name(Host host) {
        return switch (host) {
            case HostName dns -> new GeneralName(GeneralName.dNSName, dns.name());
            case IpAddress address -> new GeneralName(GeneralName.iPAddress, new DEROctetString(address.bytes()));
        };
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
            X509v3CertificateBuilder draft = draft(name, name,
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()), now.minus(SKEW),
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
            return new JcaX509CertificateConverter().getCertificate(sign(draft, pair.getPrivate()));
        } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("no authority could be made", impossible);
        }
    }

    private static CRLDistPoint listAt(String address) {
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address));
        return new CRLDistPoint(
                new DistributionPoint[]{new DistributionPoint(new DistributionPointName(names), null, null)});
    }

    private static X509v3CertificateBuilder draft(X500Name issuer, X500Name subject, SubjectPublicKeyInfo key,
            Instant from,
            Instant until) {
        // 127 random bits; a serial number is positive.
        BigInteger serial = new BigInteger(127, Keys.RANDOM).setBit(126);
        return new X509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, key);
    }

    private static X509CertificateHolder sign(X509v3CertificateBuilder draft, PrivateKey key)
            throws OperatorCreationException {
        return draft.build(new JcaContentSignerBuilder(Keys.SIGNATURE).build(key));
    }
}
