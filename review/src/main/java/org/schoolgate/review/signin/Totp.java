package org.schoolgate.review.signin;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes of six digits that change every half-minute, as apps on phones make them from a shared secret (RFC 6238 with
/// SHA-1). Safe for any number of threads.
public final class Totp {

    /// How many random bytes a secret has.
    public static final int BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] secret;

    public Totp(byte[] secret) {
        this.secret = secret.clone();
    }

    /// What an app that makes codes reads from a picture.
    ///
    /// @param issuer what the app calls the site
    /// @param secret in base 32
    public static String address(String issuer, String account, String secret) {
        return "otpauth://totp/" + encoded(issuer) + ":" + encoded(account) + "?secret=" + secret + "&issuer="
                + encoded(issuer) + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + STEP_SECONDS;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Reads a secret as it is typed into an app, with or without blanks.
    public static Totp of(String base32) {
        String letters = base32.replace(" ", "").toUpperCase(Locale.ROOT);
        byte[] out = new byte[letters.length() * 5 / 8];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < letters.length(); i++) {
            int value = BASE32.indexOf(letters.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("a secret has the letters A to Z and the digits 2 to 7");
            }
            held = (held << 5 | value) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out[at++] = (byte) (held >> bits);
            }
        }
        return new Totp(Arrays.copyOf(out, at));
    }

    /// The secret as it is typed into an app, without blanks.
    public String base32() {
        StringBuilder out = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte next : secret) {
            held = (held << 8 | next & 0xFF) & 0xFFFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.append(BASE32.charAt(held >> bits & 31));
            }
        }
        if (bits > 0) {
            out.append(BASE32.charAt(held << 5 - bits & 31));
        }
        return out.toString();
    }

    byte[] secret() {
        return secret.clone();
    }

    /// The half-minute of an instant, counted from 1970.
    public static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    /// The code of a half-minute.
    public String code(long step) {
        byte[] sum = hmac(step);
        int offset = sum[sum.length - 1] & 0xF;
        int number = ByteBuffer.wrap(sum).getInt(offset) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    }

    /// Which half-minute a code is of: this one, the one before or the one after, as clocks differ. Empty for any other code.
    public OptionalLong stepOf(String code, Instant now) {
        byte[] typed = code.getBytes(StandardCharsets.UTF_8);
        OptionalLong found = OptionalLong.empty();
        for (long step = step(now) + 1; step >= step(now) - 1; step--) {
            if (MessageDigest.isEqual(code(step).getBytes(StandardCharsets.UTF_8), typed)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private byte[] hmac(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA1", impossible);
        }
    }
}
