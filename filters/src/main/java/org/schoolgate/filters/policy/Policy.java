package org.schoolgate.filters.policy;

import java.util.Comparator;
import java.util.List;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Group;

/// What one group may open, and when: its rules in the order in which they are asked.
///
/// @param group whose policy it is
/// @param rules the rules, by tier, within a tier as the file has them
/// @param otherwise the answer where no rule speaks
public record Policy(Group group, List<Rule> rules, Verdict otherwise) {

    /// Takes from `rules` those for `group`, and sorts them by tier.
    public Policy {
        rules = rules.stream()
                .filter(rule -> rule.isFor(group))
                .sorted(Comparator.comparing(Rule::tier))
                .toList();
    }

    /// The same without the rules that open something for its name's sake: what holds for a name that is only claimed.
    Policy withoutExceptions() {
        return new Policy(group, rules.stream()
                .filter(rule -> rule.tier() != Tier.LOCKED_ALLOW && rule.tier() != Tier.EXCEPTION)
                .toList(), otherwise);
    }
}
