package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
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

    private final Updating updating;
    private final Supplier<Sources> sources;
    private final Runnable after;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lists-update").factory());

    private Updates(Updating updating, Supplier<Sources> sources, Runnable after) {
        this.updating = updating;
        this.sources = sources;
        this.after = after;
    }

    /// Begins to look after them.
    ///
    /// @param sources as they are now, with the categories in force
    /// @param after runs after each look, on the same thread
    public static Updates start(Updating updating, Supplier<Sources> sources, Runnable after) {
        var updates = new Updates(updating, sources, after);
        updates.thread.scheduleWithFixedDelay(() -> updates.look(() -> updating.due(sources.get())),
                EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return updates;
    }

    /// Has one updated as soon as those before it are done, whether it is time or not. Returns at once.
    public void ask(String name) {
        try {
            thread.execute(() -> look(() -> updating.one(sources.get(), name)));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("The list {} is not updated, as the gateway stops", name);
        }
    }

    /// One look at the sources.
    private interface Look {
        boolean look() throws IOException;
    }

    private void look(Look look) {
        try {
            if (!look.look()) {
                LOG.debug("Lists are fetched elsewhere just now");
            }
            after.run();
        } catch (IOException | RuntimeException fault) {
            LOG.error("Looking after the sources of lists failed; what is in force stays", fault);
        }
    }

    @Override
    public void close() {
        updating.stop();
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
