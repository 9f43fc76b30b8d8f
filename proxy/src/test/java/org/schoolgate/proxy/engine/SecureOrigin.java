package org.schoolgate.proxy.engine;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.schoolgate.proxy.tls.Revocation;
import org.schoolgate.proxy.tls.Roots;
import org.schoolgate.proxy.tls.SiteTls;
import org.schoolgate.proxy.tls.Trust;

/// Encrypted sites for the engine's tests, and the root that they rest on.
final class SecureOrigin {

    private static final X509Bundle ROOT = root("CN=Root of the test");

    private SecureOrigin() {}

    /// The roots that a gateway in a test trusts.
    static List<X509Certificate> roots() {
        return List.of(ROOT.getCertificate());
    }

    /// A gateway's way to the sites here.
    static SiteTls trusted() {
        InstantSource clock = InstantSource.system();
        return new SiteTls(new Trust(Roots.mozilla(), roots(),
                new Revocation(Revocation.Mode.SOFT, Revocation::isPublic, clock), clock), clock);
    }

    /// A site that proves these names (IPv4 addresses too), and does as `behaviour` says.
    static Origin of(Origin.Behaviour behaviour, String... names) throws IOException {
        return provenBy(ROOT, behaviour, names);
    }

    /// A site whose certificate rests on a root that nobody trusts.
    static Origin untrusted(Origin.Behaviour behaviour, String... names) throws IOException {
        return provenBy(root("CN=Somebody"), behaviour, names);
    }

    /// A site that proves every name with one label before `parent`.
    static Origin everyNameBelow(String parent, Origin.Behaviour behaviour) throws IOException {
        return provenBy(ROOT, behaviour, site(parent).addExtensionOctetString(
                Extension.subjectAlternativeName.getId(), false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "*." + parent)).getEncoded()));
    }

    /// When all certificates here end, so that none shortens a leaf.
    private static Instant end() {
        return Instant.now().plus(Duration.ofDays(365));
    }

    /// A site of whose certificate nobody can say whether it was revoked: the one to be asked is inside the school.
    static Origin unsure(Origin.Behaviour behaviour, String name) throws IOException {
        return provenBy(ROOT, behaviour, site(name).addSanDnsName(name).addExtensionOctetString(
                Extension.authorityInfoAccess.getId(), false,
                new AuthorityInformationAccess(AccessDescription.id_ad_ocsp,
                        new GeneralName(GeneralName.uniformResourceIdentifier, "http://127.0.0.1:1/")).getEncoded()));
    }

    /// The certificate of a site, with its key.
    static X509Bundle certificate(String name) throws Exception {
        return site(name).addSanDnsName(name).buildIssuedBy(ROOT);
    }

    private static CertificateBuilder site(String name) {
        return new CertificateBuilder().ecp256().subject("CN=" + name).notAfter(end())
                .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature).addExtendedKeyUsageServerAuth();
    }

    private static Origin provenBy(X509Bundle root, Origin.Behaviour behaviour, String... names) throws IOException {
        CertificateBuilder builder = site(names[0]);
        for (String name : names) {
            if (name.matches("[0-9.]+")) {
                builder.addSanIpAddress(name);
            } else {
                builder.addSanDnsName(name);
            }
        }
        return provenBy(root, behaviour, builder);
    }

    private static Origin provenBy(X509Bundle root, Origin.Behaviour behaviour, CertificateBuilder builder)
            throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            X509Bundle site = builder.buildIssuedBy(root);
            context.init(site.toKeyManagerFactory().getKeyManagers(), null, null);
            return new Origin(context.getServerSocketFactory().createServerSocket(0, 512,
                    InetAddress.getLoopbackAddress()), site.getCertificate(), behaviour);
        } catch (IOException fault) {
            throw fault;
        } catch (Exception fault) {
            throw new IOException(fault);
        }
    }

    private static X509Bundle root(String name) {
        try {
            return new CertificateBuilder().ecp256().subject(name).notAfter(end()).setIsCertificateAuthority(true)
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign).buildSelfSigned();
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }
}
