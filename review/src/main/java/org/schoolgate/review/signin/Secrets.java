package org.schoolgate.review.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Draws what nobody can guess: session tokens, one-time passwords, recovery codes. Safe for any number of threads.
public final class Secrets {

    /// No 0, 1, I, L, O and U: they are read wrongly from paper or aloud.
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final SecureRandom random;

    public Secrets(SecureRandom random) {
        this.random = random;
    }

    /// 256 random bits as 43 letters, digits, `-` and `_`.
    public String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Four groups of five, such as `7KQ2M-XW4TZ-9HRPC-B3NVD`: 98 random bits.
    public String oneTimePassword() {
        StringBuilder out = new StringBuilder(23);
        for (int i = 0; i < 20; i++) {
            if (i > 0 && i % 5 == 0) {
                out.append('-');
            }
            out.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return out.toString();
    }

    /// Two groups of five, such as `7KQ2M-XW4TZ`: 49 random bits.
    public String recoveryCode() {
        return oneTimePassword().substring(0, 11);
    }

    /// What the store keeps of a session token, in 64 hexadecimal digits: whoever reads the store cannot sign in by it.
    public static String stored(String token) {
        return HexFormat.of().formatHex(sha256("session:" + token));
    }

    /// What stands in the forms of a session, so that only our own pages can send them.
    public static String formToken(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("form:" + token));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
