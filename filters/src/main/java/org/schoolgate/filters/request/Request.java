package org.schoolgate.filters.request;

import java.time.Instant;

/// One question: may this client open that, at this moment?
///
/// It carries its own instant and its own trace, so that whoever answers needs no clock and no dice.
///
/// @param claimed whether the target's host is only what the device says: the connection goes to an address that nobody has
/// seen under that name. Then nothing opens for the sake of the name
public record Request(TraceId trace, Client client, Target target, Instant at, boolean claimed) {

    /// A request whose host is the one that is reached.
    public Request(TraceId trace, Client client, Target target, Instant at) {
        this(trace, client, target, at, false);
    }

    /// The same, where nobody vouches for the host.
    public Request asClaimed() {
        return new Request(trace, client, target, at, true);
    }
}
