package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.index.Edit;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.PackedIndex;
import org.schoolgate.filters.category.DomainIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index that is made of all lists and edits in force: opened where it is there, made where it is not.
///
/// @param indexes its files
record Indexing(Shelf shelf, IndexStore indexes) {

    private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);

    /// See [ListLibrary#load].
    DomainIndex load() throws IOException {
        if (!shelf.store().isThere()) {
            var index = new IndexBuilder(List.of());
            return index.build(gather(index, EditBook.of(List.of(), none -> {})), shelf.categories());
        }
        while (true) {
            Optional<PackedIndex> ready = open(shelf.edits().read());
            if (ready.isPresent()) {
                return ready.get().whole();
            }
            Optional<ImportLock> lock = shelf.tryLock();
            if (lock.isPresent()) {
                try (ImportLock _ = lock.get()) {
                    return made(shelf.edits().read());
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /// The index of the lists in force, made where there is none; for whoever holds the lock.
    DomainIndex made(EditBook book) throws IOException {
        Optional<PackedIndex> ready = open(book);
        if (ready.isPresent()) {
            return ready.get().whole();
        }
        build();
        return open(book).orElseThrow(
                () -> new IOException("the index just made cannot be used; the log says why")).whole();
    }

    /// Makes the index of the lists and edits in force; for whoever holds the lock.
    void build() throws IOException {
        EditBook book = shelf.edits().read();
        var index = new IndexBuilder(book.inForce());
        indexes.put(index, gather(index, book));
    }

    /// The newest index that can be used, whatever lists it was made of; where they can be read, with the edits made since.
    Optional<DomainIndex> lastGood() throws IOException {
        try {
            EditBook book = shelf.edits().read();
            Optional<PackedIndex> last = indexes.open(note -> note.edits() <= book.size(), shelf.categories());
            if (last.isPresent()) {
                return Optional.of(with(last.get(), book, last.get().version()).whole());
            }
        } catch (IOException unreadable) {
            LOG.warn("The last index serves without the edits that are not in it: {}", unreadable.getMessage());
        }
        return indexes.open(any -> true, shelf.categories()).map(PackedIndex::whole);
    }

    /// See [ListLibrary#mark].
    String mark() throws IOException {
        return listsMark() + shelf.edits().mark();
    }

    /// The index on disk that is of the lists in force, with the edits that came after it.
    private Optional<PackedIndex> open(EditBook book) throws IOException {
        String lists = listsMark();
        Optional<PackedIndex> found = open(book, lists);
        return found.isEmpty() || found.get().note().edits() == book.size() && book.forGroups().isEmpty()
                ? found
                : Optional.of(with(found.get(), book, lists + shelf.edits().mark(book.size())));
    }

    /// The same as it stands in its file.
    private Optional<PackedIndex> open(EditBook book, String lists) throws IOException {
        return indexes.open(note -> {
            try {
                return note.edits() <= book.size() && note.mark().equals(lists + shelf.edits().mark(note.edits()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }, shelf.categories());
    }

    /// The index of the lists in force by edits that are not written down. It is opened anew, so that closing it closes nothing else.
    DomainIndex preview(EditBook book) throws IOException {
        var note = new IndexNote("preview", "", book.size());
        if (!shelf.store().isThere()) {
            var index = new IndexBuilder(book.inForce());
            shelf.starters().addTo(index);
            return with(index.build(note, shelf.categories()), book, note.version());
        }
        load().close();
        PackedIndex base = open(shelf.edits().read(), listsMark())
                .orElseThrow(() -> new IOException("the lists are being renewed; try again in a moment"));
        return with(base, book, note.version()).whole();
    }

    /// An index by all edits in force: for everybody, and for each group that has edits of its own. Groups of the same edits share one.
    ///
    /// @param index as its file has it, by edits for everybody alone; it is closed where this fails
    private PackedIndex with(PackedIndex index, EditBook book, String version) throws IOException {
        return with(index, book, version, this::addTo);
    }

    /// Adds what lists say of some entries.
    interface Lists {
        void addTo(IndexBuilder lines, Set<Entry> entries) throws IOException;
    }

    /// The same where the index is made of other lists than those in force.
    PackedIndex with(PackedIndex index, EditBook book, String version, Lists lists) throws IOException {
        List<Edit> within = book.first(index.note().edits()).inForce();
        EditGroups groups = shelf.rules().groups();
        List<Edit> forAll = book.inForce(line -> groups.holdsForAll(line, shelf.categories()));
        List<EditLine> forGroups = book.forGroups();
        Map<List<Edit>, PackedIndex> made = new LinkedHashMap<>();
        Map<String, PackedIndex> ofGroups = new LinkedHashMap<>();
        try {
            PackedIndex all = with(index, within, forAll, version, lists);
            made.put(forAll, all);
            for (String group : groups.known()) {
                if (forGroups.stream().anyMatch(line -> line.groups().contains(group))) {
                    List<Edit> edits = book.inForce(line -> groups.holdsFor(group, line, shelf.categories()));
                    PackedIndex own = made.computeIfAbsent(edits, fresh -> with(index, within, fresh, version, lists));
                    if (!own.equals(all)) {
                        ofGroups.put(group, own);
                    }
                }
            }
            return ofGroups.isEmpty() ? all : all.withGroups(ofGroups);
        } catch (UncheckedIOException unreadable) {
            PackedIndex.close(Stream.concat(Stream.of(index), made.values().stream()).toList());
            throw unreadable.getCause();
        }
    }

    private static PackedIndex with(PackedIndex index, List<Edit> within, List<Edit> now, String version, Lists lists) {
        Overlay overlay = Overlay.of(within, now);
        return index.with(overlay.further(), overlay.aside(), lines -> {
            try {
                if (!overlay.aside().isEmpty()) {
                    lists.addTo(lines, overlay.aside());
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }, version);
    }

    private void addTo(IndexBuilder lines, Set<Entry> entries) throws IOException {
        shelf.starters().addTo(lines, entries::contains);
        for (String name : shelf.store().names()) {
            shelf.newest(name, StoredList::open).addTo(lines, Wanted.of(entries));
        }
    }

    /// Puts all lists into an index, and gives what it says of itself.
    private IndexNote gather(IndexBuilder index, EditBook book) throws IOException {
        var version = new StringBuilder(shelf.starters().mark());
        shelf.starters().addTo(index);
        for (String name : shelf.store().names()) {
            StoredList list = shelf.newest(name, candidate -> {
                StoredList stored = StoredList.open(candidate);
                stored.addTo(index);
                return stored;
            });
            version.append(' ').append(name).append('@').append(list.header().version());
        }
        String edited = shelf.edits().mark(book.size());
        return new IndexNote(version + edited, listsMark() + edited, book.size());
    }

    private String listsMark() throws IOException {
        var mark = new StringBuilder(shelf.starters().mark());
        for (String name : shelf.store().names()) {
            mark.append(' ').append(name).append('@').append(shelf.store().current(name).orElse(""));
        }
        return mark.toString();
    }
}
