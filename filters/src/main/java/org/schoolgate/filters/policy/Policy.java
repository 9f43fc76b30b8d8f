package org.schoolgate.filters.policy;

import java.util.Comparator;
import java.util.List;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Group;

/// What one group may open, and when: its rules in the order in which they are asked.
///
/// @param group whose policy it is
/// @param rules the rules, by tier, within a tier as the file has them
/// @param otherwise the answer where no rule speaks
/// @param looks how far encrypted connections are looked into: the first to be about one decides, and where none is,
/// the name alone is judged
public record Policy(Group group, List<Rule> rules, Verdict otherwise, List<LookRule> looks) {

    /// Takes from `rules` and `looks` those for `group`, and sorts the rules by tier.
    public Policy {
        looks = looks.stream().filter(look -> look.isFor(group)).toList();
        rules = rules.stream()
                .filter(rule -> rule.isFor(group))
                .sorted(Comparator.comparing(Rule::tier))
                .toList();
    }

    /// A policy that judges by names alone.
    public Policy(Group group, List<Rule> rules, Verdict otherwise) {
        this(group, rules, otherwise, List.of());
    }

    /// The same without the rules that open something for its name's sake, or keep the gateway out of it: what holds for a
    /// name that is only claimed.
    Policy withoutExceptions() {
        return new Policy(group, rules.stream()
                .filter(rule -> rule.tier() != Tier.LOCKED_ALLOW && rule.tier() != Tier.EXCEPTION)
                .toList(), otherwise, looks.stream().filter(look -> look.look() != Look.NEVER).toList());
    }
}
