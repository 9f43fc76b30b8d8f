package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.blocklists.index.Edit;
import org.schoolgate.filters.request.Target;

/// Where each answer of the lists comes from, and what was done with them. Any thread may ask.
public final class Provenance {

    /// The most events that are given at once.
    public static final int MOST = 10_000;

    private final Shelf shelf;

    Provenance(Shelf shelf) {
        this.shelf = shelf;
    }

    /// Why a target is listed: by which lists, since which version, by which edits, and what is held about it. Reads the kept
    /// versions of the lists that speak: for millions of entries it takes a second or two.
    public Origins why(Target target) throws IOException {
        return new Tracing(shelf, target).run();
    }

    /// What was done with the lists, the newest first.
    ///
    /// @param list of which list; `edits` for the school's own edits; empty for all
    /// @param most how many at most; never more than [#MOST]
    public List<Event> history(Optional<String> list, int most) throws IOException {
        int bounded = Math.clamp(most, 0, MOST);
        List<Event> events = new ArrayList<>();
        if (list.isEmpty() || !list.get().equals(Edit.LIST)) {
            events.addAll(shelf.history().newest(list, bounded));
        }
        if (list.isEmpty() || list.get().equals(Edit.LIST)) {
            events.addAll(new ShownEdits(shelf.edits().read(), shelf).events(bounded));
        }
        events.sort(Comparator.comparing(Event::at).reversed());
        return List.copyOf(events.subList(0, Math.min(bounded, events.size())));
    }

    /// Writes all that is in force, the edits and the history as a zip archive of plain texts: the same to the byte where the
    /// same is there. What is in a sealed category is left out, and a text inside says so. The caller closes.
    ///
    /// @param licence the licence of a list, as its publisher gives it; empty where none is known
    public void export(OutputStream out, Function<String, Optional<String>> licence) throws IOException {
        new Export(shelf, licence).writeTo(out);
    }
}
