package org.schoolgate.proxy.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// A certificate as text (RFC 7468), the form that most devices and people take.
public final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /// Ends in a line break.
    public static String text(X509Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n" + LINES.encodeToString(bytes(certificate))
                + "\n-----END CERTIFICATE-----\n";
    }

    /// The same in DER.
    public static byte[] bytes(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate without bytes", impossible);
        }
    }
}
