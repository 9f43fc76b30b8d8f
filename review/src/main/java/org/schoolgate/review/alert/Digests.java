package org.schoolgate.review.alert;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.Digest;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.store.Accesses;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts digests into the outbox when they are due, each once: the store remembers up to which day a receiver has had them. What
/// was due while the gateway was off follows at its start, as one message about all of that time. On a thread of its own.
public final class Digests implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Digests.class);
    private static final int SECONDS = 10;

    private final Accesses accesses;
    private final Outbox outbox;
    private final Supplier<List<Digest>> digests;
    private final Supplier<School> school;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("digests").factory());

    Digests(Store store, Supplier<List<Digest>> digests, Supplier<School> school, InstantSource clock) {
        this.accesses = store.accesses();
        this.outbox = store.outbox();
        this.digests = digests;
        this.school = school;
        this.clock = clock;
    }

    /// Starts to look.
    public static Digests start(Store store, Supplier<List<Digest>> digests, Supplier<School> school,
            InstantSource clock) {
        Digests started = new Digests(store, digests, school, clock);
        started.thread.scheduleWithFixedDelay(started::tryLook, SECONDS, SECONDS, TimeUnit.SECONDS);
        return started;
    }

    private void tryLook() {
        try {
            look();
        } catch (RuntimeException fault) {
            LOG.error("digests cannot be made at the moment; it is tried again: {}", fault.getMessage(), fault);
        }
    }

    /// Puts what is due at this moment into the outbox.
    void look() {
        Instant now = clock.instant();
        ZoneId zone = school.get().zone();
        for (Digest digest : digests.get()) {
            LocalDate due = digest.due(now, zone);
            for (String recipient : digest.mail()) {
                String topic = "digest-" + digest.every().text() + "|" + recipient;
                LocalDate last = outbox.lastDigest(topic, due);
                if (last.isBefore(due)) {
                    DigestText text = new DigestText(digest.every(), last, due, school.get());
                    outbox.addDigest(topic, last, due, now, Message.mail(recipient, text.subject(),
                            text.body(accesses.count(last, due), accesses.countsBySubject(last, due))));
                }
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
