package org.schoolgate.review.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What is encrypted with one key by AES-256-GCM: a new nonce of 96 bits each time, and bound to what it is, so that a piece that is put
/// in the place of another is not taken for it. Safe for any number of threads.
final class DataKey {

    static final int BYTES = 32;

    /// For what is not encrypted: what was destroyed, and rows from before there was a key.
    static final DataKey NONE = new DataKey(null);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final @Nullable SecretKeySpec key;

    private DataKey(@Nullable SecretKeySpec key) {
        this.key = key;
    }

    static DataKey of(byte[] bytes) {
        return new DataKey(new SecretKeySpec(bytes, "AES"));
    }

    static byte[] random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// Encrypts.
    ///
    /// @param what what it is, such as "act 7 words"
    byte[] seal(String what, byte[] plain) {
        if (key == null) {
            return plain;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(key, Cipher.ENCRYPT_MODE, what, nonce, NONCE_BYTES).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + CIPHER, impossible);
        }
    }

    /// Decrypts.
    ///
    /// @throws StoreException where it was changed, or is not what it is said to be
    byte[] open(String what, byte[] sealed) throws StoreException {
        if (key == null) {
            return sealed;
        }
        try {
            return cipher(key, Cipher.DECRYPT_MODE, what, sealed, Math.min(NONCE_BYTES, sealed.length))
                    .doFinal(sealed, NONCE_BYTES, Math.max(0, sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException | IllegalArgumentException changed) {
            throw new StoreException(
                    "what a case or a record holds was changed outside Schoolgate, and cannot be decrypted;"
                            + " 'evidence verify' says where. Put back a backup from before",
                    changed);
        }
    }

    /// The same of text, as Base64.
    String seal(String what, String plain) {
        return key == null
                ? plain
                : Base64.getEncoder().withoutPadding()
                        .encodeToString(seal(what, plain.getBytes(StandardCharsets.UTF_8)));
    }

    String open(String what, String sealed) throws StoreException {
        try {
            return key == null
                    ? sealed
                    : new String(open(what, Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException changed) {
            return new String(open(what, new byte[0]), StandardCharsets.UTF_8);
        }
    }

    private static Cipher cipher(SecretKeySpec key, int mode, String what, byte[] nonce, int length)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, length));
        cipher.updateAAD(what.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
