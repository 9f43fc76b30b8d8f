package org.schoolgate.app.wiring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Members;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.policy.Validity;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.Group;

/// A school's policies, each changed in one thing: what a test of the whole school has to notice.
final class ChangedPolicies {

    private ChangedPolicies() {}

    /// The changed ones, by what was changed.
    static Map<String, Policies> of(Policies now) {
        Map<String, Policies> changed = new HashMap<>();
        for (Rule rule : now.rules().values()) {
            String name = rule.name();
            changed.put(name + " taken out", rules(now, rule, _ -> Stream.empty()));
            if (!rule.when().equals(new When.Always())) {
                changed.put(name + " at all hours", rules(now, rule, one -> Stream.of(copy(one, one.groups(),
                        new When.Always(), one.recorded(), one.validity(), one.shadow()))));
            }
            if (!rule.validity().equals(Validity.ALWAYS)) {
                changed.put(name + " for ever", rules(now, rule, one -> Stream.of(copy(one, one.groups(), one.when(),
                        one.recorded(), Validity.ALWAYS, one.shadow()))));
            }
            if (rule.shadow()) {
                changed.put(name + " in earnest", rules(now, rule, one -> Stream.of(copy(one, one.groups(), one.when(),
                        one.recorded(), one.validity(), false))));
            }
            if (rule.verdict() != Verdict.FLAG && !rule.shadow()) {
                changed.put(name + " recorded otherwise", rules(now, rule, one -> Stream.of(copy(one, one.groups(),
                        one.when(), !one.recorded(), one.validity(), one.shadow()))));
            }
            for (var group : rule.groups()) {
                changed.put(name + " without " + group.name(), rules(now, rule, one -> Stream.of(copy(one, one.groups()
                        .stream().filter(other -> !other.equals(group)).collect(Collectors.toSet()), one.when(),
                        one.recorded(), one.validity(), one.shadow())).filter(other -> !other.groups().isEmpty())));
            }
        }
        for (Members members : now.members()) {
            if (!members.accounts().isEmpty() || !members.directory().isEmpty()) {
                changed.put("nobody is in " + members.group().name(), new Policies(now.byGroup(), now.networks(),
                        now.members().stream().filter(one -> !one.equals(members)).toList(), now.strangers(),
                        now.timetables()));
            }
        }
        for (Policies.Network network : now.networks()) {
            changed.put("without the network " + network.range(), new Policies(now.byGroup(), now.networks().stream()
                    .filter(one -> !one.equals(network)).toList(), now.members(), now.strangers(), now.timetables()));
        }
        Timetables hours = now.timetables();
        for (var group : hours.byGroup().keySet()) {
            changed.put("the school's hours for " + group.name(), hours(now, new Timetables(hours.school(),
                    without(hours.byGroup(), group), hours.byPerson())));
        }
        for (var person : hours.byPerson().keySet()) {
            changed.put("the group's hours for " + person.account(), hours(now, new Timetables(hours.school(),
                    hours.byGroup(), without(hours.byPerson(), person))));
        }
        return changed;
    }

    /// Two groups, each in the other's place: somebody who is in both is in the other one then.
    static Policies swapped(Policies now, Group one, Group other) {
        List<Policy> order = new ArrayList<>(now.byGroup());
        Collections.swap(order, place(order, one), place(order, other));
        return new Policies(order, now.networks(), now.members(), now.strangers(), now.timetables());
    }

    private static Policies rules(Policies now, Rule changed, Function<Rule, Stream<Rule>> change) {
        UnaryOperator<Policy> policy = one -> new Policy(one.group(), one.rules().stream()
                .flatMap(rule -> rule.equals(changed) ? change.apply(rule) : Stream.of(rule)).toList(),
                one.otherwise(), one.looks());
        return new Policies(now.byGroup().stream().map(policy).toList(), now.networks(), now.members(),
                policy.apply(now.strangers()), now.timetables());
    }

    private static Policies hours(Policies now, Timetables timetables) {
        return new Policies(now.byGroup(), now.networks(), now.members(), now.strangers(), timetables);
    }

    private static <K, V> Map<K, V> without(Map<K, V> all, K one) {
        Map<K, V> rest = new HashMap<>(all);
        rest.remove(one);
        return rest;
    }

    private static int place(List<Policy> all, Group group) {
        return all.stream().map(Policy::group).toList().indexOf(group);
    }

    private static Rule copy(Rule rule, Set<Group> groups, When when, boolean recorded,
            Validity validity, boolean shadow) {
        return new Rule(rule.name(), rule.title(), rule.tier(), groups, rule.subject(), when, rule.verdict(), recorded,
                rule.clause(), rule.terms(), validity, shadow, rule.because());
    }
}
