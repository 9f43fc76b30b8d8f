package org.schoolgate.review.lists;

import java.util.List;
import org.schoolgate.review.store.Sorting;

/// What another version of a list would have touched, had it been in force for the last week.
///
/// @param list the list's name
/// @param version what it is called
/// @param entries how many it has
/// @param waits why it waits for a person, or would: clauses, as they stand in sentences
/// @param effect what it would have closed and opened
/// @param gone of what records rest on, all that lists would no longer have
public record Tried(String list, String version, long entries, List<String> waits, Effect effect,
        List<Sorting> gone) {

    public Tried {
        waits = List.copyOf(waits);
        gone = List.copyOf(gone);
    }
}
