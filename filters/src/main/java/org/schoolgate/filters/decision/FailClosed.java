package org.schoolgate.filters.decision;

import java.util.List;
import java.util.function.Function;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;

/// Turns a fault in another decider into a block, so that a bug never opens the gate.
///
/// @param inner whom to ask
/// @param report takes the fault, writes it where IT staff find it, and gives the short name it is found under
public record FailClosed(Decider inner, Function<RuntimeException, String> report) implements Decider {

    @Override
    public Decision decide(Request request) {
        try {
            return inner.decide(request);
        } catch (RuntimeException fault) {
            // What the address is about is not known, so it is treated as the gravest kind: sealed.
            return new Decision(Verdict.BLOCK, new Reason.Undecided(report.apply(fault)), CategorySet.NONE, List.of(),
                    Group.STRANGERS, true, true, request.at(), request.trace(), "none");
        }
    }
}
