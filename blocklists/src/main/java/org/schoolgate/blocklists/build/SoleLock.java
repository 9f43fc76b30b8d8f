package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A lock that one thread of one process holds at a time. It ends with its process.
///
/// The system gives a file's lock back as soon as a process closes that file anywhere. So who asks for a lock that is held within
/// this process is told so before the file is opened.
public final class SoleLock implements AutoCloseable {

    /// What this process holds.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private SoleLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes it where nobody holds it.
    ///
    /// @param folder is there already
    /// @param name the lock file's
    public static Optional<SoleLock> tryTake(Path folder, String name) throws IOException {
        Path file = folder.toRealPath().resolve(name);
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        @Nullable
        FileLock lock = null;
        @Nullable
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByAnotherLoader) {
            // The same answer as for another process: lock stays null.
        } finally {
            if (lock == null) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(file);
            }
        }
        return lock == null || channel == null ? Optional.empty() : Optional.of(new SoleLock(file, channel));
    }

    /// Whether somebody holds it.
    public static boolean isHeld(Path folder, String name) throws IOException {
        if (!Files.exists(folder.resolve(name))) {
            return false;
        }
        Optional<SoleLock> mine = tryTake(folder, name);
        if (mine.isPresent()) {
            mine.get().close();
        }
        return mine.isEmpty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
