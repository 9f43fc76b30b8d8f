package org.schoolgate.review.signin;

import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Session;

/// A request by someone who is signed in. The account is as it stands in the store at this moment, so a change of role
/// takes effect with the next request.
///
/// @param needsFactor whether a second factor must be set up before anything else is there
public record Visit(Session session, Account account, boolean needsFactor) {

    /// Whether nothing is there yet but a password or a second factor to set up.
    public boolean isUnready() {
        return account.mustChange() || needsFactor;
    }
}
