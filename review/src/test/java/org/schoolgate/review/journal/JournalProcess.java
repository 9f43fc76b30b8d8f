package org.schoolgate.review.journal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// A gateway's journal in a process of its own, made to be killed: it writes accesses without end and prints the trace of
/// each after its stage has completed.
final class JournalProcess {

    private JournalProcess() {}

    /// Runs until it is killed.
    ///
    /// @param args the store's file, and the trace of the first access
    public static void main(String[] args) throws InterruptedException {
        Path file = Path.of(args[0]);
        PrintStream out = System.out;
        // Log lines go another way.
        System.setOut(System.err);
        Semaphore room = new Semaphore(200);
        try (Store store = Store.open(new StoreLocation.Sqlite(file), TestKey.ONE);
                StoreJournal journal = StoreJournal.open(store, () -> FlaggedAccesses.CATEGORIES, () -> ZoneOffset.UTC,
                        FlaggedAccesses.NO_ALERTS,
                        file.resolveSibling("seal.key"))) {
            out.println("ready");
            out.flush();
            for (long trace = Long.parseLong(args[1]); trace >= 0; trace++) {
                room.acquire();
                long written = trace;
                journal.write(FlaggedAccesses.open(trace)).whenComplete((done, fault) -> {
                    room.release();
                    if (fault == null) {
                        out.println(written);
                        out.flush();
                    }
                });
            }
        }
    }
}
