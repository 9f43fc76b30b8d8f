package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Target;

/// A policy as an engine asks it: for each kind of hour the rules that speak then, as masks. Never changes.
final class CompiledPolicy {

    private final Policy policy;
    private final CategorySet sealed;
    private final String snapshot;
    private final NamedSites sites;
    private final RuleMasks everyRule;
    private final RuleMasks looks;
    private final List<Subject> subjects;
    private final boolean dated;
    private final boolean shadowed;
    private final Map<Hours, Speaking> speaking = new EnumMap<>(Hours.class);

    /// Which rules speak within an hour: those that decide, and the same with those in shadow.
    record Speaking(RuleMasks deciding, RuleMasks all) {}

    /// @param sealed the categories whose addresses are sealed
    /// @param snapshot what stands in each decision as its snapshot
    CompiledPolicy(Policy policy, CategorySet sealed, String snapshot) {
        this.policy = policy;
        this.sealed = sealed;
        this.snapshot = snapshot;
        List<Rule> rules = policy.rules();
        // The looks come after the rules, so that one table of named sites serves both.
        this.subjects = Stream.concat(rules.stream().map(Rule::subject),
                policy.looks().stream().map(LookRule::subject)).toList();
        this.sites = new NamedSites(subjects);
        this.everyRule = new RuleMasks(subjects, sites, place -> place < rules.size() && !rules.get(place).shadow());
        this.looks = new RuleMasks(subjects, sites, place -> place >= rules.size());
        this.dated = rules.stream().anyMatch(Rule::isDated);
        this.shadowed = rules.stream().anyMatch(Rule::shadow);
        if (!dated) {
            for (Hours hours : Hours.values()) {
                speaking.put(hours, speaking(Instant.EPOCH, hours));
            }
        }
    }

    Group group() {
        return policy.group();
    }

    List<Rule> rules() {
        return policy.rules();
    }

    /// Which rules speak within a moment, in which no rule comes or goes.
    Speaking speaking(Timetable.Moment moment) {
        return dated
                ? speaking(moment.from(), moment.hours())
                : Objects.requireNonNull(speaking.get(moment.hours()));
    }

    private Speaking speaking(Instant at, Hours hours) {
        List<Rule> rules = policy.rules();
        RuleMasks deciding = new RuleMasks(subjects, sites,
                place -> place < rules.size() && rules.get(place).speaks(at, hours) && !rules.get(place).shadow());
        return new Speaking(deciding, shadowed
                ? new RuleMasks(subjects, sites,
                        place -> place < rules.size() && rules.get(place).speaks(at, hours))
                : deciding);
    }

    /// Which rules name the target, as a set of [NamedSites].
    int namesOf(Target target) {
        return sites.isEmpty() ? NamedSites.NOWHERE : sites.setOf(target.host());
    }

    /// The answer within `moment` to what is in the categories `found` and named by the rules `names`.
    ///
    /// It holds until the next turn of the timetable only where the first rule about this speaks at some hours and not
    /// at others. Where it speaks always, or where no rule is about this, no bell can change the answer.
    Ruling rule(long found, int names, Timetable.Moment moment, Speaking speaking) {
        int about = everyRule.first(found, names);
        boolean timed = about != RuleMasks.NONE && rules().get(about).isTimed();
        Instant holdsUntil = timed ? moment.until() : Instant.MAX;
        int answering = speaking.deciding().first(found, names);
        int first = speaking.all().first(found, names);
        CategorySet categories = found == 0 ? CategorySet.NONE : new CategorySet(found);
        boolean sealedAnyway = categories.intersects(sealed);
        LookRule sight = lookAt(found, names);
        Look look = sight == null ? Look.NAME : sight.look();
        Demands demands = sight == null ? Demands.STANDARD : sight.demands();
        if (answering == RuleMasks.NONE) {
            Verdict otherwise = policy.otherwise();
            return new Ruling(found, names, new Decision(otherwise, new Reason.Unmentioned(policy.group()), categories,
                    List.of(), policy.group(), otherwise != Verdict.ALLOW, sealedAnyway, holdsUntil, snapshot, look,
                    demands, with(Terms.of(otherwise), first, answering)), CategorySet.NONE);
        }
        Rule rule = rules().get(answering);
        // Nobody is to learn who was helped, whatever the site is about.
        boolean shielded = rule.tier() == Tier.LOCKED_ALLOW;
        return new Ruling(found, names, new Decision(rule.verdict(), rule.reason(), categories, List.of(),
                policy.group(), rule.recorded(), shielded || sealedAnyway, holdsUntil, snapshot,
                shielded ? Look.NEVER : look, demands, with(rule.terms(), first, answering)),
                rule.subject().deciding());
    }

    /// The terms, with what the first rule of all would have answered, where it is in shadow and comes before the one that
    /// answers.
    private Terms with(Terms terms, int first, int answering) {
        return first == answering
                ? terms
                : terms.under(new Terms.Shadow(rules().get(first).name(),
                        rules().get(first).verdict()));
    }

    /// The first sentence on inspection that is about this; null where none is.
    private @Nullable LookRule lookAt(long found, int names) {
        int first = looks.first(found, names);
        return first == RuleMasks.NONE ? null : policy.looks().get(first - rules().size());
    }
}
