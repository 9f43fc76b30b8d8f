package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.PackedIndex;
import org.schoolgate.blocklists.index.UnreadableIndexException;
import org.schoolgate.filters.category.Categories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of the index on disk: `.index/<number>.index`, the highest number the newest. A file is written beside,
/// synced and moved into its place whole. One process writes; any number may read.
final class IndexStore {

    private static final Logger LOG = LoggerFactory.getLogger(IndexStore.class);

    /// How many files before the newest are kept.
    private static final int KEPT = 1;
    private static final String SUFFIX = ".index";

    private final Path folder;
    private final Steps steps;

    /// @param lists where the lists are kept
    IndexStore(Path lists, Steps steps) {
        this.folder = lists.resolve(".index");
        this.steps = steps;
    }

    /// The newest index that is fit, of those that can be used; each that cannot is named in the log.
    Optional<PackedIndex> open(Predicate<IndexNote> fit, Categories categories) throws IOException {
        for (Path file : files()) {
            try {
                if (fit.test(PackedIndex.note(file))) {
                    return Optional.of(PackedIndex.open(file, categories));
                }
            } catch (UnreadableIndexException unusable) {
                LOG.warn("An index cannot be used: {}", unusable.getMessage());
            } catch (NoSuchFileException gone) {
                LOG.debug("An index was deleted as a newer one came: {}", gone.getMessage());
            }
        }
        return Optional.empty();
    }

    /// Writes an index as the newest, and deletes what nobody goes back to.
    void put(IndexBuilder index, IndexNote note) throws IOException {
        Files.createDirectories(folder);
        List<Path> before = files();
        int number = before.isEmpty() ? 1 : number(before.getFirst()) + 1;
        Path fresh = folder.resolve("new");
        Files.deleteIfExists(fresh);
        steps.before("write index");
        index.write(note, fresh);
        steps.before("move index into place");
        Files.move(fresh, folder.resolve(number + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(folder);
        steps.before("tidy indexes");
        for (Path old : before.stream().skip(KEPT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    /// All files, the newest first.
    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> number(path) > 0)
                    .sorted(Comparator.comparingInt(IndexStore::number).reversed())
                    .toList();
        }
    }

    /// The number in a file's name; 0 for any other name.
    private static int number(Path file) {
        String name = file.getFileName().toString();
        String digits = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
