package org.schoolgate.review.alert;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is in the outbox, each message until the other side has taken it. It looks every second, on a thread for each channel,
/// so that one that hangs holds up no other; no message is given up.
public final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final List<Line> lines = new ArrayList<>();

    private Deliveries() {}

    /// Starts to send.
    public static Deliveries start(Outbox outbox, Channels channels, InstantSource clock) {
        Deliveries deliveries = new Deliveries();
        for (Carrier carrier : channels.carriers(clock)) {
            Line line = new Line(outbox, carrier, clock);
            deliveries.lines.add(line);
            line.thread.scheduleWithFixedDelay(line::look, 1, 1, TimeUnit.SECONDS);
        }
        return deliveries;
    }

    /// Ends; what is being sent is finished, for up to five seconds.
    @Override
    public void close() {
        lines.forEach(line -> line.thread.shutdown());
        lines.forEach(Line::close);
    }

    /// What leaves by one channel.
    private static final class Line {

        private final Outbox outbox;
        private final Carrier carrier;
        private final InstantSource clock;
        private final String name;
        private final ScheduledExecutorService thread;
        private boolean failing;

        Line(Outbox outbox, Carrier carrier, InstantSource clock) {
            this.outbox = outbox;
            this.carrier = carrier;
            this.clock = clock;
            this.name = carrier.channel().name().toLowerCase(Locale.ROOT);
            this.thread = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("deliveries-" + name).factory());
        }

        private void look() {
            try {
                for (Optional<Outbox.Waiting> next = claim(); next.isPresent()
                        && !Thread.currentThread().isInterrupted(); next = claim()) {
                    deliver(next.get());
                }
            } catch (StoreException fault) {
                report(fault.getMessage());
            } catch (RuntimeException fault) {
                LOG.error("messages by {} cannot be sent at the moment", name, fault);
            }
        }

        private Optional<Outbox.Waiting> claim() {
            return outbox.claim(carrier.channel(), clock.instant());
        }

        private void deliver(Outbox.Waiting message) {
            try {
                carrier.carry(message);
                outbox.sent(message);
                if (failing) {
                    failing = false;
                    LOG.info("messages by {} are sent again", name);
                }
            } catch (IOException refused) {
                String why = why(refused);
                outbox.failed(message, why, clock.instant());
                report(why);
            }
        }

        /// What the other side or the network said, on one line.
        private static String why(IOException refused) {
            String why = String.valueOf(refused.getMessage());
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            }
            if (why.contains("valid certification path")) {
                return "its certificate comes from nobody who is trusted here; name the authority’s file under “more-roots”"
                        + " of “tls” in schoolgate.yaml";
            }
            return why.replaceAll("\\s+", " ").strip();
        }

        /// Servers repeat the recipient's address when they refuse it, so the log gets the kind of trouble alone.
        private void report(@org.jspecify.annotations.Nullable String why) {
            if (!failing) {
                failing = true;
                LOG.error("messages by {} cannot be sent, and wait: see the System page ({})", name,
                        String.valueOf(why).replaceAll("\\S+@\\S+", "…"));
            }
        }

        private void close() {
            try {
                if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
