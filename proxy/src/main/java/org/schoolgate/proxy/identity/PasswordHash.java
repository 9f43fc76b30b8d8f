package org.schoolgate.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// What is kept of a local account's password: Argon2id, or bcrypt as `htpasswd -B` makes it.
///
/// To make or check one takes some 50 ms and, with Argon2id, 19 MiB.
///
/// @param text the hash as the file has it
public record PasswordHash(String text) {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int ROUNDS = 2;
    private static final int MOST_KIB = 64 * 1024;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern ARGON2 = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,6}),t=([1-9]),p=([1-4])\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{22,86})");
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");

    /// Reads what a file has; empty where it is nothing that can be checked, or would take too long or too much memory.
    public static Optional<PasswordHash> read(String text) {
        Matcher argon2 = ARGON2.matcher(text);
        boolean known = argon2.matches()
                ? Integer.parseInt(argon2.group(1)) >= 8 * Integer.parseInt(argon2.group(3))
                        && Integer.parseInt(argon2.group(1)) <= MOST_KIB
                : BCRYPT.matcher(text).matches();
        return known ? Optional.of(new PasswordHash(text)) : Optional.empty();
    }

    /// Makes one, with a salt of its own.
    public static PasswordHash of(String password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash("$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + ROUNDS + ",p=1$"
                + base64.encodeToString(salt) + "$"
                + base64.encodeToString(argon2(password, MEMORY_KIB, ROUNDS, 1, salt, HASH_BYTES)));
    }

    /// Whether it was made of this password.
    boolean isOf(String password) {
        Matcher parts = ARGON2.matcher(text);
        if (!parts.matches()) {
            return OpenBSDBCrypt.checkPassword(text, normal(password).toCharArray());
        }
        byte[] kept = Base64.getDecoder().decode(parts.group(5));
        return MessageDigest.isEqual(kept, argon2(password, Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)),
                Base64.getDecoder().decode(parts.group(4)), kept.length));
    }

    private static byte[] argon2(String password, int memory, int rounds, int lanes, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(rounds)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] out = new byte[length];
        generator.generateBytes(normal(password).getBytes(StandardCharsets.UTF_8), out);
        return out;
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    /// Leaves it out.
    @Override
    public String toString() {
        return "PasswordHash[…]";
    }
}
