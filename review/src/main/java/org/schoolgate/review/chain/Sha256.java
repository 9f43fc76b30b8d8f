package org.schoolgate.review.chain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// SHA-256, plain and keyed. Any thread may call.
public final class Sha256 {

    /// How many bytes a hash has.
    public static final int BYTES = 32;

    private static final String MAC = "HmacSHA256";

    private Sha256() {}

    /// The hash of some bytes one after the other.
    static byte[] of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /// The plain hash of some bytes, 64 hexadecimal digits.
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(of(bytes, new byte[0]));
    }

    /// What a record leaves in the chain: HMAC-SHA-256 of its text under its own salt, 64 hexadecimal digits. Once the salt is
    /// destroyed nobody can tell from it what the record was, not even by trying.
    ///
    /// @param salt hexadecimal digits
    public static String keyed(String salt, String text) {
        return HexFormat.of().formatHex(keyed(HexFormat.of().parseHex(salt), text));
    }

    /// HMAC-SHA-256 of a text.
    public static byte[] keyed(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + MAC, impossible);
        }
    }
}
