package org.schoolgate.review.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// That a person asked to see what is kept of them, and what the copy for them is of.
///
/// @param id its own number, which nobody can guess; 0 before it is kept
/// @param account the number of the account that makes the copy
/// @param asker the device that was theirs, or the account; empty once nothing of that time is kept
/// @param first the first day, on which a device was theirs
/// @param last the last day, within it
/// @param why for what the copy is made
/// @param reference what the school calls the request
public record PersonalCopy(long id, long account, Instant at, Optional<Asker> asker, LocalDate first,
        LocalDate last, String why, String reference) {

    /// The number alone, so that no stray log line holds whose it is.
    @Override
    public String toString() {
        return "PersonalCopy[" + id + "]";
    }
}
