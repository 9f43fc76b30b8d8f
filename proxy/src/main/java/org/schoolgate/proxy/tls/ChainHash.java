package org.schoolgate.proxy.tls;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/// Stands for a chain of certificates: SHA-256 over their bytes, in the order in which they were shown.
///
/// @param hex 64 hexadecimal digits
public record ChainHash(String hex) {

    static ChainHash of(List<X509Certificate> chain) {
        MessageDigest sha = sha256();
        try {
            for (X509Certificate certificate : chain) {
                sha.update(certificate.getEncoded());
            }
        } catch (CertificateEncodingException impossible) {
            throw new IllegalArgumentException("a certificate without bytes", impossible);
        }
        return new ChainHash(HexFormat.of().formatHex(sha.digest()));
    }

    /// Of anything; how long each piece is counts too.
    static ChainHash ofBytes(List<byte[]> pieces) {
        MessageDigest sha = sha256();
        for (byte[] piece : pieces) {
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(piece.length).flip());
            sha.update(piece);
        }
        return new ChainHash(HexFormat.of().formatHex(sha.digest()));
    }

    /// SHA-256 over one certificate, as devices show it: `AB:CD:…`, 32 pairs.
    static String fingerprint(X509Certificate certificate) {
        return HexFormat.ofDelimiter(":").withUpperCase()
                .formatHex(HexFormat.of().parseHex(of(List.of(certificate)).hex()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
