package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Held while a list is imported, by one process and one thread at a time. It ends with its process.
final class ImportLock implements AutoCloseable {

    private final FileChannel channel;

    private ImportLock(FileChannel channel) {
        this.channel = channel;
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
