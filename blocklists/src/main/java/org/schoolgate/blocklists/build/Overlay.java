package org.schoolgate.blocklists.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.index.Edit;

/// What has to stand before an index so that it answers by the edits that are in force now.
///
/// @param further the edits: those that the index lacks, and all of an entry that is put aside
/// @param aside the entries of which the index says what an edit made of them that holds no longer; a name stands here both
///              with all below it and alone
record Overlay(List<Edit> further, Set<Entry> aside) {

    /// @param within the edits that are in the index
    /// @param now the edits that are in force
    static Overlay of(List<Edit> within, List<Edit> now) {
        if (now.size() >= within.size() && now.subList(0, within.size()).equals(within)) {
            return new Overlay(now.subList(within.size(), now.size()), Set.of());
        }
        Set<Edit> held = new HashSet<>(now);
        Set<Entry> aside = new HashSet<>();
        within.stream().filter(edit -> !held.contains(edit)).forEach(edit -> {
            aside.add(edit.entry().asListed());
            other(edit.entry(), aside);
        });
        // Where the order of what stays has changed, the rest is found out of all edits, too.
        List<Edit> left = within.stream().filter(held::contains).toList();
        if (now.size() < left.size() || !now.subList(0, left.size()).equals(left)) {
            now.forEach(edit -> {
                aside.add(edit.entry().asListed());
                other(edit.entry(), aside);
            });
        }
        Set<Edit> known = new HashSet<>(within);
        List<Edit> further = new ArrayList<>();
        now.stream().filter(edit -> !known.contains(edit) || aside.contains(edit.entry().asListed()))
                .forEach(further::add);
        return new Overlay(List.copyOf(further), Set.copyOf(aside));
    }

    private static void other(Entry entry, Set<Entry> aside) {
        switch (entry.kind()) {
            case NAME -> aside.add(new Entry(Entry.Kind.EXACT, entry.text(), false));
            case EXACT -> aside.add(new Entry(Entry.Kind.NAME, entry.text(), false));
            default -> {
                // It shares its key with nothing.
            }
        }
    }
}
