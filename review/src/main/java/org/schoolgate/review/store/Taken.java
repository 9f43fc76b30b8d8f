package org.schoolgate.review.store;

import java.time.Instant;

/// A file that somebody had made of what is kept here.
///
/// @param account the number of the account that had it made
/// @param at when
/// @param incident the incident it is about, or the [PersonalCopy] that it is; 0 where it is about none
/// @param name of the file
/// @param sha256 of the file, 64 hexadecimal digits
public record Taken(long account, Instant at, Kind kind, long incident, String name, String sha256) {

    /// What files are made.
    public enum Kind {
        /// The evidence of an incident.
        PACK,
        /// The report of a week.
        WEEK,
        /// The report of a term.
        TERM,
        /// The review of a year.
        YEAR,
        /// A copy for a person who asked what is kept of them.
        PERSON
    }
}
