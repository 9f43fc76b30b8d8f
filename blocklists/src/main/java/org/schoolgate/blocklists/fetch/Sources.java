package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.schoolgate.blocklists.build.Slot;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.SoleLock;
import org.schoolgate.filters.category.Categories;

/// The sources of a gateway: of each a file `lists/<name>/source` that people may edit, and those that the program knows of. What is
/// wrong in a file is told, and what it said before stays in force, which `source.good` beside it keeps.
///
/// Any thread and any process may ask; whoever changes a file replaces it whole.
public final class Sources {

    /// As the name of a list is.
    private static final String NAME = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final String UT1 = "ut1";

    /// The lock file of whoever fetches.
    static final String LOCK = "fetch.lock";

    private final Path lists;
    private final Categories categories;
    private final ListLibrary listLibrary;

    /// Those of one gateway.
    ///
    /// @param listLibrary its lists
    public Sources(ListLibrary listLibrary) {
        this.lists = listLibrary.folder();
        this.categories = listLibrary.categories();
        this.listLibrary = listLibrary;
    }

    /// All, by name: those the school has and those the program knows of.
    public List<KnownSource> all() throws IOException {
        Set<String> names = new TreeSet<>(Slot.CATEGORIES);
        names.add(UT1);
        if (Files.isDirectory(lists)) {
            try (Stream<Path> inside = Files.list(lists)) {
                inside.filter(path -> Files.exists(path.resolve("source")) || Files.exists(path.resolve("source.good")))
                        .map(path -> path.getFileName().toString()).filter(name -> name.matches(NAME))
                        .forEach(names::add);
            }
        }
        boolean busy = isBusy();
        List<KnownSource> all = new ArrayList<>();
        for (String name : names) {
            all.add(known(name, busy));
        }
        return List.copyOf(all);
    }

    /// One by its name; of one that nobody knows there are no settings.
    public KnownSource find(String name) throws IOException {
        return known(name, isBusy());
    }

    /// Adds a source, or writes its settings anew.
    ///
    /// @param lines what its file says, by key
    /// @throws WrongSourceException with all that is wrong; nothing has changed then
    public KnownSource put(String name, Map<String, String> lines) throws IOException, WrongSourceException {
        var text = new StringBuilder(SourceText.FIRST + "\n");
        lines.forEach(
                (key, value) -> text.append(key).append(' ').append(value.replaceAll("\\p{Cntrl}+", " ")).append('\n'));
        return write(name, text.toString());
    }

    /// Switches a source on or off; the rest of its file stays as it is. One that the program knows of is set up by it.
    public KnownSource turn(String name, boolean on) throws IOException, WrongSourceException {
        return write(name, SourceText.with(settings(name), "on", on ? "yes" : "no"));
    }

    /// Switches a source on, and has the first version of its list wait for a person, who then sees what it would touch.
    public KnownSource turnOnToLook(String name) throws IOException, WrongSourceException {
        return write(name, SourceText.with(SourceText.with(settings(name), "on", "yes"), SourceText.FIRST_VERSION,
                SourceText.HELD));
    }

    /// What the file of a source says, or would say.
    private String settings(String name) throws IOException, WrongSourceException {
        return text(file(name)).or(() -> offered(name))
                .orElseThrow(() -> new WrongSourceException(Slot.CATEGORIES.contains(name)
                        ? "where the list '" + name + "' is, its publisher tells members; write: lists sources add "
                                + name
                                + " --from ADDRESS"
                        : "there is no source '" + name + "'; 'lists sources' says which there are"));
    }

    /// Takes a source away. The list itself stays as it is.
    ///
    /// @throws WrongSourceException where there is none, or it must stay
    public void remove(String name) throws IOException, WrongSourceException {
        if (text(file(name)).isEmpty() && text(good(name)).isEmpty()) {
            throw new WrongSourceException("there is no source '" + name + "'; 'lists sources' says which there are");
        }
        if (isLocked(name)) {
            throw new WrongSourceException(LOCKED);
        }
        new FetchFolder(folder(name).resolve("fetch")).remove();
        for (String file : List.of("source", "source.good", "state")) {
            Files.deleteIfExists(folder(name).resolve(file));
        }
        try (Stream<Path> left = Files.list(folder(name))) {
            if (left.findAny().isEmpty()) {
                Files.delete(folder(name));
            }
        }
    }

