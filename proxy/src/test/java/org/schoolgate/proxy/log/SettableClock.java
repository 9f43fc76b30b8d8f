package org.schoolgate.proxy.log;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands until a test sets it.
final class SettableClock implements InstantSource {

    private volatile Instant now;

    SettableClock(Instant now) {
        this.now = now;
    }

    void set(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
