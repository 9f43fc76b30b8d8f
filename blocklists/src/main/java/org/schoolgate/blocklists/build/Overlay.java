package org.schoolgate.blocklists.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        Map<Entry, List<Edit>> then = byKey(within);
        Map<Entry, List<Edit>> held = byKey(now);
        Set<Entry> aside = new HashSet<>();
        then.forEach((key, edits) -> {
            List<Edit> left = held.getOrDefault(key, List.of());
            if (left.size() < edits.size() || !left.subList(0, edits.size()).equals(edits)) {
                aside.add(key);
                if (key.kind() == Entry.Kind.NAME) {
                    aside.add(new Entry(Entry.Kind.EXACT, key.text(), false));
                }
            }
        });
        Set<Edit> known = new HashSet<>(within);
        return new Overlay(now.stream()
                .filter(edit -> !known.contains(edit) || aside.contains(edit.entry().asListed())).toList(),
                Set.copyOf(aside));
    }

    /// The edits of each key of the index, in their order. A name with all below it and the name alone share a key; no others do.
    private static Map<Entry, List<Edit>> byKey(List<Edit> edits) {
        Map<Entry, List<Edit>> all = new HashMap<>();
        for (Edit edit : edits) {
            Entry entry = edit.entry();
            Entry key = new Entry(entry.kind() == Entry.Kind.EXACT ? Entry.Kind.NAME : entry.kind(), entry.text(),
                    false);
            all.computeIfAbsent(key, fresh -> new ArrayList<>()).add(edit);
        }
        return all;
    }
}
