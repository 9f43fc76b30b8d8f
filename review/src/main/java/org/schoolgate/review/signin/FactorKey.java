package org.schoolgate.review.signin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.review.journal.SecretFile;
import org.schoolgate.review.store.StoreException;

/// Encrypts the secrets that accounts share with apps, and marks recovery codes: whoever reads the store alone can make no
/// code. The key is 32 random bytes in a file, made once; gateways that share a database need the same file. Safe for any
/// number of threads.
public final class FactorKey {

    private static final String MAC = "HmacSHA256";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec sealing;
    private final SecretKeySpec marking;
    private final SecureRandom random;

    private FactorKey(byte[] bytes, SecureRandom random) {
        this.sealing = new SecretKeySpec(hmac(new SecretKeySpec(bytes, MAC), "secrets of apps"), "AES");
        this.marking = new SecretKeySpec(hmac(new SecretKeySpec(bytes, MAC), "recovery codes"), MAC);
        this.random = random;
    }

    /// Reads the key, or makes one where there is no file yet.
    ///
    /// @throws StoreException where it can be neither read nor made; the message says what to do
    public static FactorKey open(Path file, SecureRandom random) throws StoreException {
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[BYTES];
                random.nextBytes(fresh);
                SecretFile.put(SecretFile.prepare(file, fresh), file);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != BYTES) {
                throw new StoreException("[" + file + "] the key for second factors has " + bytes.length
                        + " bytes, not " + BYTES + "; put back the file from a backup", null);
            }
            return new FactorKey(bytes, random);
        } catch (IOException fault) {
            throw new StoreException("[" + file + "] the key for second factors cannot be read or made; check that the"
                    + " folder belongs to the user that runs the gateway, and the disk's space ("
                    + fault.getClass().getSimpleName() + ")", fault);
        }
    }

    /// Encrypts a secret for one account; for another it cannot be opened.
    String seal(long account, byte[] secret) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, account, nonce).doFinal(secret);
            return Base64.getEncoder().withoutPadding().encodeToString(
                    ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + CIPHER, impossible);
        }
    }

    /// The secret again; empty where it was encrypted with another key or for another account, or was changed.
    Optional<byte[]> open(long account, String sealed) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        if (bytes.length < NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(bytes, 0, nonce, 0, NONCE_BYTES);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, account, nonce).doFinal(bytes, NONCE_BYTES,
                    bytes.length - NONCE_BYTES));
        } catch (AEADBadTagException other) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + CIPHER, impossible);
        }
    }

    /// What stands in the store for a recovery code of an account: 64 hexadecimal digits.
    String mark(long account, String code) {
        return HexFormat.of().formatHex(hmac(marking, account + ":" + code));
    }

    private Cipher cipher(int mode, long account, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(Long.toString(account).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + MAC, impossible);
        }
    }
}
