package org.schoolgate.review.store;

import java.time.Instant;

/// Someone who may sign in to the review site.
///
/// @param id its own number, never used again
/// @param name what is typed to sign in; unique, in lower case
/// @param displayName how pages call the person
/// @param role what the person may do
/// @param passwordHash the password's hash with its parameters, as the sign-in wrote it
/// @param mustChange whether a new password must be set before anything else
/// @param created when the account was made
public record Account(
        long id,
        String name,
        String displayName,
        Role role,
        String passwordHash,
        boolean mustChange,
        Instant created) {

    /// The number and the role alone.
    @Override
    public String toString() {
        return "Account[" + id + ", " + role + "]";
    }
}
