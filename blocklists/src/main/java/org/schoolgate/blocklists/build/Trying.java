package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.Target;

/// Makes an index of what the lists would say of some targets with another version of one of them. It reads through all lists and keeps
/// the entries that may speak of a target, and all digests, so that its memory grows with the targets and those, and not with the lists: half a second for
/// five million entries.
///
/// @param other the version, in the place of the one in force; it may be of a list of which none is
record Trying(Shelf shelf, StoredList other) {

    /// The index; close it when nobody asks it any more.
    DomainIndex index(Collection<Target> targets, Consumer<Progress> told) throws IOException {
        Speaking speaking = Speaking.of(targets);
        Wanted wanted = speaking.wanted();
        EditBook book = shelf.store().isThere() ? shelf.edits().read() : EditBook.of(List.of(), none -> {});
        var index = new IndexBuilder(book.inForce());
        shelf.starters().addTo(index, speaking::is);
        List<StoredList> lists = lists();
        long total = lists.stream().mapToLong(list -> list.header().bytes()).sum();
        long done = 0;
        for (StoredList list : lists) {
            told.accept(new Progress(Progress.Step.READING, done, total, 0));
            list.addTo(index, wanted);
            done += list.header().bytes();
        }
        return shelf.indexing().with(index.build(new IndexNote("trial", "trial", book.size()), shelf.categories()),
                book,
                "trial", (lines, entries) -> {
                    shelf.starters().addTo(lines, entries::contains);
                    for (StoredList list : lists) {
                        list.addTo(lines, Wanted.of(entries));
                    }
                }).whole();
    }

    private List<StoredList> lists() throws IOException {
        List<StoredList> lists = new ArrayList<>(List.of(other));
        for (String name : shelf.store().names()) {
            if (!name.equals(other.header().name())) {
                lists.add(shelf.newest(name, StoredList::open));
            }
        }
        return lists;
    }
}
