package org.schoolgate.blocklists.build;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.schoolgate.blocklists.build.StoredHeader.StoredPart;
import org.schoolgate.blocklists.index.Draft;

/// The imported lists on disk: `<name>/<version>/{header,entries}`, and `<name>/current`, which names the version in
/// force. A version is called by its day, its content and its number in order, as in `20261122-1a2b3c4d.7`.
///
/// A version is written beside, synced, moved into its place whole, and only then named by `current`, which is exchanged
/// in one step. So a reader sees the old version or the new one, and a crash leaves the old one in force. One thread
/// writes; any number may read. What waits for a person is kept by [HeldStore].
final class ListStore {

    /// The folder of what is held, beside the versions.
    static final String HELD = "held";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    private static final String CURRENT = "current";
    private static final String UNFINISHED = ".new";

    private final Path folder;
    private final Steps steps;
    private final int most;

    /// @param most how many versions are kept, with the one in force
    ListStore(Path folder, Steps steps, int most) {
        this.folder = folder;
        this.steps = steps;
        this.most = most;
    }

    /// Whether there is a folder for lists; the first import makes it.
    boolean isThere() {
        return Files.isDirectory(folder);
    }

    /// The folder of a list.
    Path of(String name) {
        return folder.resolve(name);
    }

    /// The names of all lists that have a version in force, sorted.
    List<String> names() throws IOException {
        return folders().stream().filter(path -> Files.isRegularFile(path.resolve(CURRENT)))
                .map(path -> path.getFileName().toString()).toList();
    }

    /// All folders of lists, sorted, whether anything is in force there or not.
    List<Path> folders() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory).sorted().toList();
        }
    }

    /// The version of a list that `current` names; empty where there is none.
    Optional<String> current(String name) throws IOException {
        try {
            return Optional.of(Files.readString(of(name).resolve(CURRENT)).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// The folders of a list's versions that may serve: the one in force, then those before it, newest first.
    List<Path> candidates(String name) throws IOException {
        String current = current(name).orElse("");
        List<Path> found = new ArrayList<>();
        found.add(of(name).resolve(current.isEmpty() ? "no-version" : current));
        int serial = current.isEmpty() ? Integer.MAX_VALUE : serial(Path.of(current));
        versions(of(name)).stream().filter(path -> serial(path) < serial).forEach(found::add);
        return found;
    }

    /// Writes a draft as a version that is not in its place yet.
    StoredList write(String name, Instant at, List<StoredPart> parts, Map<String, Long> byCategory,
            Draft.Gathered draft) throws IOException {
        Path fresh = fresh(name);
        steps.before("write entries");
        MessageDigest digest = Disk.sha256();
        Path entries = fresh.resolve("entries");
        try (FileChannel channel = FileChannel.open(entries, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(
                        new DigestOutputStream(Channels.newOutputStream(channel), digest), 1 << 16)) {
            draft.writeTo(out);
            out.flush();
            channel.force(true);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        return finished(fresh, new StoredHeader(name, version(name, at, hash), at, parts, byCategory, draft.size(),
                Files.size(entries), hash, Optional.empty(), List.of()));
    }

    /// Makes a version that is not in its place yet of one that is there; both share the file of entries.
    ///
    /// @param other gives the header of the new one
    StoredList again(StoredList old, UnaryOperator<StoredHeader> other) throws IOException {
        Path fresh = fresh(old.header().name());
        steps.before("write entries");
        Disk.link(old.folder().resolve("entries"), fresh.resolve("entries"));
        return finished(fresh, other.apply(old.header()));
    }

    /// What a version of a list is called that is made now.
    String version(String name, Instant at, String hash) throws IOException {
        int last = Stream.concat(versions(of(name)).stream(), versions(of(name).resolve(HELD)).stream())
                .mapToInt(ListStore::serial).max().orElse(0);
        return DAY.format(at) + "-" + hash.substring(0, 8) + "." + (last + 1);
    }

    private Path fresh(String name) throws IOException {
        Path fresh = of(name).resolve(UNFINISHED);
        Disk.delete(fresh);
        return Files.createDirectories(fresh);
    }

    private StoredList finished(Path fresh, StoredHeader header) throws IOException {
        steps.before("write header");
        Disk.write(fresh.resolve("header"), header.text());
        Disk.sync(fresh);
        return new StoredList(fresh, header);
    }

    /// Puts a version in force that is not in its place yet.
    void putInForce(StoredList fresh) throws IOException {
        Path list = of(fresh.header().name());
        String version = fresh.header().version();
        steps.before("move into place");
        Disk.delete(list.resolve(version));
        Files.move(fresh.folder(), list.resolve(version), StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(list);
        steps.before("write pointer");
        Path pointer = list.resolve(CURRENT + UNFINISHED);
        Files.deleteIfExists(pointer);
        Disk.write(pointer, version + "\n");
        steps.before("exchange pointer");
        Files.move(pointer, list.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Disk.sync(list);
        Disk.sync(folder);
    }

    /// Deletes versions that are too old to be gone back to, and what a crash has left.
    void tidy(String name) throws IOException {
        steps.before("tidy");
        List<Path> kept = candidates(name).stream().limit(most).toList();
        for (Path version : versions(of(name))) {
            if (!kept.contains(version)) {
                Disk.delete(version);
            }
        }
        Disk.delete(of(name).resolve(UNFINISHED));
    }

    /// Whether a list has a folder and nothing in it.
    boolean isUnused(String name) throws IOException {
        if (!Files.isDirectory(of(name))) {
            return false;
        }
        try (Stream<Path> inside = Files.list(of(name))) {
            return inside.findAny().isEmpty();
        }
    }

    /// The folders of all versions in a folder, newest first.
    static List<Path> versions(Path list) throws IOException {
        if (!Files.isDirectory(list)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(list)) {
            return inside.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && serial(path) > 0)
                    .sorted(Comparator.comparingInt(ListStore::serial).reversed()).toList();
        }
    }

    /// The number in a version's name; 0 for any other name.
    static int serial(Path version) {
        String name = version.getFileName().toString();
        String digits = name.substring(name.lastIndexOf('.') + 1);
        return name.indexOf('.') > 0 && digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
