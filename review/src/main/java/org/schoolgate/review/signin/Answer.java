package org.schoolgate.review.signin;

import java.time.Duration;

/// What comes of a try to sign in or to change a password.
public sealed interface Answer {

    /// It worked; the browser gets a new session.
    record Welcome(Ticket ticket) implements Answer {}

    /// The password is right; a code comes next.
    ///
    /// @param half what the browser keeps until then, see [Door#code]
    record CodeNext(String half) implements Answer {

        /// Without the secret.
        @Override
        public String toString() {
            return "CodeNext[]";
        }
    }

    /// The password was given too long ago, or has changed since; begin again.
    record Again() implements Answer {}

    /// The same person has shown again who they are.
    record Confirmed() implements Answer {}

    /// The name, the password or the code is wrong; it is not said which.
    record Wrong() implements Answer {}

    /// Too many were wrong; ask again after this.
    record Wait(Duration left) implements Answer {}

    /// The new password will not do.
    ///
    /// @param why a sentence for the person who chose it
    record Objection(String why) implements Answer {}
}
