package org.schoolgate.review.store;

import java.time.Instant;

/// What somebody did with an incident.
///
/// @param account the number of the account that did it
/// @param words what they wrote; for one that was given, the number of the account that it was given to
public record IncidentAct(long account, Instant at, Kind kind, String words) {

    /// What can be done.
    public enum Kind {
        /// The first look of each.
        LOOKED,
        /// A note.
        NOTED,
        /// Given to somebody.
        GAVE,
        /// Closed, with the reason.
        CLOSED,
        /// Opened again, with the reason.
        OPENED
    }
}
