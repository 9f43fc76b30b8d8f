package org.schoolgate.review.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.store.CaseKeyMissing;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a copy of what the registers open in a file, from which the gateway takes it: within a quarter of a second after a
/// change, whichever gateway it was made at. While the database is away the file stays as it is, and what it says stays in
/// force until each entry's own end. On a thread of its own.
public final class RegisterCopy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterCopy.class);

    /// How often the database is asked for one row. An edit is to be in force within a second.
    private static final Duration EVERY = Duration.ofMillis(250);

    private final Store store;
    private final Path file;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("register-copy").factory());
    private long written = -1;
    private boolean failing;

    private RegisterCopy(Store store, Path file, InstantSource clock) {
        this.store = store;
        this.file = file;
        this.clock = clock;
    }

    /// Writes the first copy as soon as that can be done, and goes on.
    ///
    /// @param data the data folder
    public static RegisterCopy start(Store store, Path data, InstantSource clock) {
        RegisterCopy copy = new RegisterCopy(store, Allowances.file(data), clock);
        copy.thread.scheduleWithFixedDelay(copy::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return copy;
    }

    private void look() {
        try {
            if (store.registers().turn() != written) {
                Allowances now = store.registers().allowances(clock.instant());
                SecretFile.put(SecretFile.prepare(file, now.written()), file);
                written = now.turn();
            }
            if (failing) {
                LOG.info("The registers are copied again");
            }
            failing = false;
        } catch (CaseKeyMissing missing) {
            failed("the key that records are encrypted with is missing");
        } catch (IOException | StoreException fault) {
            failed(String.valueOf(fault.getMessage()));
        } catch (RuntimeException fault) {
            failed(fault.getClass().getName());
        }
    }

    /// Says so once, however often it fails.
    private void failed(String why) {
        if (!failing && !thread.isShutdown()) {
            LOG.error("The registers cannot be copied to {}: {}. What it said before stays in force until its end",
                    file,
                    why);
        }
        failing = true;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the registers are still being copied");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
