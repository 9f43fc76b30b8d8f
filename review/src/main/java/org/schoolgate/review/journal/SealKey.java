package org.schoolgate.review.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.store.StoreException;

/// Makes the keyed mark that stands for an address which must not be stored: HMAC-SHA-256 of its canonical text.
///
/// The key is 32 random bytes, made once for each installation. Who has key and address can tell whether a record is
/// about that address; no one can read the address out of the record.
final class SealKey {

    private static final String MAC = "HmacSHA256";
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    private SealKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, MAC);
    }

    /// Reads the key, or makes one where there is no file yet.
    static SealKey open(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != BYTES) {
                throw new StoreException("[" + file + "] the key for sealed addresses has " + bytes.length
                        + " bytes, not " + BYTES + "; put back the file from a backup", null);
            }
            return new SealKey(bytes);
        } catch (IOException fault) {
            throw new StoreException("[" + file + "] the key for sealed addresses cannot be read or made; check that"
                    + " the folder belongs to the user that runs the gateway, and the disk's space ("
                    + fault.getClass().getSimpleName() + ")", fault);
        }
    }

    /// 64 hexadecimal digits. Any thread may call.
    String mark(Target target) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(target.text().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + MAC, impossible);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        SecretFile.put(SecretFile.prepare(file, bytes), file);
    }
}
