package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.schoolgate.blocklists.history.History;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.PackedIndex;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.DomainIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that lies in the folder of lists, and the index that is made of it. Any thread may read; whoever changes something
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

    /// See [ListLibrary#load].
    DomainIndex load() throws IOException {
        if (!store.isThere()) {
            var index = new IndexBuilder(List.of());
            return index.build(gather(index, EditBook.of(List.of(), none -> {})), categories);
        }
        while (true) {
            Optional<PackedIndex> ready = open(edits.read());
            if (ready.isPresent()) {
                return ready.get();
            }
            Optional<ImportLock> lock = ImportLock.tryTake(folder);
            if (lock.isPresent()) {
                try (ImportLock _ = lock.get()) {
                    return made(edits.read());
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /// The index of the lists in force, made where there is none; for whoever holds the lock.
    PackedIndex made(EditBook book) throws IOException {
        Optional<PackedIndex> ready = open(book);
        if (ready.isPresent()) {
            return ready.get();
        }
        build();
        return open(book).orElseThrow(
                () -> new IOException("the index just made in " + folder + " cannot be used; the log says why"));
    }

    /// Makes the index of the lists and edits in force; for whoever holds the lock.
    void build() throws IOException {
        EditBook book = edits.read();
        var index = new IndexBuilder(book.inForce());
        indexes.put(index, gather(index, book));
    }

    /// The index of the lists in force by edits that are not written down. It is opened anew, so that closing it closes nothing else.
    DomainIndex preview(EditBook book) throws IOException {
        var note = new IndexNote("preview", "", 0);
        if (!store.isThere()) {
            var index = new IndexBuilder(book.inForce());
            starters.addTo(index);
            return index.build(note, categories);
        }
        load().close();
        PackedIndex base = open(edits.read(), listsMark())
                .orElseThrow(() -> new IOException("the lists are being renewed; try again in a moment"));
        Overlay overlay = Overlay.of(book.first(base.note().edits()).inForce(), book.inForce());
        try {
            return base.with(overlay.further(), overlay.aside(), lines -> addTo(lines, overlay), note.version());
        } catch (UncheckedIOException unreadable) {
            base.close();
            throw unreadable.getCause();
        }
    }

    /// The newest index that can be used, whatever lists it was made of.
    Optional<DomainIndex> lastGood() throws IOException {
        return indexes.open(any -> true, categories).map(DomainIndex.class::cast);
    }

    /// See [ListLibrary#mark].
    String mark() throws IOException {
        return listsMark() + edits.mark();
    }

    /// The index on disk that is of the lists in force, with the edits that came after it.
    private Optional<PackedIndex> open(EditBook book) throws IOException {
        String lists = listsMark();
        Optional<PackedIndex> found = open(book, lists);
        return found.isEmpty() ? found : Optional.of(with(found.get(), book, lists));
    }

    /// The same as it stands in its file.
    private Optional<PackedIndex> open(EditBook book, String lists) throws IOException {
        return indexes.open(note -> {
            try {
                return note.edits() <= book.size() && note.mark().equals(lists + edits.mark(note.edits()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }, categories);
    }

    private PackedIndex with(PackedIndex index, EditBook book, String lists) throws IOException {
        if (index.note().edits() == book.size()) {
            return index;
        }
        Overlay overlay = Overlay.of(book.first(index.note().edits()).inForce(), book.inForce());
        try {
            return index.with(overlay.further(), overlay.aside(), lines -> addTo(lines, overlay),
                    lists + edits.mark(book.size()));
        } catch (UncheckedIOException unreadable) {
            index.close();
            throw unreadable.getCause();
        }
    }

    /// Adds what the lists say of the entries that are put aside.
    private void addTo(IndexBuilder lines, Overlay overlay) {
        if (overlay.aside().isEmpty()) {
            return;
        }
        try {
            starters.addTo(lines, overlay.aside());
            for (String name : store.names()) {
                newest(name, StoredList::open).addTo(lines, Wanted.of(overlay.aside()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Puts all lists into an index, and gives what it says of itself.
    private IndexNote gather(IndexBuilder index, EditBook book) throws IOException {
        var version = new StringBuilder(starters.mark());
        starters.addTo(index);
        for (String name : store.names()) {
            StoredList list = newest(name, candidate -> {
                StoredList stored = StoredList.open(candidate);
                stored.addTo(index);
                return stored;
            });
            version.append(' ').append(name).append('@').append(list.header().version());
        }
        String edited = edits.mark(book.size());
        return new IndexNote(version + edited, listsMark() + edited, book.size());
    }

    private String listsMark() throws IOException {
        var mark = new StringBuilder(starters.mark());
        for (String name : store.names()) {
            mark.append(' ').append(name).append('@').append(store.current(name).orElse(""));
        }
        return mark.toString();
    }
}
