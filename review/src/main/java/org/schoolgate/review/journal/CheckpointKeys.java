package org.schoolgate.review.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.schoolgate.review.chain.SigningKey;
import org.schoolgate.review.store.Chain;
import org.schoolgate.review.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key that signs checkpoints, in one file. A new one each day, and the old one is gone: whoever takes the machine over
/// today cannot sign for yesterday. One thread uses it.
///
/// A new key lies beside the old one until the store knows it. So whenever the gateway ends, one key is in force afterwards.
final class CheckpointKeys {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointKeys.class);

    private final Chain chain;
    private final Path file;
    private SigningKey key;

    private CheckpointKeys(Chain chain, Path file, SigningKey key) {
        this.chain = chain;
        this.file = file;
        this.key = key;
    }

    /// Reads the key, or makes the first one.
    ///
    /// @throws StoreException where the file can be neither read nor made
    static CheckpointKeys open(Chain chain, Path file, Instant now) {
        try {
            settle(chain, file);
            Optional<SigningKey> read = Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
            String origin = chain.origin();
            Optional<SigningKey> ours = read.filter(one -> one.signer().origin().equals(origin));
            if (ours.isPresent()) {
                chain.add(ours.get().signer());
                return new CheckpointKeys(chain, file, ours.get());
            }
            if (!chain.signers().isEmpty()) {
                LOG.warn(
                        "[{}] the key that signs checkpoints is missing, or is of another store. A new one is made, for"
                                + " which the one before cannot vouch: 'evidence verify' will say so from now on. If the file"
                                + " was moved, stop the gateway and put it back.",
                        file);
            }
            SigningKey first = SigningKey.first(origin, now.truncatedTo(ChronoUnit.MILLIS));
            CheckpointKeys made = new CheckpointKeys(chain, file, first);
            made.take(first);
            return made;
        } catch (IOException | IllegalArgumentException fault) {
            throw new StoreException("[" + file
                    + "] the key that signs checkpoints cannot be read or made; put back the"
                    + " file from a backup, or move it away to have a new one made; check that the folder belongs to the"
                    + " user that runs the gateway, and the disk's space (" + fault.getMessage() + ")", fault);
        }
    }

    /// A new key that the store knows is in force; one that it does not know never signed anything.
    private static void settle(Chain chain, Path file) throws IOException {
        Path fresh = SecretFile.fresh(file);
        if (!Files.exists(fresh)) {
            return;
        }
        Optional<SigningKey> waiting = whole(fresh);
        if (waiting.filter(one -> chain.signers().contains(one.signer())).isPresent()) {
            SecretFile.put(fresh, file);
        } else {
            Files.delete(fresh);
        }
    }

    private static Optional<SigningKey> whole(Path file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (IllegalArgumentException torn) {
            return Optional.empty();
        }
    }

    private static SigningKey read(Path file) throws IOException {
        return SigningKey.parse(Files.readString(file, StandardCharsets.US_ASCII));
    }

    /// The key of that day; a new one too where the clock was set back to another day, as else none would be made until it comes round.
    ///
    /// @throws IOException where a new one cannot be written; the old one stays in force
    SigningKey at(Instant now) throws IOException {
        if (day(key.signer().since()) != day(now)) {
            take(key.next(now.truncatedTo(ChronoUnit.MILLIS)));
        }
        return key;
    }

    private static long day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }

    private void take(SigningKey next) throws IOException {
        Path fresh = SecretFile.prepare(file, next.text().getBytes(StandardCharsets.US_ASCII));
        chain.add(next.signer());
        SecretFile.put(fresh, file);
        key = next;
    }
}
