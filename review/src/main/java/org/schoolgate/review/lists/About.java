package org.schoolgate.review.lists;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What lists and edits say of a site.
///
/// @param site as it was read
/// @param says what is in force, the most specific first
/// @param forGroups what is in force for each group that is told something else than everybody
/// @param edits the edits that are about it, the latest first
/// @param held names of lists of which a version waits that says something else of it
public record About(String site, List<Says> says, List<ForGroup> forGroups, List<Edited> edits, List<String> held) {

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

    /// What is in force for a group.
    ///
    /// @param group its title
    /// @param says the most specific first; none where nothing lists it for that group
    public record ForGroup(String group, List<Says> says) {

        public ForGroup {
            says = List.copyOf(says);
        }
    }

    public About {
        forGroups = List.copyOf(forGroups);
        says = List.copyOf(says);
        edits = List.copyOf(edits);
        held = List.copyOf(held);
    }
}
