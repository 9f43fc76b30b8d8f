package org.schoolgate.blocklists.build;

import java.util.List;

/// What an edit did.
///
/// @param adds whether it put an entry in; else it took one out
/// @param entry the entry, canonical
/// @param categories the categories, by their slugs
/// @param groups the names of the groups that it is for; none: everybody
/// @param edits how many lines of edits there are now
/// @param numbers the numbers of its lines: what it is called when it is undone, approved or declined
/// @param state how it stands with it now: in force, proposed, or only tried out
public record EditReport(boolean adds, String entry, List<String> categories, List<String> groups, int edits,
        List<Integer> numbers, SchoolEdit.State state) {

    /// Whether nothing is in force yet, as a second person has to approve it.
    public boolean isProposed() {
        return state == SchoolEdit.State.PROPOSED;
    }
}
