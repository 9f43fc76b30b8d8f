package org.schoolgate.app.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Permit;
import org.schoolgate.filters.policy.Permits;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Sensitive;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.Validity;
import org.schoolgate.filters.policy.Weekly;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.policy.Whom;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.register.Allowance;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.register.LetThrough;
import org.schoolgate.review.register.OfficialPage;

/// Compiles what the registers open for a policy.
///
/// @param permits what the engine asks
/// @param problems which entries open nothing by this policy, and why; without anybody's name
public record RegisterPermits(Permits permits, List<String> problems) {

    private static final Clause IN_ADVANCE = new Clause(
            "The matter must have been discussed, authorised and agreed with the Head of School in advance of any school"
                    + " website, including social media websites, being created.",
            "The school’s social media policy, “School social media websites”");

    public RegisterPermits {
        problems = List.copyOf(problems);
    }

    /// Of each entry what it opens by `policy`. What is in a locked category is never opened; what one person alone let
    /// through is not opened either where it is sensitive by now.
    public static RegisterPermits of(Allowances registers, SchoolPolicy policy) {
        CategorySet locked = Sensitive.locked(policy.policies());
        CategorySet sensitive = Sensitive.of(policy.categories(), policy.watches());
        List<Permit> permits = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Allowance one : registers.all()) {
            CategorySet never = one.content() instanceof LetThrough && !one.byTwo() ? locked.union(sensitive) : locked;
            permit(one, policy, never).ifPresentOrElse(permits::add, () -> problems.add("The registers’ entry "
                    + one.content().register().called(one.number()) + " opens nothing: its group or category is not in"
                    + " policy.yaml, or is closed to it. Withdraw it, or put the name back."));
        }
        return new RegisterPermits(new Permits("registers-" + registers.turn(), permits), problems);
    }

    private static Optional<Permit> permit(Allowance one, SchoolPolicy policy, CategorySet never) {
        return switch (one.content()) {
            case OfficialPage page -> whom(policy, page.editors(), page.groups(), List.of()).map(whom -> new Permit(
                    rule(one, "Official page " + one.content().register().called(one.number()) + " of the register: "
                            + page.address(), sites(page.host()), Optional.of(IN_ADVANCE), page.why()),
                    new Whom(whom.people(), whom.groups(), whom.devices(), pupils(policy)), Optional.of(page.path()),
                    page.hours().map(clock -> new Weekly(clock.on(), clock.from(),
                            clock.until(), policy.school().zone())),
                    page.posting(), never));
            case LetThrough let -> whom(policy, let.people(), let.groups(), let.devices())
                    .flatMap(whom -> subject(let, policy, never).map(subject -> new Permit(
                            rule(one, "Let through for a time, override "
                                    + one.content().register().called(one.number()) + " of the register", subject,
                                    Optional.empty(), let.why()),
                            whom, Optional.empty(), Optional.empty(), true, never)));
        };
    }

    private static Rule rule(Allowance one, String title, Subject subject, Optional<Clause> clause, String because) {
        return new Rule(one.rule(), title, Tier.EXCEPTION, Set.of(), subject, new When.Always(), Verdict.ALLOW, false,
                clause, Terms.NONE, new Validity(one.from(), one.until()), false, Optional.of(because));
    }

    private static Subject sites(String host) {
        return new Subject.Sites(List.of(Host.parse(host).orElseThrow()));
    }

    private static Optional<Subject> subject(LetThrough let, SchoolPolicy policy, CategorySet never) {
        return let.host().isPresent()
                ? let.host().map(RegisterPermits::sites)
                : let.category().flatMap(slug -> policy.categories().find(slug)).map(CategorySet::of)
                        .filter(set -> !set.intersects(never)).map(Subject.Listed::new);
    }

    /// The editors of an official page are adults, whatever group a directory counts them to.
    private static Set<Group> pupils(SchoolPolicy policy) {
        return policy.pupils().stream().flatMap(name -> policy.policies().group(name).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<Whom> whom(SchoolPolicy policy, List<String> people, List<String> groups,
            List<String> devices) {
        Set<Group> known = groups.stream().flatMap(name -> policy.policies().group(name).stream())
                .collect(Collectors.toSet());
        return known.isEmpty() && people.isEmpty() && devices.isEmpty()
                ? Optional.empty()
                : Optional.of(new Whom(people.stream().map(Person::new).collect(Collectors.toSet()), known,
                        devices.stream().map(device -> IpAddress.parse(device).orElseThrow())
                                .collect(Collectors.toSet())));
    }
}
