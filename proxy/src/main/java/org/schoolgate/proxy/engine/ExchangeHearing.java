package org.schoolgate.proxy.engine;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.proxy.page.Fault;

/// Awaits the decision on one exchange. What comes after the exchange's end has no effect.
///
/// @param later whether the record of a decision waits for what will be asked inside the connection
/// @param next goes on with the decision, once what must be recorded is on disk
record ExchangeHearing(Line line, Ending ending, Passage passage, Predicate<Decision> later, Consumer<Decision> next)
        implements
            Judge.Hearing {

    /// All is recorded at once.
    ExchangeHearing(Line line, Ending ending, Passage passage, Consumer<Decision> next) {
        this(line, ending, passage, decision -> false, next);
    }

    @Override
    public void seen(Circumstances around) {
        passage.around = around;
    }

    @Override
    public boolean recordsLater(Decision decision) {
        return later.test(decision);
    }

    @Override
    public void decided(Decision decision) {
        if (line.isJudged(passage)) {
            passage.decision = decision;
            next.accept(decision);
        }
    }

    @Override
    public void failed(Fault fault, @Nullable Decision decision) {
        if (line.isJudged(passage)) {
            passage.decision = decision;
            ending.fault(fault);
        }
    }
}
