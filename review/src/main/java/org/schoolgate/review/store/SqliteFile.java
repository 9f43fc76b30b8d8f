package org.schoolgate.review.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Opens the store in one SQLite file.
///
/// The file is in WAL mode with `synchronous=FULL`: a commit returns after the log has been forced to disk. A lock file
/// beside it keeps a second gateway out; the operating system drops the lock when its holder ends, however it ends.
final class SqliteFile {

    private static final int READERS = 4;
    private static final String READ_ONLY = "PRAGMA query_only = 1";
    /// The files this process has open. The operating system would give up a process's lock as soon as that process
    /// closed the lock file a second time, so a second look never opens it.
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();
    private static final String UNPACKED = "org.sqlite.tmpdir";
    private static final int BUSY_MILLIS = 2_000;
    /// What the log is cut back to after it has been carried over, in bytes.
    private static final int LOG_LIMIT = 64 << 20;

    private SqliteFile() {}

    static Database open(Path given) {
        Path file = given.toAbsolutePath().normalize();
        String place = given.toString();
        AutoCloseable lock = prepare(file, place);
        try {
            Migrations.run(source(file), place);
            return Database.open(place, source(file), READERS, READ_ONLY, Duration.ZERO,
                    List.of("PRAGMA wal_checkpoint(TRUNCATE)"), lock);
        } catch (RuntimeException fault) {
            quietly(lock, fault);
            throw fault instanceof StoreException ours ? ours : Fault.of(place, "cannot be opened", fault);
        }
    }

    /// Beside whoever writes. It takes no lock and changes no schema.
    static Database openToRead(Path given) {
        Path file = given.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new StoreException("[" + given + "] there is no store that can be read; it is made at the first start"
                    + " of the gateway ('./schoolgate run'). If it has run, say with --data where it keeps its files",
                    null);
        }
        try {
            unpackIn(folder(file).resolve("native-reading"));
            Migrations.expectCurrent(source(file), given.toString());
            return Database.openToRead(given.toString(), source(file), READERS, READ_ONLY);
        } catch (IOException | RuntimeException fault) {
            throw fault instanceof StoreException ours ? ours : Fault.of(given.toString(), "cannot be opened", fault);
        }
    }

    private static DataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setJournalSizeLimit(LOG_LIMIT);
        // What is deleted is written over.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        config.setGetGeneratedKeys(false);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /// Makes folder and file, readable by their owner alone, and takes the lock.
    private static AutoCloseable prepare(Path file, String place) {
        try {
            Path folder = folder(file);
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, owned(folder, "rwx------"));
            }
            AutoCloseable lock = lock(file, place);
            try {
                create(file);
                unpackIn(folder.resolve("native"));
                return lock;
            } catch (IOException fault) {
                quietly(lock, fault);
                throw fault;
            }
        } catch (IOException fault) {
            throw new StoreException("[" + place + "] the store cannot be opened: its file or folder cannot be made or"
                    + " written; check the path, the disk's space, and that the folder belongs to the user that runs"
                    + " the gateway (" + fault.getClass().getSimpleName() + ")", fault);
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, owned(file, "rw-------"));
        } catch (FileAlreadyExistsException there) {
            if (hasPermissions(file)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    /// Tells the driver where to unpack its native library: not in the system's folder for temporary files, which may
    /// forbid running it. What a killed process has left there is removed; the lock says that none is running.
    private static void unpackIn(Path folder) throws IOException {
        if (System.getProperty(UNPACKED) != null) {
            return;
        }
        Files.createDirectories(folder, owned(folder, "rwx------"));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path path : left) {
                Files.delete(path);
            }
        }
        System.setProperty(UNPACKED, folder.toString());
    }

    private static AutoCloseable lock(Path file, String place) throws IOException {
        if (!OPEN.add(file)) {
            throw inUse(place, "this very process");
        }
        Path path = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    owned(path, "rw-------"));
            if (channel.tryLock() == null) {
                throw inUse(place, "process " + Files.readString(path).replaceAll("[^0-9]", ""));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII)));
        } catch (IOException | RuntimeException fault) {
            release(file, channel);
            throw fault;
        }
        FileChannel held = channel;
        return () -> release(file, held);
    }

    private static StoreException inUse(String place, String holder) {
        return new StoreException("[" + place + "] the store is in use by another gateway (" + holder
                + "); stop that one, or give this one its own --data folder", null);
    }

    private static void release(Path file, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            OPEN.remove(file);
        }
    }

    private static Path folder(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new StoreException("[" + file + "] the store is a file, and this is none", null);
        }
        return parent;
    }

    private static FileAttribute<?>[] owned(Path path, String permissions) {
        return hasPermissions(path)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void quietly(AutoCloseable open, Exception fault) {
        try {
            open.close();
        } catch (Exception closing) {
            fault.addSuppressed(closing);
        }
    }
}
