package org.schoolgate.review.store;

import java.time.Instant;

/// Whether somebody is shown who it is.
public sealed interface Showing {

    /// It is hidden.
    record Hidden() implements Showing {}

    /// It is shown, and that has been written down.
    ///
    /// @param until when it is hidden again
    record Shown(Instant until) implements Showing {}

    /// It would be, but the reader was shown as many within the hour as anyone may be.
    record TooMany() implements Showing {}
}
