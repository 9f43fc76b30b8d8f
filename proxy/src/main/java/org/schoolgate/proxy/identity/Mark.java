package org.schoolgate.proxy.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What is kept of a name and a password in place of them: their digest under a key that is made anew at each start and kept
/// in memory alone.
record Mark(long first, long second, long third, long fourth) {

    /// Makes marks. Any thread may ask; it takes some microseconds.
    static final class Key {

        private static final String DIGEST = "HmacSHA256";

        private final SecretKeySpec secret;

        Key(SecureRandom random) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            secret = new SecretKeySpec(bytes, DIGEST);
        }

        Mark of(Credentials credentials) {
            try {
                Mac mac = Mac.getInstance(DIGEST);
                mac.init(secret);
                mac.update(credentials.name().getBytes(StandardCharsets.UTF_8));
                // No name has it in it.
                mac.update((byte) 0);
                ByteBuffer digest = ByteBuffer
                        .wrap(mac.doFinal(credentials.password().getBytes(StandardCharsets.UTF_8)));
                return new Mark(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java knows HMAC with SHA-256", impossible);
            }
        }
    }
}
