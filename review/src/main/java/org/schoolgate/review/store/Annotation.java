package org.schoolgate.review.store;

import java.time.Instant;

/// What somebody wrote beside a flagged access of their own.
///
/// @param access the number of the access
/// @param at when it was written
/// @param words plain text in one line, at most [OwnAccesses#LONGEST] characters
public record Annotation(long access, Instant at, String words) {

    /// Leaves the words out: they belong on pages alone.
    @Override
    public String toString() {
        return "Annotation[…]";
    }
}
