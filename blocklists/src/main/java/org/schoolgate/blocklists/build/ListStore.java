package org.schoolgate.blocklists.build;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.blocklists.build.StoredHeader.StoredPart;
import org.schoolgate.blocklists.index.Draft;

/// The imported lists on disk: `<name>/<version>/{header,entries}`, and `<name>/current`, which names the version in
/// force. A version is called by its day, its content and its number in order, as in `20261122-1a2b3c4d.7`.
///
/// A version is written beside, synced, moved into its place whole, and only then named by `current`, which is exchanged
/// in one step. So a reader sees the old version or the new one, and a crash leaves the old one in force. One thread
/// writes; any number may read.
final class ListStore {

    /// How many versions before the one in force are kept.
    private static final int KEPT = 2;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    private static final String CURRENT = "current";
    private static final String UNFINISHED = ".new";

    private final Path folder;
    private final Steps steps;

    /// Told before each step that changes the disk; a test may throw here as a crash would.
    @FunctionalInterface
    interface Steps {
        void before(String step) throws IOException;
    }

    ListStore(Path folder, Steps steps) {
        this.folder = folder;
        this.steps = steps;
    }

    /// Whether there is a folder for lists; the first import makes it.
    boolean isThere() {
        return Files.isDirectory(folder);
    }

    /// The names of all lists that have a version in force, sorted.
    List<String> names() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> Files.isRegularFile(path.resolve(CURRENT)))
                    .map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /// The version of a list that `current` names; empty where there is none.
    Optional<String> current(String name) throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(name).resolve(CURRENT)).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// The folders of a list's versions that may serve: the one in force, then those before it, newest first.
    List<Path> candidates(String name) throws IOException {
        String current = current(name).orElse("");
        List<Path> found = new ArrayList<>();
        found.add(folder.resolve(name).resolve(current.isEmpty() ? "no-version" : current));
        int serial = current.isEmpty() ? Integer.MAX_VALUE : serial(Path.of(current));
        versions(name).stream().filter(path -> serial(path) < serial).forEach(found::add);
        return found;
    }

    /// Puts a draft in force and gives its header.
    StoredHeader put(String name, Instant at, List<StoredPart> parts, Map<String, Long> byCategory,
            Draft.Gathered draft)
            throws IOException {
        Path list = folder.resolve(name);
        Path fresh = list.resolve(UNFINISHED);
        delete(fresh);
        Files.createDirectories(fresh);
        steps.before("write entries");
        MessageDigest digest = sha256();
        Path entries = fresh.resolve("entries");
        try (FileChannel channel = FileChannel.open(entries, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(
                        new DigestOutputStream(Channels.newOutputStream(channel), digest), 1 << 16)) {
            draft.writeTo(out);
            out.flush();
            channel.force(true);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        String version = DAY.format(at) + "-" + hash.substring(0, 8) + "." + nextSerial(name);
        var header = new StoredHeader(name, version, at, parts, byCategory, draft.size(), Files.size(entries), hash);
        steps.before("write header");
        write(fresh.resolve("header"), header.text());
        sync(fresh);
        steps.before("move into place");
        Files.move(fresh, list.resolve(version), StandardCopyOption.ATOMIC_MOVE);
        sync(list);
        steps.before("write pointer");
        Path pointer = list.resolve(CURRENT + UNFINISHED);
        Files.deleteIfExists(pointer);
        write(pointer, version + "\n");
        steps.before("exchange pointer");
        Files.move(pointer, list.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(list);
        sync(folder);
        return header;
    }

    /// Deletes what no roll-back needs: versions before the last two, and what a crash has left.
    void tidy(String name) throws IOException {
        steps.before("tidy");
        List<Path> kept = candidates(name).stream().limit(1 + KEPT).toList();
        for (Path version : versions(name)) {
            if (!kept.contains(version)) {
                delete(version);
            }
        }
        delete(folder.resolve(name).resolve(UNFINISHED));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The folders of all versions, newest first.
    private List<Path> versions(String name) throws IOException {
        Path list = folder.resolve(name);
        if (!Files.isDirectory(list)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(list)) {
            return inside.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && serial(path) > 0)
                    .sorted(Comparator.comparingInt(ListStore::serial).reversed()).toList();
        }
    }

    private int nextSerial(String name) throws IOException {
        return versions(name).stream().mapToInt(ListStore::serial).max().orElse(0) + 1;
    }

    /// The number in a version's name; 0 for any other name.
    private static int serial(Path version) {
        String name = version.getFileName().toString();
        String digits = name.substring(name.lastIndexOf('.') + 1);
        return name.indexOf('.') > 0 && digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            channel.force(true);
        }
    }

    /// Makes what was moved into a folder outlast a power cut.
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path path) throws IOException {
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
}
