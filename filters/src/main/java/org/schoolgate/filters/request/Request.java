package org.schoolgate.filters.request;

import java.time.Instant;

/// One question: may this client open that, at this moment?
///
/// It carries its own instant and its own trace, so that whoever answers needs no clock and no dice.
public record Request(TraceId trace, Client client, Target target, Instant at) {}
