package org.schoolgate.review.store;

import java.time.Instant;

/// Something that was done to a sign-in, for everybody to see who has one. It names nobody.
public record SignInNote(Instant at, What what) {

    /// What was done.
    public enum What {
        /// Two people have let a third in again.
        TWO_PEOPLE,
        /// A new one-time password was made on the machine itself.
        MACHINE
    }
}
