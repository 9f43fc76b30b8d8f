package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Updates sources when they are due, on one thread of its own, for as long as the gateway runs.
///
/// What it was doing when it is closed is left as a crash would leave it: the list before serves, and the next start goes on.
public final class Updates implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Updates.class);

    /// How often it is looked whether something is due. Costs a few small files for each source.
    private static final Duration EVERY = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Round round;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lists-update").priority(Thread.MIN_PRIORITY).factory());

    private Updates(Round round) {
        this.round = round;
    }

    /// @param sources as they are now, with the categories in force
    /// @param after runs after each look, on the same thread
    public static Updates start(Round round, Supplier<Sources> sources, Runnable after) {
        var updates = new Updates(round);
        updates.thread.scheduleWithFixedDelay(() -> {
            try {
                round.due(sources.get());
                after.run();
            } catch (IOException | RuntimeException fault) {
                LOG.error("Looking after the sources of lists failed; what is in force stays", fault);
            }
        }, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return updates;
    }

    @Override
    public void close() {
        round.stop();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("An update of lists was running; it is left, and the list before it serves");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
