package org.schoolgate.filters.inner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.inner.InnerAddresses.Found;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;

/// Judges what is asked for and every address inside it, and gives the strictest answer: a locked block first, then any
/// block, then a question, then a flag. Of answers that are alike, that on the address itself stands.
///
/// Where nothing is inside, the answer is that of `decider`, and nothing is allocated.
///
/// @param decider judges one address; asked several times, so it should be one snapshot's
public record InnerDecider(Decider decider, InnerAddresses addresses) implements Decider {

    private static final Comparator<Decision> STRICTNESS = Comparator.comparing(Decision::verdict)
            .thenComparing(decision -> !decision.verdict().opens() && decision.reason() instanceof Reason.Ruled ruled
                    && ruled.locked())
            .thenComparing(decision -> !decision.verdict().opens() && decision.addressSealed());

    /// An answer to one of the addresses.
    private record Answer(Target target, Decision decision) {}

    @Override
    public Decision decide(Request request) {
        Decision own = decider.decide(request);
        Found found = addresses.in(request.target());
        return found.isNothing() ? own : strictest(request, own, found);
    }

    private Decision strictest(Request request, Decision own, Found found) {
        List<Answer> answers = new ArrayList<>();
        answers.add(new Answer(request.target(), own));
        for (Target target : found.addresses()) {
            answers.add(new Answer(target,
                    decider.decide(request.about(target))));
        }
        Answer strictest = answers.getFirst();
        for (Answer answer : answers) {
            strictest = STRICTNESS.compare(answer.decision(), strictest.decision()) > 0 ? answer : strictest;
        }
        boolean sealed = !found.whole() || answers.stream().anyMatch(answer -> answer.decision().addressSealed());
        Decision said = strictest.decision();
        if (!found.whole()) {
            return new Decision(Verdict.BLOCK, new Reason.Overfull(), said.categories(), said.listings(), said.group(),
                    true, sealed, request.at(), said.snapshot());
        }
        Reason reason = strictest.equals(answers.getFirst())
                ? said.reason()
                : new Reason.Inside(
                        sealed ? Optional.empty() : Optional.of(strictest.target().host().text()), said.reason());
        return new Decision(said.verdict(), reason, categories(answers, said), said.listings(), said.group(),
                said.recorded(), sealed, holdsUntil(answers), said.snapshot(), Look.NAME, own.demands(),
                said.terms());
    }

    /// All that the addresses are about, but for what nobody is to learn.
    private static CategorySet categories(List<Answer> answers, Decision said) {
        CategorySet all = said.categories();
        for (Answer answer : answers) {
            all = answer.decision().addressSealed() ? all : all.union(answer.decision().categories());
        }
        return all;
    }

    private static Instant holdsUntil(List<Answer> answers) {
        return answers.stream().map(answer -> answer.decision().holdsUntil()).min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }
}
