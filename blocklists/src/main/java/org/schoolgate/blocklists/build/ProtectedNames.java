package org.schoolgate.blocklists.build;

import java.util.List;
import java.util.Set;

/// What no list may close without a person's word. A version of a list that newly names one of these is held.
///
/// @param names single names and addresses, such as the school's own
/// @param open categories that keep open whatever is in them, by their slugs: what other lists or edits put into them is
///             protected, too
/// @param stronger categories that close even what `open` keeps open. An entry in no other category closes nothing of that
/// @param harmless categories by which nothing is closed for anybody: an entry that is in these alone holds nothing up. Those
///                 of `open` are harmless whether they are named here or not
public record ProtectedNames(List<Name> names, Set<String> open, Set<String> stronger, Set<String> harmless) {

    /// Nothing is protected.
    public static final ProtectedNames NONE = new ProtectedNames(List.of(), Set.of(), Set.of(), Set.of());

    public ProtectedNames {
        names = List.copyOf(names);
        open = Set.copyOf(open);
        stronger = Set.copyOf(stronger);
        harmless = Set.copyOf(harmless);
    }

    /// Something that is protected.
    ///
    /// @param host a name or an address, canonical
    /// @param below whether every name below it is protected, too, and every path on it
    /// @param open whether it stays open whatever lists say, but for what is in a stronger category
    /// @param why what it is, to end a sentence with: `the school's own name`
    public record Name(String host, boolean below, boolean open, String why) {}
}
