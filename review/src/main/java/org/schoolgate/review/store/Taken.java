package org.schoolgate.review.store;

import java.time.Instant;

/// A file that somebody had made of what is kept here.
///
/// @param account the number of the account that had it made
/// @param at when
/// @param about the incident, the case or the [PersonalCopy] that it is about; 0 where it is about none
/// @param name of the file
/// @param sha256 of the file, 64 hexadecimal digits
/// @param recipient to whom a case is handed over; empty text for other files
/// @param purpose for what; the same
public record Taken(long account, Instant at, Kind kind, long about, String name, String sha256, String recipient,
        String purpose) {

    /// A file that is handed over to nobody yet.
    public Taken(long account, Instant at, Kind kind, long about, String name, String sha256) {
        this(account, at, kind, about, name, sha256, "", "");
    }

    /// Nothing of whom it is for.
    @Override
    public String toString() {
        return "Taken[" + kind + ", " + name + "]";
    }

    /// What files are made.
    public enum Kind {
        /// The evidence of an incident.
        PACK,
        /// A case, to be handed over.
        CASE_PACK,
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
