package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What all that is kept here does with files, so that it outlasts a power cut.
final class Disk {

    private Disk() {}

    /// Writes a new file, synced.
    static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            channel.force(true);
        }
    }

    /// Gives a file a second name; where the disk cannot do that, copies it, synced.
    static void link(Path file, Path other) throws IOException {
        try {
            Files.createLink(other, file);
        } catch (UnsupportedOperationException | IOException cannot) {
            Files.copy(file, other);
            try (FileChannel channel = FileChannel.open(other, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /// Makes what was moved into a folder outlast a power cut.
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Deletes a file or a folder with all in it, where it is there.
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(path)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : inside) {
            Files.deleteIfExists(each);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
