package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Optional;

/// That somebody asked to be shown whose a pseudonym is, and what came of it.
///
/// @param asker the device, or the person where that is known
/// @param pseudonym what pages call them
/// @param byTwo whether a second person had to agree
/// @param askedBy the number of an account
/// @param hours for how long
/// @param answeredBy the number of the account of the second person
/// @param granted whether it may be shown
/// @param ends when it is hidden again; the epoch until it is granted
public record Reveal(long id, Asker asker, String pseudonym, boolean byTwo, long askedBy, Instant askedAt,
        String why,
        int hours, Optional<Long> answeredBy, boolean granted, Instant ends) {

    /// Whether it waits for somebody's word.
    public boolean waits() {
        return answeredBy.isEmpty() && byTwo;
    }

    /// The number alone.
    @Override
    public String toString() {
        return "Reveal[" + id + "]";
    }
}
