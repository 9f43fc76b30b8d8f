package org.schoolgate.review.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.schoolgate.review.chain.Checkpoint;
import org.schoolgate.review.chain.Frontier;
import org.schoolgate.review.chain.Head;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.chain.SigningKey;
import org.schoolgate.review.store.Chain;
import org.schoolgate.review.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs what the chain is: a minute after something new was written at the latest, after a thousand entries, and at the end.
/// It works on a thread of its own; where it fails nothing else does, and it tries again.
public final class Checkpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST = 1_000;

    private final Chain chain;
    private final Witnesses witnesses;
    private final CheckpointKeys keys;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("checkpoints").factory());
    private Frontier tree;
    private Instant last = Instant.EPOCH;
    private boolean failing;

    private Checkpoints(Chain chain, Witnesses witnesses, CheckpointKeys keys, InstantSource clock) {
        this.chain = chain;
        this.witnesses = witnesses;
        this.keys = keys;
        this.clock = clock;
        this.tree = tree(chain);
    }

    /// Starts to sign.
    ///
    /// @param witnesses who gets a checkpoint each day
    /// @param keyFile the key, made where it is missing
    /// @throws StoreException where the key can be neither read nor made
    public static Checkpoints start(Chain chain, Witnesses witnesses, Path keyFile, InstantSource clock) {
        Checkpoints checkpoints = new Checkpoints(chain, witnesses,
                CheckpointKeys.open(chain, keyFile, clock.instant()), clock);
        checkpoints.thread.scheduleWithFixedDelay(checkpoints::look, 1, 1, TimeUnit.SECONDS);
        return checkpoints;
    }

    /// As the latest checkpoint has it; anew from the first entry where that cannot be believed.
    private static Frontier tree(Chain chain) {
        try {
            Frontier kept = chain.latestFrontier().map(Frontier::parse).orElse(Frontier.EMPTY);
            boolean signed = chain.latestCheckpoint().map(note -> note.checkpoint().root())
                    .filter(Base64.getEncoder().encodeToString(kept.root())::equals).isPresent();
            return signed ? kept : Frontier.EMPTY;
        } catch (IllegalArgumentException damaged) {
            LOG.error("the tree over the records is damaged, and is made anew; see 'evidence verify'");
            return Frontier.EMPTY;
        }
    }

    private void look() {
        try {
            Instant now = clock.instant();
            long fresh = chain.head().size() - tree.size();
            if (fresh < 0) {
                throw new StoreException("the chain has " + -fresh + " entries less than were signed; see 'evidence"
                        + " verify'", null);
            }
            if (fresh >= MOST || fresh > 0 && isDue(now)) {
                sign(now);
            }
            failing = false;
        } catch (IOException | RuntimeException fault) {
            if (!failing) {
                failing = true;
                LOG.error("what the records are cannot be signed; it is tried each second: {}", fault.getMessage(),
                        fault);
            }
        }
    }

    /// Where the clock was set back, what was signed lately was signed in its future.
    private boolean isDue(Instant now) {
        return now.isBefore(last) || !now.isBefore(last.plus(LONGEST));
    }

    private void sign(Instant now) throws IOException {
        SigningKey key = keys.at(now);
        Frontier grown = tree;
        String hash = "";
        long end = chain.head().size();
        while (grown.size() < end) {
            List<String> hashes = chain.hashes(grown.size(), end);
            if (hashes.isEmpty()) {
                throw new StoreException("the chain ends at entry " + grown.size() + ", and should have " + end
                        + "; see 'evidence verify'", null);
            }
            for (String one : hashes) {
                grown = grown.with(one);
                hash = one;
            }
        }
        Signed signed = key.sign(Checkpoint.of(key.signer().origin(), new Head(end, hash), grown.root(),
                now.truncatedTo(ChronoUnit.MILLIS)));
        chain.add(signed, grown);
        witnesses.tell(signed, () -> chain.signers().getFirst());
        tree = grown;
        last = now;
    }

    /// Signs what is left, and ends. The journal must have ended before.
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(10, TimeUnit.SECONDS) && chain.head().size() > tree.size()) {
                sign(clock.instant());
            }
        } catch (IOException | RuntimeException fault) {
            LOG.error("the last records could not be signed; they will be at the next start: {}", fault.getMessage(),
                    fault);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
