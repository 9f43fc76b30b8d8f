package org.schoolgate.review.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.schoolgate.review.store.KeyPlace;
import org.schoolgate.review.store.StoreException;

/// The key of records: 32 random bytes in a file of their own. Gateways that share a database need the same file.
///
/// @param file may be on another disk, or where systemd puts a credential
public record CaseKeyFile(Path file) implements KeyPlace {

    private static final int BYTES = 32;

    @Override
    public Optional<byte[]> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != BYTES) {
                throw new StoreException("[" + file + "] the key of records has " + bytes.length + " bytes, not "
                        + BYTES
                        + "; put back the file from its backup. Until then no record can be read, and none is written; nothing was changed",
                        null);
            }
            return Optional.of(bytes);
        } catch (IOException fault) {
            throw new StoreException("[" + file
                    + "] the key of records cannot be read; check that it belongs to the user that"
                    + " runs the gateway (" + fault.getClass().getSimpleName()
                    + "). Until then no record can be read, and none is written",
                    fault);
        }
    }

    @Override
    public byte[] make() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        try {
            SecretFile.put(SecretFile.prepare(file, bytes), file);
            return bytes;
        } catch (IOException fault) {
            throw new StoreException(
                    "[" + file + "] the key of records cannot be made; check that the folder belongs to the user"
                            + " that runs the gateway, and the disk's space, or put 32 random bytes there ("
                            + fault.getClass().getSimpleName() + "). Until then none can be written",
                    fault);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
