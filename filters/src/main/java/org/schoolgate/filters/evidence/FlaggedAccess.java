package org.schoolgate.filters.evidence;

import java.util.Optional;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.Request;

/// One decision that a person should look at, with the evidence it rests on.
///
/// It is a record of what was asked for, not a finding about anyone.
///
/// @param signals what the browser said
/// @param circumstances what the gateway saw around it
/// @param statement the person's own words, where they were asked what it is for: at most 200 characters, in one line
/// @param before how many pages of the same person or device came before it and were not recorded, because the rule counts
/// from a number of them on
public record FlaggedAccess(Request request, Decision decision, Signals signals, Circumstances circumstances,
        Optional<String> statement, int before) {

    /// One that nobody was asked about, and before which nothing was left out.
    public FlaggedAccess(Request request, Decision decision, Signals signals, Circumstances circumstances) {
        this(request, decision, signals, circumstances, Optional.empty(), 0);
    }

    /// One around which nothing was seen.
    public FlaggedAccess(Request request, Decision decision, Signals signals) {
        this(request, decision, signals, Circumstances.NONE);
    }

    /// What its first grade rests on.
    public Ground ground() {
        return Ground.of(signals, circumstances);
    }
}
