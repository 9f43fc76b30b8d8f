package org.schoolgate.review.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// A gateway's journal, checkpoints and retention in a process of their own, which do what is told on standard input, one line each:
///
/// - `round FIRST DAY`: opens the store anew, writes accesses, signs with that day's key, has what is past its time destroyed and the log
///   carried over. Says the traces of those whose stage completed, from that one on, and `failed` for each part that did not.
/// - `check TRACE`: opens the store if the round before left it or its journal closed, writes one access and says what an audit finds.
/// - `flood COUNT`: writes that many at once, and says how many were refused for want of room, and how many were written.
final class CommandedJournal {

    private static final Instant LONG_AGO = FlaggedAccesses.AT.minus(Duration.ofDays(500));
    private static final Instant START = FlaggedAccesses.AT.plus(Duration.ofMinutes(1));

    private final Path file;
    private @Nullable Store store;
    private @Nullable StoreJournal journal;

    private CommandedJournal(Path file) {
        this.file = file;
    }

    /// Runs until it is killed, or its input ends.
    ///
    /// @param args the store's file
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        // Log lines go another way.
        System.setOut(System.err);
        CommandedJournal commanded = new CommandedJournal(Path.of(args[0]));
        commanded.reopen();
        out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ");
            out.println(switch (words[0]) {
                case "round" -> commanded.round(Long.parseLong(words[1]), Integer.parseInt(words[2]));
                case "check" -> commanded.check(Long.parseLong(words[1]));
                default -> commanded.flood(Integer.parseInt(words[1]));
            });
            out.flush();
        }
        // Whoever gave the orders is gone; the journal's thread would live on.
        System.exit(0);
    }

    private void reopen() {
        StoreJournal running = journal;
        Store before = store;
        journal = null;
        store = null;
        if (running != null) {
            running.close();
        }
        if (before != null) {
            before.close();
        }
        Store opened = Store.open(new StoreLocation.Sqlite(file), TestKey.ONE);
        store = opened;
        journal = StoreJournal.open(opened, () -> FlaggedAccesses.CATEGORIES, () -> ZoneOffset.UTC,
                FlaggedAccesses.NO_ALERTS, file.resolveSibling("keys").resolve("seal.key"));
    }

    private String round(long first, int day) {
        StringBuilder done = new StringBuilder();
        attempt(done, this::reopen);
        Store open = store;
        if (open == null) {
            return done.toString();
        }
        attempt(done, () -> write(open(), FlaggedAccesses.of(first, "http://www.network.example/",
                FlaggedAccesses.NETWORKS, "10.20.0.7", LONG_AGO)));
        write(done, first, 2);
        attempt(done, () -> {
            Instant now = START.plus(Duration.ofDays(day));
            Checkpoints.start(open.chain(), new Witnesses(open.outbox(), List.of(), false),
                    file.resolveSibling("keys").resolve("checkpoint.key"), () -> now).close();
        });
        write(done, first + 2, 2);
        attempt(done, () -> {
            try (Retention retention = new Retention(open, Period.ofMonths(12), () -> ZoneOffset.UTC, () -> START,
                    SeenClock.in(file.resolveSibling("keys")), System::nanoTime)) {
                retention.look();
            }
        });
        write(done, first + 4, 1);
        return done.toString();
    }

    private static void attempt(StringBuilder done, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException refused) {
            done.append("failed ");
        }
    }

    private StoreJournal open() {
        return Objects.requireNonNull(journal);
    }

    private void write(StringBuilder done, long first, int count) {
        for (long trace = first; trace < first + count; trace++) {
            long one = trace;
            attempt(done, () -> {
                write(open(), FlaggedAccesses.open(one));
                done.append(one).append(' ');
            });
        }
    }

    private static void write(StoreJournal journal, FlaggedAccess access) {
        journal.write(access).toCompletableFuture().orTimeout(40, TimeUnit.SECONDS).join();
    }

    private String check(long trace) {
        try {
            if (journal == null) {
                reopen();
            }
            write(open(), FlaggedAccesses.open(trace));
            return Objects.requireNonNull(store).chain().audit(new Audit.Given(List.of(), Set.of()), read -> {})
                    .findings().toString();
        } catch (RuntimeException broken) {
            return broken.toString();
        }
    }

    /// Keeps nothing of what was refused, as the gateway does not either.
    private String flood(int count) {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int trace = 0; trace < count; trace++) {
            CompletableFuture<Void> stage = open().write(FlaggedAccesses.open(trace)).toCompletableFuture();
            if (!stage.isCompletedExceptionally()) {
                waiting.add(stage);
            }
        }
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).handle((_, _) -> true).join();
        return (count - waiting.size()) + " "
                + waiting.stream().filter(stage -> !stage.isCompletedExceptionally()).count();
    }
}
