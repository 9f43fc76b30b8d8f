package org.schoolgate.filters.decision;

import org.schoolgate.filters.request.Request;

/// Decides requests. Safe for any number of threads; waits for nothing.
@FunctionalInterface
public interface Decider {

    Decision decide(Request request);
}
