package org.schoolgate.filters.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;

/// Decides by one look-up in the index, then the rules from first to last: locked block, locked allow, exception,
/// restriction, and what the policy says for the rest.
///
/// The rules are compiled when the engine is made ([RuleMasks]), and a decision that was made once is given to every
/// request that is alike ([Rulings]): to decide allocates nothing, but for the first of its kind in an hour and for the
/// evidence of what is recorded or closed.
///
/// An engine never changes its mind. When a list or a policy changes, the next engine is built and swapped in whole, so
/// no request is judged half by the old and half by the new. Safe for any number of threads.
public final class PolicyEngine implements Decider {

    private final Categories categories;
    private final DomainIndex index;
    /// What the lists say to whoever has the policy in that place of [#compiled].
    private final DomainIndex[] indexes;
    private final Policies policies;
    private final Permits permits;
    private final String version;
    private final Placement placement;
    /// Each policy in its place, and after them each once more for names that are only claimed.
    private final List<CompiledPolicy> compiled;
    private final int count;
    private final Attendance attendance;

    /// @param version what names this policy, for the record; the index's version is added to it
    public PolicyEngine(Categories categories, DomainIndex index, Policies policies, String version) {
        this(categories, index, policies, Permits.NONE, version);
    }

    /// The same with what the school's registers open.
    public PolicyEngine(Categories categories, DomainIndex index, Policies policies, Permits permits, String version) {
        this.permits = permits;
        this.categories = categories;
        this.index = index;
        this.policies = policies;
        this.version = version + "+" + index.version();
        this.placement = new Placement(policies);
        List<Policy> all = Stream.concat(policies.byGroup().stream(), Stream.of(policies.strangers())).toList();
        this.count = all.size();
        this.compiled = Stream.concat(all.stream(), all.stream().map(Policy::withoutExceptions))
                .map(policy -> new CompiledPolicy(policy, categories.sealed(), this.version)).toList();
        this.indexes = compiled.stream().map(policy -> index.forGroup(policy.group().name()))
                .toArray(DomainIndex[]::new);
        this.attendance = new Attendance(policies.timetables(), new Turns(all), compiled);
    }

    @Override
    public Decision decide(Request request) {
        Ruling ruling = judge(request);
        return ruling.needsEvidence() ? withEvidence(ruling, request) : ruling.decision();
    }

    /// The verdict alone, for whoever needs no evidence: one look-up and a few comparisons, whatever the verdict, and nothing
    /// allocated.
    public Verdict verdict(Request request) {
        return judge(request).decision().verdict();
    }

    /// Decides, and tells each step: the rules as they stand in the policy, asked one after the other.
    public Explanation explain(Request request) {
        Ruling ruling = judge(request);
        CategorySet found = ruling.decision().categories();
        int place = place(request);
        Hours hours = attendance.hour(request.client(), place, request.at()).hours();
        List<Explanation.Step> all = new ArrayList<>();
        for (Rule rule : compiled.get(place).rules()) {
            all.add(new Explanation.Step(rule, asked(rule, request, found, hours)));
        }
        if (!request.claimed()) {
            int locked = (int) all.stream().filter(step -> step.rule().tier().isLocked()).count();
            all.addAll(locked, permits.steps(request, found.bits(), compiled.get(place).group()));
        }
        List<Explanation.Step> steps = new ArrayList<>();
        for (Explanation.Step step : all) {
            steps.add(step);
            if (step.outcome() == Explanation.Outcome.ANSWERED) {
                break;
            }
        }
        return new Explanation(withEvidence(ruling, request), hours,
                policies.timetables().whose(request.client(), compiled.get(place).group()), steps,
                all.subList(steps.size(), all.size()).stream().map(Explanation.Step::rule).toList());
    }

    private static Explanation.Outcome asked(Rule rule, Request request, CategorySet found, Hours hours) {
        return !rule.subject().covers(request.target(), found)
                ? Explanation.Outcome.OTHER_SUBJECT
                : !rule.validity().covers(request.at())
                        ? Explanation.Outcome.OTHER_DATES
                        : !rule.when().covers(hours)
                                ? Explanation.Outcome.OTHER_HOURS
                                : rule.shadow() ? Explanation.Outcome.SHADOW : Explanation.Outcome.ANSWERED;
    }

    /// Whose policy holds for a client.
    public Group group(Client client) {
        return compiled.get(placement.of(client)).group();
    }

    /// Whose policy holds for a client, and all that speaks for one, for people who ask why.
    public Placing placing(Client client) {
        return placement.explain(client);
    }

    public Categories categories() {
        return categories;
    }

    public Policies policies() {
        return policies;
    }

    /// What the school's registers open.
    public Permits permits() {
        return permits;
    }

    /// What the lists say to everybody; [DomainIndex#forGroup] of it what they say to a group.
    public DomainIndex index() {
        return index;
    }

    /// What stands in each decision as its snapshot.
    public String version() {
        return version;
    }

    /// What [#decide] answers, whatever the verdict, but for the evidence.
    Ruling judge(Request request) {
        int place = place(request);
        long found = indexes[place].bitsOf(request.target());
        Ruling ruling = attendance.hour(request.client(), place, request.at()).of(place).of(request.target(), found);
        return permits.all().isEmpty() || request.claimed()
                ? ruling
                : permits.over(ruling, request, found, compiled.get(place).group());
    }

    /// Where the policy for this request stands in [#compiled].
    private int place(Request request) {
        int place = placement.of(request.client());
        return request.claimed() ? count + place : place;
    }

    /// The decision with the entries that made its rule speak; none where the rule speaks of something else than lists.
    private Decision withEvidence(Ruling ruling, Request request) {
        if (ruling.deciding().isEmpty()) {
            return ruling.decision();
        }
        List<Listing> entries = indexes[place(request)].listingsOf(request.target()).stream()
                .filter(listing -> ruling.deciding().contains(listing.category()))
                .toList();
        return ruling.decision().restingOn(entries);
    }
}
