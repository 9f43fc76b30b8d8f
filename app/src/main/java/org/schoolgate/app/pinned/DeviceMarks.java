package org.schoolgate.app.pinned;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.ToLongFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.filters.request.IpAddress;

/// Numbers that stand for devices, by which they are told apart: the first 64 bits of HMAC-SHA-256 of the address. Who has
/// not the key of this installation cannot tell whose number it is.
public final class DeviceMarks implements ToLongFunction<IpAddress> {

    private static final String MAC = "HmacSHA256";
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    private DeviceMarks(byte[] key) {
        this.key = new SecretKeySpec(key, MAC);
    }

    /// Reads the key, or makes one where there is no file yet, for this user's eyes only.
    public static DeviceMarks open(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != BYTES) {
            throw new IOException(file + " has " + key.length + " bytes, not " + BYTES
                    + "; delete it, and the devices that refused a certificate are counted anew");
        }
        return new DeviceMarks(key);
    }

    /// For any thread.
    @Override
    public long applyAsLong(IpAddress address) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return ByteBuffer.wrap(mac.doFinal(address.bytes())).getLong();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + MAC, impossible);
        }
    }

    private static void make(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, owned(file, "rwx------"));
        }
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                owned(file, "rw-------"))) {
            out.write(ByteBuffer.wrap(bytes));
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] owned(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
