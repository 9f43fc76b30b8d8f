package org.schoolgate.review.alert;

import jakarta.mail.MessagingException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is in the outbox, each message until the mail server has taken it. It looks every second, on a thread of its own; no
/// message is given up.
public final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Outbox outbox;
    private final Mail mail;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deliveries").factory());
    private boolean failing;

    private Deliveries(Outbox outbox, Mail mail, InstantSource clock) {
        this.outbox = outbox;
        this.mail = mail;
        this.clock = clock;
    }

    /// Starts to send.
    ///
    /// @param trust makes encrypted connections to the mail server, and checks whom they lead to
    public static Deliveries start(Outbox outbox, MailSettings settings, SSLSocketFactory trust, InstantSource clock) {
        Deliveries deliveries = new Deliveries(outbox, new Mail(settings, trust, clock), clock);
        deliveries.thread.scheduleWithFixedDelay(deliveries::look, 1, 1, TimeUnit.SECONDS);
        return deliveries;
    }

    private void look() {
        try {
            for (Optional<Outbox.Waiting> next = outbox.claim(clock.instant()); next.isPresent()
                    && !Thread.currentThread().isInterrupted(); next = outbox.claim(clock.instant())) {
                deliver(next.get());
            }
        } catch (StoreException fault) {
            report(fault.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("messages cannot be sent at the moment", fault);
        }
    }

    private void deliver(Outbox.Waiting message) {
        try {
            mail.send(message);
            outbox.sent(message);
            if (failing) {
                failing = false;
                LOG.info("messages are sent again");
            }
        } catch (MessagingException refused) {
            String why = why(refused);
            outbox.failed(message, why, clock.instant());
            report(why);
        }
    }

    /// What the server or the network said, on one line.
    private static String why(MessagingException refused) {
        Throwable first = refused;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage()).replaceAll("\\s+", " ").strip();
    }

    /// Servers repeat the recipient's address when they refuse it, so the log gets the kind of trouble alone.
    private void report(@org.jspecify.annotations.Nullable String why) {
        if (!failing) {
            failing = true;
            LOG.error("messages to people cannot be sent, and wait: see the System page ({})",
                    String.valueOf(why).replaceAll("\\S+@\\S+", "…"));
        }
    }

    /// Ends; what is being sent is finished.
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
