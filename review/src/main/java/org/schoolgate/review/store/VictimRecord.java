package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What somebody lodged who was bullied online, or somebody else for them. It is kept until two people decide otherwise.
///
/// @param id its own number, which nobody can guess
/// @param lodgedBy the number of an account
/// @param aboutHead whether it is the Head of School who is said to have done it
/// @param caseFile the number of the case that it is part of
/// @param doomedBy the number of the account that asks for its destruction
public record VictimRecord(long id, int year, int number, long lodgedBy, Instant lodgedAt, Victim victim,
        boolean aboutHead, Optional<Long> caseFile, Optional<Long> doomedBy, Optional<Instant> destroyedAt) {

    /// Whom it was done to.
    public enum Victim {
        /// Whoever lodged it.
        SELF("You"),
        /// A child at the school.
        PUPIL("A pupil"),
        /// Somebody else who works at the school.
        ADULT("Another adult");

        private final String title;

        Victim(String title) {
            this.title = title;
        }

        /// How the form calls it.
        public String title() {
            return title;
        }
    }

    /// What people say to each other: "R2026-003".
    public String called() {
        return String.format(Locale.ROOT, "R%d-%03d", year, number);
    }
}
