package org.schoolgate.proxy.identity;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Questions that take time, asked off the loops: a few threads, a queue with an end, and a time limit for each from the
/// moment on which it is put. Any thread may ask.
public final class Enquiries implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    private final Duration patience;

    /// @param name what each thread is called, before its number
    /// @param atOnce how many are asked at a time
    /// @param queue how many may wait for that
    /// @param patience the time limit
    public Enquiries(String name, int atOnce, int queue, Duration patience) {
        this.threads = new ThreadPoolExecutor(atOnce, atOnce, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name(name, 0).factory());
        threads.allowCoreThreadTimeOut(true);
        this.patience = patience;
    }

    /// Asks. What comes back fails where the question failed, took too long, or found the queue full.
    public <T> CompletableFuture<T> ask(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                if (answer.isDone()) {
                    return;
                }
                try {
                    answer.complete(question.call());
                } catch (Exception fault) {
                    answer.completeExceptionally(fault);
                }
            });
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(full);
        }
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
