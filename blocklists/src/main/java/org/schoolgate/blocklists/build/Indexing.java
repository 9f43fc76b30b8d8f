package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.PackedIndex;
import org.schoolgate.filters.category.DomainIndex;

/// The index that is made of all lists and edits in force: opened where it is there, made where it is not.
///
/// @param indexes its files
record Indexing(Shelf shelf, IndexStore indexes) {

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

    /// The newest index that can be used, whatever lists it was made of.
    Optional<DomainIndex> lastGood() throws IOException {
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
        return found.isEmpty() || found.get().note().edits() == book.size()
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
        var note = new IndexNote("preview", "", 0);
        if (!shelf.store().isThere()) {
            var index = new IndexBuilder(book.inForce());
            shelf.starters().addTo(index);
            return index.build(note, shelf.categories());
        }
        load().close();
        PackedIndex base = open(shelf.edits().read(), listsMark())
                .orElseThrow(() -> new IOException("the lists are being renewed; try again in a moment"));
        return with(base, book, note.version()).whole();
    }

    private PackedIndex with(PackedIndex index, EditBook book, String version) throws IOException {
        Overlay overlay = Overlay.of(book.first(index.note().edits()).inForce(), book.inForce());
        try {
            return index.with(overlay.further(), overlay.aside(), lines -> addTo(lines, overlay), version);
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
            shelf.starters().addTo(lines, overlay.aside()::contains);
            for (String name : shelf.store().names()) {
                shelf.newest(name, StoredList::open).addTo(lines, Wanted.of(overlay.aside()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
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
