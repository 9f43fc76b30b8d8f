package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Optional;
import org.schoolgate.review.casework.About;

/// What a case is opened with.
///
/// @param incident its first incident
/// @param by the number of the account that opens it
/// @param year the year at the school
/// @param account the number of the account of whom it is about, where they have one
/// @param name whom it is about, where somebody says so
public record Opening(Incident incident, long by, Instant at, int year, String why, About about, Optional<Long> account,
        Optional<String> name) {

    /// Nothing of whom it is about.
    @Override
    public String toString() {
        return "Opening[" + incident + "]";
    }
}
