package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the versions of a list that somebody means, and compares two of them.
///
/// @param name the list
record Comparing(Shelf shelf, String name) {

    /// See [Versions#diff].
    Difference run(Optional<String> from, Optional<String> to, Consumer<Difference.Line> lines)
            throws IOException, ListRefusedException {
        Optional<HeldStore.Held> waiting = shelf.held().find(name);
        List<StoredList> all = all(waiting);
        StoredList other = version(to.or(() -> inForce(all, waiting)), all);
        int place = all.indexOf(other);
        Optional<StoredList> one = from.isPresent()
                ? Optional.of(version(from, all))
                : all.stream().skip(place + 1L).findFirst();
        var differ = new Differ(one, other, shelf.categories());
        return differ.run((kind, file, before, after) -> differ.line(kind, file, before, after).ifPresent(lines));
    }

    /// One version by what it is called.
    ///
    /// @throws ListRefusedException where there is no such version
    StoredList find(String called) throws IOException, ListRefusedException {
        return version(Optional.of(called), all(shelf.held().find(name)));
    }

    private List<StoredList> all(Optional<HeldStore.Held> waiting) throws IOException {
        List<StoredList> all = new ArrayList<>();
        waiting.ifPresent(held -> all.add(held.list()));
        all.addAll(shelf.versions(name));
        return all;
    }

    private static Optional<String> inForce(List<StoredList> all, Optional<HeldStore.Held> waiting) {
        return all.stream().skip(waiting.isPresent() && all.size() > 1 ? 1 : 0).findFirst()
                .map(list -> list.header().version());
    }

    private StoredList version(Optional<String> called, List<StoredList> all)
            throws ListRefusedException {
        for (StoredList each : all) {
            boolean isHeld = each.folder().getParent() != null && each.folder().getParent().endsWith(ListStore.HELD);
            if (called.filter(word -> word.equals(each.header().version()) || isHeld && word.equals(Versions.HELD))
                    .isPresent()) {
                return each;
            }
        }
        throw new ListRefusedException("'" + name + "' has no version '" + called.orElse("") + "'; there are "
                + String.join(", ", all.stream().map(each -> each.header().version()).toList()));
    }
}
