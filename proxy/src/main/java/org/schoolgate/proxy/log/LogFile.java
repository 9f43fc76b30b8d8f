package org.schoolgate.proxy.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The file that an access log is written to. It notices when it is full, when its day is over, and when somebody has
/// moved it away. For one thread.
final class LogFile implements AutoCloseable {

    /// The owner writes, the group reads.
    static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r-----");

    private final Path path;
    private final Rotation rotation;
    private final ZoneId zone;
    private final OldLogs old;
    private @Nullable Open open;

    /// @param key what tells this file from another of the same name; null where the system has no such thing
    private record Open(FileChannel channel, LocalDate day, @Nullable Object key) {}

    LogFile(Path path, Rotation rotation, ZoneId zone, OldLogs old) {
        this.path = path.toAbsolutePath();
        this.rotation = rotation;
        this.zone = zone;
        this.old = old;
    }

    /// Opens the file, so that a place that cannot be written to is told at the start.
    void open(Instant now) throws IOException {
        if (open == null) {
            open = openNow(now);
        }
    }

    /// Writes whole lines. After a failure the file is opened anew with the next call.
    void write(ByteBuffer lines, Instant now) throws IOException {
        try {
            if (open != null && movedAway(open)) {
                close();
            }
            Open file = open == null ? openNow(now) : open;
            open = file;
            if (!file.day.equals(now.atZone(zone).toLocalDate()) || file.channel.size() >= rotation.largest()) {
                file = putAway(file, now);
            }
            while (lines.hasRemaining()) {
                file.channel.write(lines);
            }
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        Open file = open;
        open = null;
        if (file != null) {
            file.channel.close();
        }
    }

    private Open putAway(Open file, Instant now) throws IOException {
        boolean written = file.channel.size() > 0;
        close();
        if (written) {
            old.take(path, now);
        }
        Open next = openNow(now);
        open = next;
        return next;
    }

    private Open openNow(Instant now) throws IOException {
        boolean existed = Files.exists(path);
        LocalDate day = (existed && Files.size(path) > 0 ? Files.getLastModifiedTime(path).toInstant() : now)
                .atZone(zone).toLocalDate();
        FileChannel channel = FileChannel.open(path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        try {
            if (!existed && Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, MODE);
            }
            endTornLine(channel);
            return new Open(channel, day, Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    /// A line that a crash or a full disk has cut off must not swallow the next one.
    private void endTornLine(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            return;
        }
        try (FileChannel reading = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            if (reading.read(last, reading.size() - 1) == 1 && last.get(0) != '\n') {
                channel.write(ByteBuffer.wrap(new byte[]{'\n'}));
            }
        }
    }

    private boolean movedAway(Open file) throws IOException {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key != null && !key.equals(file.key);
        } catch (NoSuchFileException gone) {
            return true;
        }
    }
}
