package org.schoolgate.filters.evidence;

import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.Request;

/// One decision that a person should look at, with the evidence it rests on.
///
/// It is a record of what was asked for, not a finding about anyone.
public record FlaggedAccess(Request request, Decision decision, Signals signals) {}
