package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;

/// Decides by reading the policy aloud, rule by rule, with no thought for speed: what [PolicyEngine] has to agree with.
record PlainEngine(Categories categories, DomainIndex index, Policies policies, String version) {

    /// An engine that reads the very things that `engine` has compiled.
    static PlainEngine of(PolicyEngine engine) {
        return new PlainEngine(engine.categories(), engine.index(), engine.policies(), engine.version());
    }

    /// The decision with all its evidence.
    Decision decide(Request request) {
        Policy policy = policyOf(request.client());
        CategorySet found = index.categoriesOf(request.target());
        Timetable.Moment moment = null;
        for (Rule rule : rulesFor(request)) {
            if (!rule.subject().covers(request.target(), found)) {
                continue;
            }
            // The timetable is looked at only where a rule about this target depends on it.
            if (rule.isTimed() && moment == null) {
                moment = timetable(request.client()).at(request.at());
            }
            if (moment == null || rule.when().covers(moment.hours())) {
                return answer(rule.verdict(), rule.reason(), rule.recorded(), rule.tier() == Tier.LOCKED_ALLOW,
                        deciding(rule, request), policy, found, moment,
                        look(policy, request, found));
            }
        }
        Verdict verdict = policy.otherwise();
        return answer(verdict, new Reason.Unmentioned(policy.group()), verdict != Verdict.ALLOW, false, List.of(),
                policy, found, moment, look(policy, request, found));
    }

    /// Of the group the client was placed in, else of the narrowest network it is in, else the strangers'.
    Policy policyOf(Client client) {
        Optional<Group> group = client.group().or(() -> policies.networks().stream()
                .filter(network -> network.range().contains(client.address())).findFirst()
                .map(Policies.Network::group));
        return policies.byGroup().stream().filter(policy -> Optional.of(policy.group()).equals(group)).findFirst()
                .orElse(policies.strangers());
    }

    /// The person's own, else the group's, else the school's.
    Timetable timetable(Client client) {
        return switch (whose(client)) {
            case PERSON -> Objects.requireNonNull(policies.timetables().byPerson().get(client.person().orElseThrow()));
            case GROUP -> Objects.requireNonNull(policies.timetables().byGroup().get(policyOf(client).group()));
            case SCHOOL -> policies.timetables().school();
        };
    }

    Timetables.Whose whose(Client client) {
        if (client.person().filter(policies.timetables().byPerson()::containsKey).isPresent()) {
            return Timetables.Whose.PERSON;
        }
        return policies.timetables().byGroup().containsKey(policyOf(client).group())
                ? Timetables.Whose.GROUP
                : Timetables.Whose.SCHOOL;
    }

    private static Optional<LookRule> look(Policy policy, Request request, CategorySet found) {
        return policy.looks().stream().filter(rule -> !request.claimed() || rule.look() != Look.NEVER)
                .filter(rule -> rule.subject().covers(request.target(), found)).findFirst();
    }

    /// All that is asked about it: of a name that is only claimed, nothing that opens it for its own sake.
    List<Rule> rulesFor(Request request) {
        return policyOf(request.client()).rules().stream()
                .filter(rule -> !request.claimed() || rule.tier() == Tier.LOCKED_BLOCK
                        || rule.tier() == Tier.RESTRICTION)
                .toList();
    }

    private List<Listing> deciding(Rule rule, Request request) {
        if (!(rule.subject() instanceof Subject.Listed(CategorySet any))) {
            return List.of();
        }
        return index.listingsOf(request.target()).stream()
                .filter(listing -> any.contains(listing.category()))
                .toList();
    }

    private Decision answer(Verdict verdict, Reason reason, boolean recorded, boolean shielded, List<Listing> listings,
            Policy policy, CategorySet found, Timetable.@Nullable Moment moment, Optional<LookRule> look) {
        Instant holdsUntil = moment == null ? Instant.MAX : moment.until();
        return new Decision(verdict, reason, found, listings, policy.group(), recorded,
                shielded || found.intersects(categories.sealed()), holdsUntil, version,
                shielded ? Look.NEVER : look.map(LookRule::look).orElse(Look.NAME),
                look.map(LookRule::demands).orElse(Demands.STANDARD), Terms.of(verdict));
    }
}
