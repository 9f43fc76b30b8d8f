package org.schoolgate.proxy.identity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.schoolgate.filters.request.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accounts of the gateway's own, for people that no directory knows: a file with a line for each, `NAME:HASH`, for the
/// owner alone.
///
/// What was read last is in memory, and any thread may ask for it. [#look] reads the file anew where it has changed.
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final int MOST_BYTES = 16 << 20;

    private final Path file;
    private volatile State state;

    /// @param version another number for each state that was read
    /// @param stamp what the file looked like from outside
    private record State(Map<String, PasswordHash> hashes, int version, String stamp) {}

    private Accounts(Path file, State state) {
        this.file = file;
        this.state = state;
    }

    /// The accounts of a file, which need not be there yet.
    ///
    /// @throws IOException where it cannot be read; the message says what is wrong, and in which line
    public static Accounts open(Path file) throws IOException {
        return new Accounts(file, new State(read(file), 0, stamp(file)));
    }

    /// The names, in order.
    public List<String> names() {
        return state.hashes().keySet().stream().sorted().toList();
    }

    Optional<PasswordHash> of(Person person) {
        return Optional.ofNullable(state.hashes().get(person.account()));
    }

    /// Another number whenever the accounts have changed.
    int version() {
        return state.version();
    }

    /// Reads the file anew where it has changed. What cannot be read is told once, and the accounts of before stay. Waits
    /// for the disk.
    public synchronized void look() {
        String now = stamp(file);
        State before = state;
        if (now.equals(before.stamp())) {
            return;
        }
        try {
            state = new State(read(file), before.version() + 1, now);
        } catch (IOException broken) {
            LOG.error("The accounts are not read anew, those of before stay: {}", broken.getMessage());
            state = new State(before.hashes(), before.version(), now);
        }
    }

    /// Adds an account, or gives it another password.
    ///
    /// @return whether it is new
    public static boolean add(Path file, Person person, PasswordHash hash) throws IOException {
        return changed(file, hashes -> hashes.put(person.account(), hash)).get(person.account()) == null;
    }

    /// Takes an account out.
    ///
    /// @return whether it was there
    public static boolean remove(Path file, Person person) throws IOException {
        return changed(file, hashes -> hashes.remove(person.account())).containsKey(person.account());
    }

    /// Changes the file, which others may be about to do, too.
    ///
    /// @return what it said before
    private static Map<String, PasswordHash> changed(Path file, Consumer<Map<String, PasswordHash>> change)
            throws IOException {
        FileAttribute<?> folder = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        FileAttribute<?> own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent(), "the accounts are no file");
        Files.createDirectories(parent, folder);
        try (FileChannel lock = FileChannel.open(parent.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), own);
                var held = lock.lock()) {
            Map<String, PasswordHash> before = read(file);
            SortedMap<String, PasswordHash> after = new TreeMap<>(before);
            change.accept(after);
            StringBuilder text = new StringBuilder();
            after.forEach((name, hash) -> text.append(name).append(':').append(hash.text()).append('\n'));
            Path next = Files.createTempFile(parent, "accounts", ".next", own);
            Files.writeString(next, text, StandardOpenOption.WRITE);
            try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            return held.isValid() ? before : Map.of();
        }
    }

    private static Map<String, PasswordHash> read(Path file) throws IOException {
        Map<String, PasswordHash> hashes = new TreeMap<>();
        List<String> lines;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is longer than " + MOST_BYTES + " bytes; is it the right file?");
            }
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return Map.of();
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            Optional<Person> person = Person.of(colon < 0 ? "" : line.substring(0, colon));
            Optional<PasswordHash> hash = PasswordHash.read(line.substring(colon + 1).strip());
            if (person.isEmpty() || hash.isEmpty()) {
                throw new IOException(
                        file + ":" + (i + 1) + " is no account; write NAME:HASH with a hash of Argon2id or"
                                + " bcrypt, or use 'schoolgate accounts add NAME'");
            }
            if (hashes.put(person.get().account(), hash.get()) != null) {
                throw new IOException(file + ":" + (i + 1) + " has a name that stands in a line before it; keep one");
            }
        }
        return Map.copyOf(hashes);
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey();
        } catch (IOException none) {
            return "";
        }
    }
}
