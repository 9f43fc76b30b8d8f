package org.schoolgate.blocklists.build;

import java.util.List;

/// A place for a list that no open list can fill: it is given only to those who have an agreement with its publisher. A list by the name of
/// the category is meant for it, and what is in that list is shown to nobody.
///
/// @param name the list, such as `illegal (IWF)`
/// @param category the slug of the category it belongs to
/// @param filled whether an imported list has entries in that category; a starter list does not count
public record Slot(String name, String category, boolean filled) {

    /// The categories that have such a place.
    public static final List<String> CATEGORIES = List.of("illegal", "extremism");

    /// Whether a list is one that nobody may see into.
    ///
    /// @param list its name, or that of a part of it
    public static boolean isFilledBy(String list) {
        int slash = list.indexOf('/');
        return CATEGORIES.contains(slash < 0 ? list : list.substring(0, slash));
    }
}
