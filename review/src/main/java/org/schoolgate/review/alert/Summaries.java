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
import org.schoolgate.filters.policy.Announcement;
import org.schoolgate.filters.policy.Summary;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.store.Accesses;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts summaries and announcements of reports into the outbox when they are due, each once: the store remembers up to which day a receiver has had them. What
/// was due while the gateway was off follows at its start, as one message about all of that time. On a thread of its own.
public final class Summaries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Summaries.class);
    private static final int SECONDS = 10;

    private final Accesses accesses;
    private final Outbox outbox;
    private final Supplier<List<Summary>> summaries;
    private final Supplier<School> school;
    private final InstantSource clock;
    private final Announcements announcements;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("summaries").factory());

    Summaries(Store store, Supplier<List<Summary>> summaries, Announcements announcements, Supplier<School> school,
            InstantSource clock) {
        this.announcements = announcements;
        this.accesses = store.accesses();
        this.outbox = store.outbox();
        this.summaries = summaries;
        this.school = school;
        this.clock = clock;
    }

    /// Starts to look.
    ///
    /// @param announced which reports are announced, and to whom
    public static Summaries start(Store store, Supplier<List<Summary>> summaries,
            Supplier<List<Announcement>> announced, Supplier<Timetable> timetable, Supplier<School> school,
            InstantSource clock) {
        Summaries started = new Summaries(store, summaries, new Announcements(store, announced, timetable), school,
                clock);
        started.thread.scheduleWithFixedDelay(started::tryLook, SECONDS, SECONDS, TimeUnit.SECONDS);
        return started;
    }

    private void tryLook() {
        try {
            look();
        } catch (RuntimeException fault) {
            LOG.error("summaries cannot be made at the moment; it is tried again: {}", fault.getMessage(), fault);
        }
    }

    /// Puts what is due at this moment into the outbox.
    void look() {
        Instant now = clock.instant();
        ZoneId zone = school.get().zone();
        announcements.look(now, school.get());
        for (Summary summary : summaries.get()) {
            LocalDate due = summary.due(now, zone);
            for (String recipient : summary.mail()) {
                String topic = "summary-" + summary.every().text() + "|" + recipient;
                LocalDate last = outbox.lastSummary(topic, due);
                if (last.isBefore(due)) {
                    SummaryText text = new SummaryText(summary.every(), last, due, school.get());
                    outbox.addSummary(topic, last, due, now, Message.mail(recipient, text.subject(),
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
