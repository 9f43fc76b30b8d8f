package org.schoolgate.filters.decision;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;

/// Turns a fault in another decider into a block, so that a bug never opens the gate.
///
/// @param inner whom to ask
/// @param report takes the fault, writes it where IT staff find it, and gives the short name it is found under; where
/// it fails itself, the block stands all the same
public record FailClosed(Decider inner, Function<RuntimeException, String> report) implements Decider {

    @Override
    public Decision decide(Request request) {
        try {
            return Objects.requireNonNull(inner.decide(request), "the decider gave no decision");
        } catch (RuntimeException fault) {
            return undecided(request, fault);
        } catch (StackOverflowError | LinkageError | AssertionError bug) {
            return undecided(request, new IllegalStateException("the decider broke: " + bug, bug));
        }
    }

    private Decision undecided(Request request, RuntimeException fault) {
        // What the address is about is not known, so it is treated as the gravest kind: sealed.
        return new Decision(Verdict.BLOCK, new Reason.Undecided(reported(fault)), CategorySet.NONE, List.of(),
                Group.STRANGERS, true, true, request.at(), "none");
    }

    private String reported(RuntimeException fault) {
        try {
            return report.apply(fault);
        } catch (RuntimeException unreported) {
            return "unreported";
        }
    }
}
