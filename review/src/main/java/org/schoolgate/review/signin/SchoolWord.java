package org.schoolgate.review.signin;

import java.util.Optional;

/// The word of the school's provider for somebody.
///
/// @param subject a hash that stands for the provider's own word for the person
/// @param email where the provider has proved that it is theirs
/// @param userName the name that they sign in with there (Microsoft's `preferred_username`)
/// @param hostedDomain whose domain the account is in (Google's `hd`); no private account has one
public record SchoolWord(String subject, Optional<String> email, Optional<String> userName,
        Optional<String> hostedDomain) {

    /// Leaves out who it is.
    @Override
    public String toString() {
        return "SchoolWord[…]";
    }
}
