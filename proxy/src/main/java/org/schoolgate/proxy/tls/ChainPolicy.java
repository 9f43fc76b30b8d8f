package org.schoolgate.proxy.tls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/// What a chain must be beside what PKIX asks: the rules that browsers have and Java has not. Each is checked before
/// anything is verified, so that no work is done for a chain that is refused all the same.
final class ChainPolicy {

    private ChainPolicy() {}

    /// @param path the site's own certificate first, the root last
    static void check(List<X509Certificate> path, Root root) throws RefusedException {
        for (X509Certificate certificate : path) {
            Optional<String> owner = KnownBad.owner(certificate);
            if (owner.isPresent()) {
                throw new RefusedException(CertificateFault.KNOWN_BAD, owner.get());
            }
        }
        Certificate leaf = null;
        for (int i = 0; i < path.size(); i++) {
            X509Certificate certificate = path.get(i);
            boolean isRoot = i > 0 && i == path.size() - 1;
            String what = i == 0 ? "the site's certificate" : isRoot ? "the root" : "certificate " + i;
            Certificate read = read(certificate, what);
            key(read, what);
            if (isRoot) {
                // The school or Mozilla has looked at it; what counts of it, PKIX looks at.
                wildcards(leaf, read);
                continue;
            }
            Shape.check(read, what);
            if (!SignatureKinds.isTaken(certificate)) {
                throw new RefusedException(CertificateFault.WEAK,
                        what + " is signed with " + certificate.getSigAlgName());
            }
            if (i == 0) {
                leaf = read;
                leaf(read.getTBSCertificate().getExtensions());
            } else {
                purposes(read.getTBSCertificate().getExtensions(), true, what);
                wildcards(leaf, read);
            }
        }
        if (root.until().isPresent()
                && path.getFirst().getNotBefore().toInstant().isAfter(root.until().get())) {
            throw new RefusedException(CertificateFault.UNKNOWN_ISSUER,
                    "the root is trusted for what was signed until " + root.until().get());
        }
    }

    private static Certificate read(X509Certificate certificate, String what) throws RefusedException {
        try {
            return Certificate.getInstance(certificate.getEncoded());
        } catch (CertificateEncodingException | RuntimeException broken) {
            throw new RefusedException(CertificateFault.MALFORMED, what + ": " + broken.getMessage());
        }
    }

    private static void key(Certificate certificate, String what) throws RefusedException {
        Optional<String> fault = KeyKinds.fault(certificate.getSubjectPublicKeyInfo());
        if (fault.isPresent()) {
            throw new RefusedException(CertificateFault.WEAK, what + " has " + fault.get());
        }
    }

    private static void leaf(@Nullable Extensions extensions) throws RefusedException {
        if (extensions == null || extensions.getExtension(Extension.subjectAlternativeName) == null) {
            throw new RefusedException(CertificateFault.WRONG_NAME, "the site's certificate has no alternative names");
        }
        BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
        if (constraints != null && constraints.isCA()) {
            throw new RefusedException(CertificateFault.WRONG_USE, "the site's certificate is an authority's");
        }
        KeyUsage usage = KeyUsage.fromExtensions(extensions);
        if (usage != null && (!usage.hasUsages(KeyUsage.digitalSignature) || usage.hasUsages(KeyUsage.keyCertSign))) {
            throw new RefusedException(CertificateFault.WRONG_USE,
                    "the key of the site's certificate is for other uses");
        }
        purposes(extensions, false, "the site's certificate");
    }

    /// Where a certificate says what it is for, sites must be among it. "For anything" is enough for an authority alone.
    private static void purposes(@Nullable Extensions extensions, boolean any, String what) throws RefusedException {
        ExtendedKeyUsage usage = extensions == null ? null : ExtendedKeyUsage.fromExtensions(extensions);
        if (usage != null && !usage.hasKeyPurposeId(KeyPurposeId.id_kp_serverAuth)
                && !(any && usage.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage))) {
            throw new RefusedException(CertificateFault.WRONG_USE, what + " is not for sites");
        }
    }

    /// A `*` of the leaf may not stand for a name that an authority above is forbidden to vouch for.
    private static void wildcards(@Nullable Certificate leaf, Certificate authority) throws RefusedException {
        Extensions above = authority.getTBSCertificate().getExtensions();
        Extensions below = leaf == null ? null : leaf.getTBSCertificate().getExtensions();
        NameConstraints constraints = above == null ? null : constraints(above);
        if (constraints == null || constraints.getExcludedSubtrees() == null || below == null) {
            return;
        }
        for (GeneralName name : GeneralNames.fromExtensions(below, Extension.subjectAlternativeName).getNames()) {
            for (GeneralSubtree subtree : constraints.getExcludedSubtrees()) {
                if (name.getTagNo() == GeneralName.dNSName && subtree.getBase().getTagNo() == GeneralName.dNSName
                        && covers(text(name), text(subtree.getBase()))) {
                    throw new RefusedException(CertificateFault.NOT_PERMITTED,
                            text(name) + " covers the excluded name " + text(subtree.getBase()));
                }
            }
        }
    }

    private static @Nullable NameConstraints constraints(Extensions extensions) throws RefusedException {
        try {
            return NameConstraints.getInstance(extensions.getExtensionParsedValue(Extension.nameConstraints));
        } catch (RuntimeException broken) {
            throw new RefusedException(CertificateFault.MALFORMED, "name constraints: " + broken.getMessage());
        }
    }

    /// Whether a pattern such as `*.example` stands for a name within `excluded`, as PKIX does not see it.
    private static boolean covers(String pattern, String excluded) {
        if (!pattern.startsWith("*.")) {
            return false;
        }
        String below = pattern.substring(1);
        String name = excluded.startsWith(".") ? excluded.substring(1) : excluded;
        return name.endsWith(below) || below.equals("." + name) || below.endsWith("." + name);
    }

    private static String text(GeneralName name) {
        return name.getName().toString().toLowerCase(Locale.ROOT);
    }
}
