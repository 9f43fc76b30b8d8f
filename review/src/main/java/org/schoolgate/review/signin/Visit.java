package org.schoolgate.review.signin;

import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Session;

/// A request by someone who is signed in. The account is as it stands in the store at this moment, so a change of role
/// takes effect with the next request.
public record Visit(Session session, Account account) {}