    private static final String LOCKED = "this list fills the place of a licensed list: once it is in place it stays, and is"
            + " kept fresh";

    /// Whether somebody fetches now, in this process or another.
    private boolean isBusy() throws IOException {
        return SoleLock.isHeld(lists, LOCK);
    }

    /// Keeps what a file says as good, where it is.
    void keepGood(String name) throws IOException {
        Optional<String> text = text(file(name));
        if (text.isPresent() && !text.equals(text(good(name))) && isGood(name, text.get())) {
            Plain.replace(good(name), text.get());
        }
    }

    Path folder(String name) {
        return lists.resolve(name);
    }

    Path lists() {
        return lists;
    }

    ListLibrary listLibrary() {
        return listLibrary;
    }

    private KnownSource known(String name, boolean busy) throws IOException {
        Optional<String> now = text(file(name));
        Optional<String> good = text(good(name));
        SourceStatus status = StateFile.of(folder(name)).read();
        List<String> mistakes = new ArrayList<>();
        Optional<SourceSettings> settings = now.flatMap(text -> parsed(name, text, mistakes))
                .or(() -> good.filter(_ -> now.isPresent() || Slot.CATEGORIES.contains(name))
                        .flatMap(text -> parsed(name, text, new ArrayList<>())));
        if (settings.isPresent() && settings.get().isSlot() && isLocked(name)) {
            if (now.isEmpty()) {
                mistakes.add(file(name) + " is missing: " + LOCKED);
            } else if (!settings.get().on()) {
                mistakes.add(file(name) + ": " + LOCKED + "; write: on yes");
            }
            settings = settings.map(each -> each.turned(true));
        }
        boolean there = now.isPresent() || settings.isPresent();
        return new KnownSource(name,
                there ? settings : offered(name).flatMap(text -> parsed(name, text, new ArrayList<>())),
                there, mistakes, status, busy);
    }

    private Optional<SourceSettings> parsed(String name, String text, List<String> mistakes) {
        try {
            return Optional.of(SourceText.read("lists/" + name + "/source", name, text, folder(name), categories));
        } catch (WrongSourceException wrong) {
            mistakes.addAll(wrong.mistakes());
            return Optional.empty();
        }
    }

    private boolean isGood(String name, String text) {
        return parsed(name, text, new ArrayList<>()).isPresent();
    }

    private KnownSource write(String name, String text) throws IOException, WrongSourceException {
        if (!name.matches(NAME) || name.equals("starter")) {
            throw new WrongSourceException(
                    "'" + name + "' cannot be the name of a list: use a-z, 0-9, '-' and '_', at most"
                            + " 63 of them, and not 'starter'");
        }
        SourceSettings settings = SourceText.read("lists/" + name + "/source", name, text, folder(name), categories);
        if (!settings.on() && isLocked(name)) {
            throw new WrongSourceException(LOCKED);
        }
        Files.createDirectories(folder(name));
        Plain.replace(file(name), text);
        Plain.replace(good(name), text);
        return find(name);
    }

    /// Whether it is a licensed list's that is in place.
    private boolean isLocked(String name) throws IOException {
        return Slot.CATEGORIES.contains(name)
                && listLibrary.slots().stream().anyMatch(slot -> slot.category().equals(name) && slot.filled());
    }

    private Path file(String name) {
        return folder(name).resolve("source");
    }

    private Path good(String name) {
        return folder(name).resolve("source.good");
    }

    /// As much of a file as is looked at; more than that is a mistake in it.
    private static Optional<String> text(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(8 * SourceText.LONGEST), StandardCharsets.UTF_8));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /// The settings that come with the program.
    private static Optional<String> offered(String name) {
        if (!name.equals(UT1)) {
            return Optional.empty();
        }
        try (InputStream in = Sources.class.getResourceAsStream(name + ".source")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("the product's own text " + name + ".source cannot be read", broken);
        }
    }
}
