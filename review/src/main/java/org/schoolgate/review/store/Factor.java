package org.schoolgate.review.store;

import java.time.Instant;

/// What an account shares with an app that makes codes.
///
/// @param secret the shared secret, encrypted by whoever signs people in
/// @param since when it was set up
/// @param lastStep the latest half-minute whose code was used, counted from 1970
public record Factor(String secret, Instant since, long lastStep) {

    /// Without the secret.
    @Override
    public String toString() {
        return "Factor[since " + since + "]";
    }
}
