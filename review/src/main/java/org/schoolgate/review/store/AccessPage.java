package org.schoolgate.review.store;

import java.util.List;
import java.util.Optional;

/// One page of flagged accesses, newest first.
///
/// @param accesses what is on it; may be empty
/// @param newer leads to the page before; empty on the first
/// @param older leads to the page after; empty on the last
public record AccessPage(List<RecordedAccess> accesses, Optional<Cursor> newer, Optional<Cursor> older) {

    public AccessPage {
        accesses = List.copyOf(accesses);
    }
}
