package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Optional;

/// A passkey of an account: its public half, and what is known of its use.
///
/// @param id as the browser names it, in base64url
/// @param account whose it is
/// @param name what its owner calls it
/// @param credential its public half, in base64url
/// @param synced whether it may be kept in several devices of its owner
/// @param uses its own counter; 0 where it keeps none
/// @param created when it was added
/// @param used when it was last used; empty where it never was
public record Passkey(
        String id,
        long account,
        String name,
        String credential,
        boolean synced,
        long uses,
        Instant created,
        Optional<Instant> used) {

    /// The account alone.
    @Override
    public String toString() {
        return "Passkey[account " + account + "]";
    }
}
