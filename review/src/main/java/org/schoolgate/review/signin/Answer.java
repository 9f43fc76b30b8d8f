package org.schoolgate.review.signin;

import java.time.Duration;

/// What comes of a try to sign in or to change a password.
public sealed interface Answer {

    /// It worked; the browser gets a new session.
    record Welcome(Ticket ticket) implements Answer {}

    /// The name or the password is wrong; it is not said which.
    record Wrong() implements Answer {}

    /// Too many were wrong; ask again after this.
    record Wait(Duration left) implements Answer {}

    /// The new password will not do.
    ///
    /// @param why a sentence for the person who chose it
    record Objection(String why) implements Answer {}
}
