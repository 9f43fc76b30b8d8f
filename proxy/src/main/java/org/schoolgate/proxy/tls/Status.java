package org.schoolgate.proxy.tls;

import java.time.Instant;

/// What is known about whether one certificate was revoked.
sealed interface Status {

    /// Until when it need not be asked again.
    Instant until();

    /// Its issuer stands by it.
    record Good(Instant until) implements Status {}

    /// Its issuer has taken it back.
    record Revoked(Instant until) implements Status {}

    /// Nobody could say, or nobody who may.
    ///
    /// @param why for the program's own log
    record Unknown(Instant until, String why) implements Status {}
}
