package org.schoolgate.app.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.Rule;

/// What is other in a policy than in the one before, in words for people who do not read the file. Rules are told by their
/// titles; of all else it is said that it is other, and the file says how.
record PolicyDifference(SchoolPolicy before, SchoolPolicy after) {

    /// A sentence for each difference; none where the two say the same.
    List<String> sentences() {
        List<String> out = new ArrayList<>();
        Map<String, Rule> then = before.policies().rules();
        Map<String, Rule> now = after.policies().rules();
        now.forEach((name, rule) -> {
            Rule old = then.get(name);
            if (old == null) {
                out.add("New: “" + rule.title() + "”.");
            } else if (!old.equals(rule)) {
                out.add("Changed: “" + rule.title() + "”, in " + String.join(", ", parts(old, rule)) + ".");
            }
        });
        then.forEach((name, rule) -> {
            if (!now.containsKey(name)) {
                out.add("Taken out: “" + rule.title() + "”.");
            }
        });
        if (out.isEmpty()) {
            other(out, "in which order rules are asked", policy -> each(policy, one -> one.rules().stream()
                    .map(Rule::name).toList()));
        }
        other(out, "which groups there are", policy -> names(policy));
        other(out, "how far encrypted connections are looked into", policy -> each(policy, Policy::looks));
        other(out, "what happens to sites that no rule speaks of", policy -> each(policy, Policy::otherwise));
        other(out, "which part of the network is whose", policy -> policy.policies().networks());
        other(out, "what people are told of monitoring", policy -> policy.notice());
        other(out, "who is in which group wherever they ask from", policy -> policy.policies().members());
        other(out, "terms, hours or breaks", policy -> policy.policies().timetable());
        other(out, "the hours of groups", policy -> policy.policies().timetables().byGroup());
        other(out, "the hours of single people", policy -> policy.policies().timetables().byPerson());
        other(out, "safe search, YouTube, or whose accounts may sign in", PolicyDifference::choices);
        other(out, "the school’s own categories", policy -> policy.categories().all());
        other(out, "who is told at once, and of what", SchoolPolicy::watches);
        other(out, "who gets summaries", SchoolPolicy::summaries);
        other(out, "who is told that reports are ready", SchoolPolicy::announcements);
        other(out, "which groups are pupils", SchoolPolicy::pupils);
        other(out, "what pages say of the school", SchoolPolicy::school);
        return out;
    }

    private void other(List<String> out, String what, Function<SchoolPolicy, Object> part) {
        if (!Objects.equals(part.apply(before), part.apply(after))) {
            out.add("Other: " + what + ".");
        }
    }

    /// A part of the policy of each group that is in both, and of strangers.
    private Map<String, Object> each(SchoolPolicy policy, Function<Policy, Object> part) {
        Set<String> both = new TreeSet<>(names(before));
        both.retainAll(names(after));
        Map<String, Object> parts = new TreeMap<>();
        Stream.concat(policy.policies().byGroup().stream(), Stream.of(policy.policies().strangers()))
                .filter(one -> both.contains(one.group().name()))
                .forEach(one -> parts.putIfAbsent(one.group().name(), part.apply(one)));
        return parts;
    }

    private static Map<String, Modes.Choice> choices(SchoolPolicy policy) {
        Map<String, Modes.Choice> choices = new TreeMap<>();
        policy.modes().forEach((group, modes) -> choices.put(group.name(), modes.choice()));
        return choices;
    }

    private static Set<String> names(SchoolPolicy policy) {
        return Stream.concat(policy.policies().byGroup().stream(), Stream.of(policy.policies().strangers()))
                .map(one -> one.group().name()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> parts(Rule old, Rule rule) {
        List<String> parts = new ArrayList<>();
        add(parts, "its answer", old.verdict(), rule.verdict());
        add(parts, "whom it is for", old.groups(), rule.groups());
        add(parts, "what it is about", old.subject(), rule.subject());
        add(parts, "its hours", old.when(), rule.when());
        add(parts, "whether it is locked, or when it is asked", old.tier(), rule.tier());
        add(parts, "whether it is recorded", old.recorded(), rule.recorded());
        if (old.verdict() == rule.verdict() || !rule.terms().equals(Terms.of(rule.verdict()))) {
            add(parts, "how it asks, and how much there is in a day", old.terms(), rule.terms());
        }
        add(parts, "from when until when it is there", List.of(old.validity(), old.because()),
                List.of(rule.validity(), rule.because()));
        add(parts, "whether it is only tried out", old.shadow(), rule.shadow());
        add(parts, "its words", List.of(old.title(), old.clause()), List.of(rule.title(), rule.clause()));
        return parts;
    }

    private static void add(List<String> parts, String what, Object old, Object now) {
        if (!old.equals(now)) {
            parts.add(what);
        }
    }
}
