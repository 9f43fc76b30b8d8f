package org.schoolgate.proxy.tls;

import java.util.Map;
import java.util.function.IntPredicate;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/// Whether a certificate keeps to its own format. Java reads an extension that is not critical only when it is asked for it,
/// and takes one that it cannot read for one that is not there; here every extension that means something is read.
///
/// Sizes are bounded first, so that no later check costs more than some milliseconds.
final class Shape {

    /// No honest certificate has as many names, nor an authority as many constraints.
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_CONSTRAINTS = 200;

    private static final ASN1ObjectIdentifier STAMPS = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
    static final ASN1ObjectIdentifier FEATURES = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");

    private interface Reading {

        void read(ASN1Encodable value);
    }

    private static final Map<ASN1ObjectIdentifier, Reading> READINGS = Map.of(
            Extension.basicConstraints, BasicConstraints::getInstance,
            Extension.keyUsage, ASN1BitString::getInstance,
            Extension.extendedKeyUsage, ExtendedKeyUsage::getInstance,
            Extension.authorityKeyIdentifier, AuthorityKeyIdentifier::getInstance,
            Extension.subjectKeyIdentifier, ASN1OctetString::getInstance,
            Extension.certificatePolicies, CertificatePolicies::getInstance,
            Extension.authorityInfoAccess, Shape::readAccess,
            Extension.cRLDistributionPoints, Shape::readPoints,
            STAMPS, ASN1OctetString::getInstance,
            FEATURES, ASN1Sequence::getInstance);

    private Shape() {}

    /// @throws RefusedException where it does not keep to its format, or is larger than any honest one
    static void check(Certificate certificate, String what) throws RefusedException {
        if (certificate.getVersionNumber() != 3) {
            throw new RefusedException(CertificateFault.MALFORMED,
                    what + " is of version " + certificate.getVersionNumber());
        }
        if (!certificate.getSignatureAlgorithm().equals(certificate.getTBSCertificate().getSignature())) {
            throw new RefusedException(CertificateFault.MALFORMED, what + " names two kinds of signature");
        }
        try {
            readName(certificate.getSubject());
            Extensions extensions = certificate.getTBSCertificate().getExtensions();
            if (extensions != null) {
                for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
                    read(id, extensions.getExtension(id), what);
                }
            }
        } catch (RuntimeException broken) {
            throw new RefusedException(CertificateFault.MALFORMED, what + ": " + broken.getMessage());
        }
    }

    private static void read(ASN1ObjectIdentifier id, Extension extension, String what) throws RefusedException {
        if (id.equals(Extension.subjectAlternativeName)) {
            GeneralName[] names = GeneralNames.getInstance(extension.getParsedValue()).getNames();
            bounded(names.length, MOST_NAMES, "names", what);
            for (GeneralName name : names) {
                readName(name);
            }
        } else if (id.equals(Extension.nameConstraints)) {
            NameConstraints constraints = NameConstraints.getInstance(extension.getParsedValue());
            bounded(count(constraints.getPermittedSubtrees()) + count(constraints.getExcludedSubtrees()),
                    MOST_CONSTRAINTS, "name constraints", what);
        } else {
            Reading reading = READINGS.get(id);
            if (reading != null) {
                reading.read(extension.getParsedValue());
            }
        }
    }

    private static void bounded(int found, int most, String kind, String what) throws RefusedException {
        if (found > most) {
            throw new RefusedException(CertificateFault.TOO_LARGE, what + " has " + found + " " + kind);
        }
    }

    private static int count(Object @Nullable [] subtrees) {
        return subtrees == null ? 0 : subtrees.length;
    }

    /// Names that people or programs could read in two ways are no names: a control character, a NUL, another script.
    private static void readName(GeneralName name) {
        switch (name.getTagNo()) {
            case GeneralName.dNSName -> characters(name, c -> c < 0x7f && Character.isLetterOrDigit(c)
                    || c == '-' || c == '.' || c == '*' || c == '_');
            case GeneralName.rfc822Name, GeneralName.uniformResourceIdentifier ->
                characters(name, c -> c > ' ' && c < 0x7f);
            case GeneralName.iPAddress -> {
                int length = ASN1OctetString.getInstance(name.getName()).getOctetsLength();
                if (length != 4 && length != 16) {
                    throw new IllegalArgumentException("an address of " + length + " bytes");
                }
            }
            default -> {
                // Other kinds of names match no host.
            }
        }
    }

    private static void characters(GeneralName name, IntPredicate good) {
        String text = ASN1IA5String.getInstance(name.getName()).getString();
        if (text.isEmpty() || !text.chars().allMatch(good)) {
            throw new IllegalArgumentException("a name with characters that no name has");
        }
    }

    private static void readName(X500Name subject) {
        for (RDN part : subject.getRDNs()) {
            for (AttributeTypeAndValue value : part.getTypesAndValues()) {
                if (value.getValue().toString().chars().anyMatch(Character::isISOControl)) {
                    throw new IllegalArgumentException("a subject with a control character");
                }
            }
        }
    }

    private static void readAccess(ASN1Encodable value) {
        for (AccessDescription access : AuthorityInformationAccess.getInstance(value).getAccessDescriptions()) {
            readName(access.getAccessLocation());
        }
    }

    private static void readPoints(ASN1Encodable value) {
        for (DistributionPoint point : CRLDistPoint.getInstance(value).getDistributionPoints()) {
            if (point.getDistributionPoint() == null && point.getCRLIssuer() == null) {
                throw new IllegalArgumentException("a distribution point that is nowhere");
            }
        }
    }
}
