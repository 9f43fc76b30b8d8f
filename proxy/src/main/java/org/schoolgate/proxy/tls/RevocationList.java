package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Enumeration;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;

/// A list of revoked certificates (CRL) of one issuer, checked when it was read.
///
/// Of each serial number the low 64 bits are kept: 8 bytes an entry. Issuers draw them by chance, so two of one issuer that
/// share them do not happen; if they did, a good certificate would be refused.
final class RevocationList {

    private final long[] revoked;
    private final Instant until;

    private RevocationList(long[] revoked, Instant until) {
        this.revoked = revoked;
        this.until = until;
    }

    /// Reads a list.
    ///
    /// @param from where it was fetched; a list that covers a part of the issuer's certificates must name that address
    /// @param aboutAuthorities whether an authority's certificate is to be looked for in it
    /// @throws IOException where it is none, is not this issuer's, is not signed by it, or is out of date
    static RevocationList read(byte[] bytes, X509Certificate issuer, String from, boolean aboutAuthorities, Instant now)
            throws IOException {
        try (ASN1InputStream in = new ASN1InputStream(bytes, true)) {
            CertificateList list = CertificateList.getInstance(in.readObject());
            TBSCertList content = list.getTBSCertList();
            signed(bytes, list, issuer);
            if (!content.getIssuer().equals(X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()))) {
                throw new IOException("the list is another issuer's");
            }
            boolean[] usage = issuer.getKeyUsage();
            if (usage != null && !usage[6]) {
                throw new IOException("the issuer may not sign lists");
            }
            Time next = content.getNextUpdate();
            Instant end = next == null ? Instant.MIN : next.getDate().toInstant();
            Instant start = content.getThisUpdate().getDate().toInstant();
            if (start.isAfter(now.plus(Duration.ofMinutes(5))) || !end.isAfter(now)) {
                throw new IOException("the list is out of date");
            }
            covers(content.getExtensions(), from, aboutAuthorities);
            return new RevocationList(serials(content), end);
        } catch (RuntimeException broken) {
            throw new IOException("the list cannot be read: " + broken.getMessage(), broken);
        }
    }

    Instant until() {
        return until;
    }

    int size() {
        return revoked.length;
    }

    boolean has(BigInteger serial) {
        return Arrays.binarySearch(revoked, serial.longValue()) >= 0;
    }

    private static void signed(byte[] bytes, CertificateList list, X509Certificate issuer) throws IOException {
        String kind = list.getSignatureAlgorithm().getAlgorithm().getId();
        String name = SignatureKinds.name(kind).orElseThrow(() -> new IOException("signed with " + kind));
        try {
            Signature verifier = Signature.getInstance(name);
            verifier.initVerify(issuer.getPublicKey());
            int[] part = firstPart(bytes);
            verifier.update(bytes, part[0], part[1]);
            if (!verifier.verify(list.getSignature().getOctets())) {
                throw new IOException("the issuer has not signed the list");
            }
        } catch (GeneralSecurityException wrong) {
            throw new IOException("the issuer has not signed the list", wrong);
        }
    }

    /// Where the signed part of `SEQUENCE { signed, algorithm, signature }` begins, and how long it is.
    private static int[] firstPart(byte[] bytes) {
        int start = content(bytes, 0);
        int begin = content(bytes, start);
        return new int[]{start, begin + length(bytes, start) - start};
    }

    /// Where the content of the DER value at `at` begins.
    private static int content(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | bytes[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static void covers(@Nullable Extensions extensions, String from, boolean aboutAuthorities)
            throws IOException {
        if (extensions == null) {
            return;
        }
        for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
            if (!id.equals(Extension.issuingDistributionPoint)) {
                throw new IOException("the list has the critical extension " + id);
            }
        }
        ASN1Encodable found = extensions.getExtensionParsedValue(Extension.issuingDistributionPoint);
        if (found == null) {
            return;
        }
        IssuingDistributionPoint scope = IssuingDistributionPoint.getInstance(found);
        if (scope.isIndirectCRL() || scope.getOnlySomeReasons() != null || scope.onlyContainsAttributeCerts()
                || (aboutAuthorities ? scope.onlyContainsUserCerts() : scope.onlyContainsCACerts())) {
            throw new IOException("the list is about other certificates");
        }
        DistributionPointName point = scope.getDistributionPoint();
        if (point != null && !names(point, from)) {
            throw new IOException("the list belongs to another address");
        }
    }

    private static boolean names(DistributionPointName point, String address) {
        return point.getType() == DistributionPointName.FULL_NAME
                && Arrays.stream(GeneralNames.getInstance(point.getName()).getNames())
                        .anyMatch(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier
                                && name.getName().toString().equals(address));
    }

    private static long[] serials(TBSCertList content) throws IOException {
        long[] serials = new long[256];
        int count = 0;
        Enumeration<?> entries = content.getRevokedCertificateEnumeration();
        while (entries.hasMoreElements()) {
            TBSCertList.CRLEntry entry = (TBSCertList.CRLEntry) entries.nextElement();
            if (hasCritical(entry)) {
                throw new IOException("an entry of the list has a critical extension");
            }
            if (count == serials.length) {
                serials = Arrays.copyOf(serials, 2 * count);
            }
            serials[count++] = entry.getUserCertificate().getValue().longValue();
        }
        serials = Arrays.copyOf(serials, count);
        Arrays.sort(serials);
        return serials;
    }

    private static boolean hasCritical(TBSCertList.CRLEntry entry) {
        if (!entry.hasExtensions()) {
            return false;
        }
        Extensions extensions = entry.getExtensions();
        return extensions != null && extensions.getCriticalExtensionOIDs().length > 0;
    }
}
