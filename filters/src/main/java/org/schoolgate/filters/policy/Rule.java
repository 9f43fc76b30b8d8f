package org.schoolgate.filters.policy;

import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Group;

/// One sentence of a policy.
///
/// @param name how files and logs call it, such as `pupils-no-social-media`
/// @param title the rule in one sentence, as pages show it
/// @param tier when it is asked
/// @param groups whom it is for; empty for everyone
/// @param subject what it is about
/// @param when at which hours it speaks
/// @param verdict its answer
/// @param recorded whether its answers become flagged accesses; always so where the verdict is to flag
/// @param clause the sentence of the school's policy that it serves
public record Rule(
        String name,
        String title,
        Tier tier,
        Set<Group> groups,
        Subject subject,
        When when,
        Verdict verdict,
        boolean recorded,
        Optional<Clause> clause) {

    /// @throws IllegalArgumentException where the tier cannot give this verdict
    public Rule {
        groups = Set.copyOf(groups);
        if (!tier.mayAnswer(verdict)) {
            throw new IllegalArgumentException(
                    "rule " + name + ": a rule of tier " + tier.text() + " cannot answer " + verdict.text());
        }
        // To flag is to ask for a person's look, so a flag is recorded in any case.
        recorded |= verdict == Verdict.FLAG;
    }

    public boolean isFor(Group group) {
        return groups.isEmpty() || groups.contains(group);
    }

    /// Whether its answer depends on the hour.
    boolean isTimed() {
        return !(when instanceof When.Always);
    }

    /// The reason it gives with its answer.
    Reason reason() {
        return new Reason.Ruled(name, title, tier.isLocked(), clause);
    }
}
