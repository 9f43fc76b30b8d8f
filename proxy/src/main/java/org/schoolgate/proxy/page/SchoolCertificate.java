package org.schoolgate.proxy.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/// A certificate of the school's own authority, as devices are given it. There is nothing secret in it.
///
/// @param name whom it names
/// @param fingerprint SHA-256 over it, as devices show it: `AB:CD:…`, 32 pairs
/// @param until when it ends
/// @param der its bytes; treat them as read-only
@SuppressWarnings("ArrayRecordComponent") // Never compared, and it goes straight into answers.
public record SchoolCertificate(String name, String fingerprint, Instant until, byte[] der) {

    public static SchoolCertificate of(X509Certificate certificate) {
        try {
            byte[] der = certificate.getEncoded();
            return new SchoolCertificate(certificate.getSubjectX500Principal().getName(),
                    HexFormat.ofDelimiter(":").withUpperCase().formatHex(
                            MessageDigest.getInstance("SHA-256").digest(der)),
                    certificate.getNotAfter().toInstant(), der);
        } catch (CertificateEncodingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every certificate has bytes, and every Java SHA-256", impossible);
        }
    }

    /// In the text form that most systems take.
    String pem() {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }

    /// Only its name.
    @Override
    public String toString() {
        return "SchoolCertificate[" + name + "]";
    }
}
