package org.schoolgate.review.lists;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What lists and edits say of a site.
///
/// @param site as it was read
/// @param says what is in force, the most specific first
/// @param edits the edits that are about it, the latest first
/// @param held names of lists of which a version waits that says something else of it
public record About(String site, List<Says> says, List<Edited> edits, List<String> held) {

    /// One entry.
    ///
    /// @param category the category's slug
    /// @param title its title
    /// @param entry the entry; empty where it is nobody's to see
    /// @param list such as `ut1/games`, or `edits`
    /// @param line where in that version of the list
    /// @param since when the oldest kept version that has it came; empty where that is not known
    public record Says(String category, String title, Optional<String> entry, String list, String version, int line,
            Optional<Instant> since) {}

    public About {
        says = List.copyOf(says);
        edits = List.copyOf(edits);
        held = List.copyOf(held);
    }
}
