package org.schoolgate.filters.evidence;

import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.Request;

/// One decision that a person should look at, with the evidence it rests on.
///
/// It is a record of what was asked for, not a finding about anyone.
///
/// @param signals what the browser said
/// @param circumstances what the gateway saw around it
public record FlaggedAccess(Request request, Decision decision, Signals signals, Circumstances circumstances) {

    /// One around which nothing was seen.
    public FlaggedAccess(Request request, Decision decision, Signals signals) {
        this(request, decision, signals, Circumstances.NONE);
    }

    /// What its first grade rests on.
    public Ground ground() {
        return Ground.of(signals, circumstances);
    }
}
