package org.schoolgate.blocklists.build;

import java.util.List;
import java.util.Optional;

/// What became of many edits.
///
/// @param written whether anything was written; with all or nothing, nothing is where one line cannot be
/// @param put how many lines came into force
/// @param proposed how many wait for a second person
/// @param already how many change nothing
/// @param refused how many cannot be
/// @param fates of each line what became of it, in order
public record BulkReport(boolean written, int put, int proposed, int already, int refused, List<LineFate> fates) {

    /// What can become of a line.
    public enum Fate {
        /// It is in force.
        IN_FORCE,
        /// It waits for a second person.
        PROPOSED,
        /// It says what is so already.
        ALREADY,
        /// It cannot be.
        REFUSED,
        /// It could have been written, and was not, as another line could not.
        NOT_WRITTEN
    }

    /// What became of one line.
    ///
    /// @param line its number in the text, from 1
    /// @param entry the entry, as it was written
    /// @param fate what became of it
    /// @param why why it is so; empty where it came into force
    /// @param edit the number of its first edit; empty where there is none
    public record LineFate(int line, String entry, Fate fate, String why, Optional<Integer> edit) {}
}
