package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Held while a list is imported, edited, or an index is made, by one process and one thread at a time. It ends with its process.
final class ImportLock implements AutoCloseable {

    private final SoleLock lock;

    private ImportLock(SoleLock lock) {
        this.lock = lock;
    }

    /// Takes it, as soon as nobody else holds it.
    ///
    /// @param patience how long to wait for that
    /// @throws ListRefusedException where it is still held then
    static ImportLock take(Path folder, Duration patience) throws IOException, ListRefusedException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<ImportLock> taken = tryTake(folder);
            if (taken.isPresent()) {
                return taken.get();
            }
            if (System.nanoTime() - until > 0) {
                throw new ListRefusedException(
                        "another import is running in " + folder + "; try again when it is done");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /// Takes it where nobody holds it.
    static Optional<ImportLock> tryTake(Path folder) throws IOException {
        return SoleLock.tryTake(folder, "import.lock").map(ImportLock::new);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
