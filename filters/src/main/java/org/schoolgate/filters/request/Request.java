package org.schoolgate.filters.request;

import java.time.Instant;

/// One question: may this client open that, at this moment?
///
/// It carries its own instant and its own trace, so that whoever answers needs no clock and no dice.
///
/// @param claimed whether the target's host is only what the device says: the connection goes to an address that nobody has
/// seen under that name. Then nothing opens for the sake of the name
/// @param sends whether something goes to the site beyond the address, as with a form or a file; of a tunnel that is not seen
public record Request(TraceId trace, Client client, Target target, Instant at, boolean claimed, boolean sends) {

    /// A request that only fetches.
    public Request(TraceId trace, Client client, Target target, Instant at, boolean claimed) {
        this(trace, client, target, at, claimed, false);
    }

    /// A request whose host is the one that is reached.
    public Request(TraceId trace, Client client, Target target, Instant at) {
        this(trace, client, target, at, false);
    }

    /// The same, where nobody vouches for the host.
    public Request asClaimed() {
        return new Request(trace, client, target, at, true, sends);
    }

    /// The same client's question about an address that is inside this one.
    public Request about(Target other) {
        return new Request(trace, client, other, at, false, sends);
    }

    /// The same, where something is sent.
    public Request sending() {
        return new Request(trace, client, target, at, claimed, true);
    }
}
