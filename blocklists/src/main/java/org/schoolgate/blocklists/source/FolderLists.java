package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// A folder of `<category>/{domains,urls,expressions}`, or one that holds such a folder: an unpacked archive. Links are
/// not followed; one beside the categories is another name for the category it leads to.
public final class FolderLists implements ListSource {

    /// How deep lists are looked for: `blacklists/hobby/games/domains`, and one to spare.
    private static final int DEEPEST = 5;

    private final Path root;
    private final SourceFile.Opener opener;
    private final long most;
    private final LongConsumer bytesRead;

    FolderLists(Path folder, SourceFile.Opener opener, long most, LongConsumer bytesRead) throws IOException {
        this.root = root(folder);
        this.opener = opener;
        this.most = most;
        this.bytesRead = bytesRead;
    }

    @Override
    public String title() {
        return "folder of lists";
    }

    @Override
    public Survey survey() throws IOException {
        NavigableSet<String> categories = new TreeSet<>();
        Map<String, String> aliases = new TreeMap<>();
        for (Path path : paths()) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                Layout.part(member(path)).ifPresent(part -> categories.add(part.category()));
            }
            Optional<String> alias = Layout.alias(member(path));
            if (alias.isPresent() && Layout.isName(target(path))) {
                aliases.put(alias.get(), target(path));
            }
        }
        aliases.values().removeIf(target -> !categories.contains(target));
        aliases.keySet().removeIf(categories::contains);
        return new Survey(categories, aliases);
    }

    @Override
    public void read(Reader reader) throws IOException {
        long before = 0;
        for (Path path : paths()) {
            Optional<Part> part = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    ? Layout.part(member(path))
                    : Optional.empty();
            if (part.isPresent()) {
                long done = before;
                try (InputStream in = new SourceFile(path, opener, most - done,
                        bytes -> bytesRead.accept(done + bytes)).unpacked(true)) {
                    reader.list(part.get(), new LineReader(in));
                }
                before += Files.size(path);
            }
        }
    }

    /// The size of all lists in a folder, in bytes.
    public long size() throws IOException {
        long size = 0;
        for (Path path : paths()) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Layout.part(member(path)).isPresent()) {
                size += Files.size(path);
            }
        }
        return size;
    }

    private List<Path> paths() throws IOException {
        try (Stream<Path> paths = Files.walk(root, DEEPEST)) {
            return paths.filter(path -> !path.equals(root)).sorted().toList();
        }
    }

    /// As an archive would name it.
    private String member(Path path) {
        return "lists/" + root.relativize(path).toString().replace('\\', '/');
    }

    private static String target(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            Path link = Files.readSymbolicLink(path);
            return link.getNameCount() == 1 && !link.isAbsolute() ? link.toString() : "";
        }
        return Files.isRegularFile(path) && Files.size(path) <= Layout.LONGEST_ALIAS
                ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8).strip()
                : "";
    }

    /// The folder itself, or the one folder in it that holds the categories.
    private static Path root(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> folders = inside.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
            boolean wrapped = folders.size() == 1 && !Files.exists(folders.getFirst().resolve("domains"))
                    && !Files.exists(folders.getFirst().resolve("urls"));
            return wrapped ? folders.getFirst() : folder;
        }
    }
}
