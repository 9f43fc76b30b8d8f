package org.schoolgate.review.lists;

import java.util.List;
import org.schoolgate.review.store.Sorting;

/// What another version of a list would have touched, had it been in force for the last week.
///
/// @param version what it is called
/// @param entries how many it has
/// @param effect what it would have closed and opened
/// @param gone of what records rest on, all that lists would no longer have
public record Tried(String version, long entries, Effect effect, List<Sorting> gone) {

    public Tried {
        gone = List.copyOf(gone);
    }
}
