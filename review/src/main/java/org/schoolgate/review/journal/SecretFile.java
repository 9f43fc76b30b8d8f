package org.schoolgate.review.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file that its owner alone may read, which is there whole or not at all.
public final class SecretFile {

    private SecretFile() {}

    /// Writes it beside its place, and makes its folder where that is missing. Returns when it would survive a power cut.
    ///
    /// @return where it stands; [#put(Path, Path)] brings it to its place
    public static Path prepare(Path file, byte[] bytes) throws IOException {
        Path folder = folder(file);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, owned(file, "rwx------"));
        }
        Path fresh = fresh(file);
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                owned(file, "rw-------"))) {
            out.write(ByteBuffer.wrap(bytes));
            out.force(true);
        }
        return fresh;
    }

    /// Where a new one waits.
    static Path fresh(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /// Brings a new one to its place, and what stood there is gone.
    public static void put(Path fresh, Path file) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(folder(file))) {
            names.force(true);
        }
    }

    private static Path folder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder");
        }
        return folder;
    }

    private static FileAttribute<?>[] owned(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
