package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Held while a list is imported, edited, or an index is made, by one process and one thread at a time. It ends with its process.
final class ImportLock implements AutoCloseable {

    private final FileChannel channel;

    private ImportLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes it as soon as nobody holds it, for up to ten minutes.
    ///
    /// @throws IOException where it is still held then
    static ImportLock await(Path folder) throws IOException {
        for (int tries = 0; tries < 10 * 60 * 20; tries++) {
            try {
                return take(folder);
            } catch (ListRefusedException held) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        throw new IOException("an import in " + folder + " goes on and on; is it stuck?");
    }

    static ImportLock take(Path folder) throws IOException, ListRefusedException {
        FileChannel channel = FileChannel.open(folder.resolve("import.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        @Nullable
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            // The same answer as for another process: lock stays null.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new ListRefusedException("another import is running in " + folder + "; try again when it is done");
        }
        return new ImportLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
