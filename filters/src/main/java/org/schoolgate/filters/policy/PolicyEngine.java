package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Request;

/// Decides by one look-up in the index, then the rules from first to last: locked block, locked allow, exception,
/// restriction, and what the policy says for the rest.
///
/// An engine never changes. When a list or a policy does, the next engine is built and swapped in whole, so no request
/// is judged half by the old and half by the new. Safe for any number of threads.
public final class PolicyEngine implements Decider {

    private final Categories categories;
    private final DomainIndex index;
    private final Policies policies;
    private final Map<String, Rule> rules;
    private final String version;

    /// @param version what names this policy, for the record; the index's version is added to it
    public PolicyEngine(Categories categories, DomainIndex index, Policies policies, String version) {
        this.categories = categories;
        this.index = index;
        this.policies = policies;
        this.rules = policies.rules();
        this.version = version + "+" + index.version();
    }

    @Override
    public Decision decide(Request request) {
        return judge(request, null);
    }

    /// Decides, and tells each step. The same code as [#decide], so it cannot say anything else.
    public Explanation explain(Request request) {
        List<Explanation.Step> steps = new ArrayList<>();
        Decision decision = judge(request, steps);
        return new Explanation(decision, policies.timetable().at(request.at()).hours(), List.copyOf(steps));
    }

    public Categories categories() {
        return categories;
    }

    public Policies policies() {
        return policies;
    }

    public DomainIndex index() {
        return index;
    }

    /// What stands in each decision as its snapshot.
    public String version() {
        return version;
    }

    /// The rule of this name, where the policy has one.
    public Optional<Rule> rule(String name) {
        return Optional.ofNullable(rules.get(name));
    }

    /// Looks at the timetable only where a rule about this target depends on it, so most answers hold as long as this
    /// engine does.
    private Decision judge(Request request, @Nullable List<Explanation.Step> steps) {
        Policy policy = policies.of(request.client());
        CategorySet found = index.categoriesOf(request.target());
        Timetable.Moment moment = null;
        for (Rule rule : policy.rules()) {
            Explanation.Outcome outcome = Explanation.Outcome.OTHER_SUBJECT;
            if (rule.subject().covers(request.target(), found)) {
                if (moment == null && rule.isTimed()) {
                    moment = policies.timetable().at(request.at());
                }
                boolean speaks = moment == null || rule.when().covers(moment.hours());
                outcome = speaks ? Explanation.Outcome.ANSWERED : Explanation.Outcome.OTHER_HOURS;
            }
            if (steps != null) {
                steps.add(new Explanation.Step(rule, outcome));
            }
            if (outcome == Explanation.Outcome.ANSWERED) {
                return answer(rule.verdict(), rule.reason(), rule.recorded(), rule.tier() == Tier.LOCKED_ALLOW,
                        deciding(rule, request), policy, found, request, moment);
            }
        }
        Verdict verdict = policy.otherwise();
        return answer(verdict, new Reason.Unmentioned(policy.group()), verdict != Verdict.ALLOW, false, List.of(),
                policy, found, request, moment);
    }

    /// The entries that made the rule speak; none where it speaks of sites by name.
    private List<Listing> deciding(Rule rule, Request request) {
        if (!(rule.subject() instanceof Subject.Listed(CategorySet any))) {
            return List.of();
        }
        return index.listingsOf(request.target()).stream()
                .filter(listing -> any.contains(listing.category()))
                .toList();
    }

    /// @param shielded whether nobody is to learn who went there, whatever categories it is in
    private Decision answer(Verdict verdict, Reason reason, boolean recorded, boolean shielded, List<Listing> listings,
            Policy policy, CategorySet found, Request request, Timetable.@Nullable Moment moment) {
        Instant holdsUntil = moment == null ? Instant.MAX : moment.until();
        return new Decision(verdict, reason, found, listings, policy.group(), recorded,
                shielded || found.intersects(categories.sealed()), holdsUntil, version);
    }
}
