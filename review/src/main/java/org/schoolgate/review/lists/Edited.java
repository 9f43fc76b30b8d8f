package org.schoolgate.review.lists;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// One edit of the school's own.
///
/// @param number from 1
/// @param who an account's name, or who sat at the command line; empty for an edit of before that was kept
/// @param adds whether it puts in; else it takes out
/// @param entry the entry; empty where it is nobody's to see
/// @param category the category's title
/// @param groups the titles of the groups that it is for; none: everybody
/// @param astray a sentence where it names groups that are not there any more, or a category that has been locked since
/// @param until the last day on which it holds
/// @param review when to look at it again
/// @param second who agreed, where two were needed
public record Edited(int number, Instant at, Optional<String> who, boolean adds, Optional<String> entry,
        String category, List<String> groups, Optional<String> astray, Optional<String> why,
        Optional<LocalDate> until, Optional<LocalDate> review, Optional<String> second, Standing standing) {

    public Edited {
        groups = List.copyOf(groups);
    }

    /// How an edit stands.
    public enum Standing {
        IN_FORCE, PROPOSED,
        /// It is only tried out.
        IN_SHADOW,
        /// It was tried out, and is made in earnest by another edit.
        TAKEN, DECLINED, TAKEN_BACK, LAPSED
    }
}
