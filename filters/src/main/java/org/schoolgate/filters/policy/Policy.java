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
}
