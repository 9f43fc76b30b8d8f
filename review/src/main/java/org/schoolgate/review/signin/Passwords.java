package org.schoolgate.review.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Hashes passwords with Argon2id: 19 MiB, two rounds, one lane (RFC 9106; the least that OWASP recommends).
///
/// A hash costs about 50 ms and 19 MiB. At most two are worked out at a time, so that a flood of sign-ins can take
/// neither the machine's memory nor its processors. Safe for any number of threads; a caller may wait.
public final class Passwords {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int ROUNDS = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String HEAD = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + ROUNDS + ",p=1$";

    private final SecureRandom random;
    private final Semaphore atOnce = new Semaphore(2, true);
    private final LongAdder worked = new LongAdder();
    private final String nobodys;

    public Passwords(SecureRandom random) {
        this.random = random;
        byte[] unknown = new byte[32];
        random.nextBytes(unknown);
        this.nobodys = hash(Base64.getEncoder().encodeToString(unknown));
    }

    /// The hash of a password with a fresh salt, in the PHC string format.
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return HEAD + base64.encodeToString(salt) + "$" + base64.encodeToString(argon2(password, salt));
    }

    /// Whether this is the password behind a hash.
    ///
    /// @throws IllegalArgumentException where `hash` is none of ours
    public boolean verify(String password, String hash) {
        String[] parts = hash.startsWith(HEAD) ? hash.substring(HEAD.length()).split("\\$") : new String[0];
        if (parts.length != 2) {
            throw new IllegalArgumentException("a stored password is not in the form " + HEAD + "salt$hash");
        }
        byte[] salt = Base64.getDecoder().decode(parts[0]);
        return MessageDigest.isEqual(argon2(password, salt), Base64.getDecoder().decode(parts[1]));
    }

    /// A hash that no password fits, for a name that nobody has: checking against it takes as long as any other.
    public String nobodys() {
        return nobodys;
    }

    /// How many hashes have been worked out; what a question costs is the same for all who ask it.
    long worked() {
        return worked.sum();
    }

    private byte[] argon2(String password, byte[] salt) {
        byte[] secret = Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[HASH_BYTES];
        try {
            if (!atOnce.tryAcquire(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("too many passwords are being checked at once");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting to check a password", interrupted);
        }
        worked.increment();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(MEMORY_KIB)
                    .withIterations(ROUNDS)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            generator.generateBytes(secret, out);
            return out;
        } finally {
            atOnce.release();
            Arrays.fill(secret, (byte) 0);
        }
    }
}
