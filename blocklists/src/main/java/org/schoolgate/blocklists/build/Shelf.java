package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.history.History;
import org.schoolgate.filters.category.Categories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that lies in the folder of lists. Any thread may read; whoever changes something
/// holds the lock.
final class Shelf {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

    /// How long an import or an edit waits for another one to end.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path folder;
    private final Categories categories;
    private final InstantSource clock;
    private final ListRules rules;
    private final ListStore store;
    private final HeldStore held;
    private final IndexStore indexes;
    private final EditLog edits;
    private final StarterLists starters;
    private final History history;

    Shelf(Path folder, Categories categories, InstantSource clock, ListRules rules, Steps steps) {
        this.folder = folder;
        this.categories = categories;
        this.clock = clock;
        this.rules = rules;
        this.store = new ListStore(folder, steps, rules.kept());
        this.held = new HeldStore(store, steps);
        this.indexes = new IndexStore(folder, steps);
        this.edits = new EditLog(folder);
        this.starters = new StarterLists(categories);
        this.history = new History(folder);
    }

    /// Where the lists are kept.
    Path folder() {
        return folder;
    }

    Categories categories() {
        return categories;
    }

    ListRules rules() {
        return rules;
    }

    ListStore store() {
        return store;
    }

    HeldStore held() {
        return held;
    }

    EditLog edits() {
        return edits;
    }

    StarterLists starters() {
        return starters;
    }

    History history() {
        return history;
    }

    Instant now() {
        return clock.instant();
    }

    /// Takes the lock where nobody holds it.
    Optional<ImportLock> tryLock() throws IOException {
        return ImportLock.tryTake(folder);
    }

    /// Takes the lock, as soon as nobody else holds it.
    ///
    /// @throws ListRefusedException where another one holds it for longer than a second
    ImportLock lock() throws IOException, ListRefusedException {
        Files.createDirectories(folder);
        return ImportLock.take(folder, PATIENCE);
    }

    /// Opens a stored version.
    interface Opening {
        StoredList open(Path folder) throws IOException;
    }

    /// The version in force, or the newest before it that can be used.
    StoredList newest(String name, Opening opening) throws IOException {
        Optional<UnreadableListException> first = Optional.empty();
        for (Path version : store.candidates(name)) {
            try {
                return opening.open(version);
            } catch (UnreadableListException unusable) {
                LOG.warn("A version of the list {} cannot be used, the one before it serves: {}", name,
                        unusable.getMessage());
                first = first.or(() -> Optional.of(unusable));
            }
        }
        throw first.orElseThrow(() -> new IOException("the list '" + name + "' has no version; import it again"));
    }

    /// The version of a list that is in force and can be used; empty where there is none.
    Optional<StoredList> inForce(String name) throws IOException {
        if (store.current(name).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(newest(name, StoredList::open));
        } catch (UnreadableListException noneLeft) {
            LOG.warn("No version of the list {} can be read: {}", name, noneLeft.getMessage());
            return Optional.empty();
        }
    }

    /// All versions of a list that can be gone back to, the one in force first; those that cannot be read are left out.
    List<StoredList> versions(String name) throws IOException {
        List<StoredList> all = new ArrayList<>();
        for (Path version : store.current(name).isEmpty() ? List.<Path>of() : store.candidates(name)) {
            try {
                all.add(StoredList.open(version));
            } catch (UnreadableListException unusable) {
                LOG.warn("A version of the list {} cannot be used: {}", name, unusable.getMessage());
            }
        }
        return all;
    }

    /// The index of all that is in force.
    Indexing indexing() {
        return new Indexing(this, indexes);
    }
}
