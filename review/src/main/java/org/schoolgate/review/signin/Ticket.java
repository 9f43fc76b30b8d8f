package org.schoolgate.review.signin;

import org.schoolgate.review.store.Account;

/// What a browser is given after signing in.
///
/// @param token the session's secret number; only its hash is stored
/// @param account who it is
/// @param mark what tells this browser from a stranger's, see [KnownBrowsers]
public record Ticket(String token, Account account, String mark) {

    /// Without the secrets.
    @Override
    public String toString() {
        return "Ticket[" + account + "]";
    }
}
