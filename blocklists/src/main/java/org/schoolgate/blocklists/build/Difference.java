package org.schoolgate.blocklists.build;

import java.util.List;
import java.util.Map;

/// What changed in a list from one version to another, in numbers.
///
/// @param list the list
/// @param from the one version; empty where it is held against nothing
/// @param to the other
/// @param entriesBefore how many entries the one has
/// @param entriesAfter how many the other has
/// @param added entries that only the other has
/// @param removed entries that only the one has
/// @param moved entries that both have, in other categories
/// @param sealed how many of these are in a sealed category, or digests: they are counted and never shown
/// @param byCategory for each category in which something changed, by slug: how much came and went
public record Difference(String list, String from, String to, long entriesBefore, long entriesAfter, long added,
        long removed, long moved, long sealed, Map<String, Change> byCategory) {

    /// How much changed in one category.
    ///
    /// @param came entries that are in it now and were not
    /// @param went entries that were in it and are not
    public record Change(long came, long went) {}

    /// What has happened to an entry.
    public enum Kind {
        ADDED, REMOVED, MOVED
    }

    /// An entry that changed.
    ///
    /// @param entry as a person writes it in a plain list
    /// @param before the categories that it was in, by slug; one that it was taken out of begins with `@@`
    /// @param after those that it is in
    public record Line(Kind kind, String entry, List<String> before, List<String> after) {}
}
