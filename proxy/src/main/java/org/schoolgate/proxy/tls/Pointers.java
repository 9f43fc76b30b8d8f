package org.schoolgate.proxy.tls;

import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Where a certificate says that its status can be asked for.
///
/// @param answers addresses of those who answer about one certificate (OCSP)
/// @param lists addresses of lists (CRL)
/// @param mustStaple whether the site has to bring the answer itself (RFC 7633)
record Pointers(List<URI> answers, List<URI> lists, boolean mustStaple) {

    /// The number of `status_request` among the extensions of TLS.
    private static final int STATUS_REQUEST = 5;

    static Pointers of(X509Certificate certificate) throws RefusedException {
        List<URI> answers = new ArrayList<>();
        List<URI> lists = new ArrayList<>();
        boolean mustStaple = false;
        try {
            Extensions extensions = Certificate.getInstance(certificate.getEncoded()).getTBSCertificate()
                    .getExtensions();
            if (extensions != null) {
                readAnswers(extensions, answers);
                readLists(extensions, lists);
                mustStaple = mustStaple(extensions);
            }
        } catch (CertificateEncodingException | RuntimeException broken) {
            throw new RefusedException(CertificateFault.MALFORMED, "pointers: " + broken.getMessage());
        }
        return new Pointers(List.copyOf(answers), List.copyOf(lists), mustStaple);
    }

    boolean isEmpty() {
        return answers.isEmpty() && lists.isEmpty();
    }

    private static void readAnswers(Extensions extensions, List<URI> into) {
        AuthorityInformationAccess access = AuthorityInformationAccess.fromExtensions(extensions);
        if (access != null) {
            for (AccessDescription description : access.getAccessDescriptions()) {
                if (description.getAccessMethod().equals(AccessDescription.id_ad_ocsp)) {
                    add(description.getAccessLocation(), into);
                }
            }
        }
    }

    private static void readLists(Extensions extensions, List<URI> into) {
        ASN1Encodable points = extensions.getExtensionParsedValue(Extension.cRLDistributionPoints);
        if (points == null) {
            return;
        }
        for (DistributionPoint point : CRLDistPoint.getInstance(points).getDistributionPoints()) {
            DistributionPointName name = point.getDistributionPoint();
            // Lists of other issuers, or for some reasons alone, say nothing here.
            if (name != null && name.getType() == DistributionPointName.FULL_NAME && point.getCRLIssuer() == null
                    && point.getReasons() == null) {
                for (GeneralName at : GeneralNames.getInstance(name.getName()).getNames()) {
                    add(at, into);
                }
            }
        }
    }

    private static boolean mustStaple(Extensions extensions) {
        ASN1Encodable features = extensions.getExtensionParsedValue(Shape.FEATURES);
        if (features == null) {
            return false;
        }
        for (ASN1Encodable feature : ASN1Sequence.getInstance(features)) {
            if (ASN1Integer.getInstance(feature).hasValue(STATUS_REQUEST)) {
                return true;
            }
        }
        return false;
    }

    /// Others than plain HTTP are left out, as LDAP.
    private static void add(GeneralName name, List<URI> into) {
        String text = name.getName().toString();
        if (name.getTagNo() == GeneralName.uniformResourceIdentifier && text.startsWith("http://")) {
            into.add(URI.create(text));
        }
    }
}
