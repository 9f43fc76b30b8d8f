package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Terms;
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
/// @param terms what goes with its answer
/// @param validity from when until when it is in force
/// @param shadow whether it is only tried out: it decides nothing, and what it would have answered is counted
/// @param because why somebody made it, where it is there for a time only
public record Rule(
        String name,
        String title,
        Tier tier,
        Set<Group> groups,
        Subject subject,
        When when,
        Verdict verdict,
        boolean recorded,
        Optional<Clause> clause,
        Terms terms,
        Validity validity,
        boolean shadow,
        Optional<String> because) {

    /// A rule that is in force always, with what goes with every verdict of its kind.
    public Rule(String name, String title, Tier tier, Set<Group> groups, Subject subject, When when, Verdict verdict,
            boolean recorded, Optional<Clause> clause) {
        this(name, title, tier, groups, subject, when, verdict, recorded, clause, Terms.of(verdict), Validity.ALWAYS,
                false, Optional.empty());
    }

    /// @throws IllegalArgumentException where the tier cannot give this verdict, or a locked rule is not there always
    public Rule {
        groups = Set.copyOf(groups);
        if (!tier.mayAnswer(verdict)) {
            throw new IllegalArgumentException(
                    "rule " + name + ": a rule of tier " + tier.text() + " cannot answer " + verdict.text());
        }
        if (tier.isLocked() && (shadow || !validity.equals(Validity.ALWAYS) || !terms.isNothing())) {
            throw new IllegalArgumentException("rule " + name + ": a locked rule holds always and for everything");
        }
        // To flag is to ask for a person's look, so a flag is recorded in any case.
        recorded |= verdict == Verdict.FLAG;
    }

    public boolean isFor(Group group) {
        return groups.isEmpty() || groups.contains(group);
    }

    /// Whether it comes into force or goes out of it.
    boolean isDated() {
        return !validity.equals(Validity.ALWAYS);
    }

    /// Whether it speaks at a moment, and at the hour that it is then.
    boolean speaks(Instant at, Hours hours) {
        return validity.covers(at) && when.covers(hours);
    }

    /// Whether its answer depends on the hour.
    boolean isTimed() {
        return !(when instanceof When.Always) || isDated();
    }

    /// The reason it gives with its answer.
    Reason reason() {
        return new Reason.Ruled(name, title, tier.isLocked(), clause);
    }
}
