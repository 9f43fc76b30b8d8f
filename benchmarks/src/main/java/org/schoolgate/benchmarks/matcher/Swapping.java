package org.schoolgate.benchmarks.matcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.schoolgate.filters.request.Target;

/// An index in force that one thread asks while another renews it.
final class Swapping implements AutoCloseable {

    private static final long SECOND = 1_000_000_000L;

    private final Path file;
    private final Target[] targets;
    private final int[] order;
    private final AtomicReference<Subject> inForce;
    private final List<Double> millis = new ArrayList<>();
    /// What the one thread has found; kept, so that no compiler leaves the look-ups out.
    private long found;

    Swapping(Path file, Target[] targets, int[] order) throws IOException {
        this.file = file;
        this.targets = targets;
        this.order = order;
        this.inForce = new AtomicReference<>(Subject.open(file));
    }

    /// Asks for so many seconds, with a swap in every one of them or with none.
    Latencies ask(long seconds, boolean swaps) throws InterruptedException {
        Thread swapper = Thread.ofPlatform().daemon().start(() -> swap(swaps ? seconds : 0));
        var latencies = new Latencies();
        long end = System.nanoTime() + seconds * SECOND;
        long before = System.nanoTime();
        for (int next = 0; before < end; next = next + 1 & order.length - 1) {
            found += Subject.bitsOf(inForce.get().index(), targets[order[next]]);
            long now = System.nanoTime();
            latencies.record(now - before);
            before = now;
        }
        swapper.join();
        return latencies;
    }

    /// How long each swap took so far, from a file on disk to the first answer.
    List<Double> millisToInForce() {
        return List.copyOf(millis);
    }

    @Override
    public void close() {
        inForce.get().close();
        System.out.println("swap: found " + Long.toHexString(found));
    }

    private void swap(long times) {
        long start = System.nanoTime();
        for (long i = 0; i < times; i++) {
            sleepUntil(start + i * SECOND + SECOND / 2);
            long from = System.nanoTime();
            try {
                Subject fresh = Subject.open(file);
                Subject old = inForce.getAndSet(fresh);
                Subject.bitsOf(fresh.index(), targets[0]);
                millis.add((System.nanoTime() - from) / 1e6);
                sleepUntil(System.nanoTime() + SECOND / 10);
                old.close();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }

    private static void sleepUntil(long nanos) {
        try {
            Thread.sleep(Math.max(0, (nanos - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
