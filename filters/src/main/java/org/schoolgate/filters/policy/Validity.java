package org.schoolgate.filters.policy;

import java.time.Instant;

/// From when until when a rule is in force at all, whatever the hour. `until` is not within it.
public record Validity(Instant from, Instant until) {

    /// Without an end.
    public static final Validity ALWAYS = new Validity(Instant.MIN, Instant.MAX);

    public Validity {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(from + " to " + until + " ends before it begins");
        }
    }

    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /// Whether it is over for good.
    public boolean isOver(Instant at) {
        return !at.isBefore(until);
    }
}
