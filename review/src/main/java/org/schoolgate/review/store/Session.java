package org.schoolgate.review.store;

import java.time.Instant;

/// Someone signed in, in one browser.
///
/// @param idHash the hash of the session's secret number, in hexadecimal; the number itself is only in the browser
/// @param account the number of the [Account]
/// @param csrfToken what every form that changes something must carry
/// @param created when it began
/// @param idleUntil when it ends unless it is used before
/// @param expires when it ends in any case
/// @param confirmed when a password, a code or a passkey was last given in it
public record Session(
        String idHash,
        long account,
        String csrfToken,
        Instant created,
        Instant idleUntil,
        Instant expires,
        Instant confirmed) {

    /// The account alone.
    @Override
    public String toString() {
        return "Session[account " + account + "]";
    }
}
