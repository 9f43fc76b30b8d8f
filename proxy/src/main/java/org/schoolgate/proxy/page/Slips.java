package org.schoolgate.proxy.page;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.filters.request.IpAddress;

/// Writes slips so that nobody else can make, read or change one, and reads them again: for the same device, from the same site, and for
/// half an hour. Nothing is kept of pages that nobody answers. The key ends with the process. For any thread; a few microseconds each.
final class Slips {

    static final Duration VALID = Duration.ofMinutes(30);

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    Slips() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, "AES");
    }

    /// As it stands in a form: letters, digits, `-` and `_`.
    String written(Slip slip) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(slip.bytes());
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// The slip that this device was given on that site; empty where it was not, or too long ago.
    Optional<Slip> read(String written, IpAddress from, String origin, Instant now) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(written);
            if (all.length <= NONCE) {
                return Optional.empty();
            }
            Slip slip = Slip.read(cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE)).doFinal(all, NONCE,
                    all.length - NONCE));
            return slip.from().equals(from) && slip.origin().equals(origin) && !now.isBefore(slip.at())
                    && now.isBefore(slip.at().plus(VALID)) ? Optional.of(slip) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
