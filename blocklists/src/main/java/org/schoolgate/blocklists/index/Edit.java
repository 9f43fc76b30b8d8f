package org.schoolgate.blocklists.index;

import org.schoolgate.blocklists.format.Entry;

/// A change that the school itself has made to what the lists say.
///
/// @param adds whether the entry is put into the category; else every line that puts this very entry into it is passed over
/// @param entry the entry
/// @param category the category's slug
/// @param version what a listing by this edit names as its version, such as a date
/// @param line its number among the edits, from 1
public record Edit(boolean adds, Entry entry, String category, String version, int line) {

    /// What listings call the list of edits.
    public static final String LIST = "edits";
}
