package org.schoolgate.app.wiring;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.app.asked.MostAsked;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.blocklists.build.EditGroups;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRules;
import org.schoolgate.blocklists.build.ProtectedNames;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Sensitive;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.OwnNames;

/// The lists, with what a school's policy wants of them: which names no list may close by itself, and what takes two people.
public final class SchoolLists {

    /// How many versions of a list are kept.
    private static final int KEPT = 5;

    private SchoolLists() {}

    /// The lists in a data folder.
    public static ListLibrary open(Path data, Configuration configuration, InstantSource clock) {
        return open(data, configuration.policy(), configuration.gateway(), clock);
    }

    /// The lists in a data folder.
    static ListLibrary open(Path data, SchoolPolicy policy, GatewaySettings gateway, InstantSource clock) {
        ProtectedNames names = protectedNames(policy, gateway);
        MostAsked asked = new MostAsked(data, policy.school().zone(), clock);
        return new ListLibrary(data.resolve("lists"), policy.categories(), clock,
                new ListRules(KEPT, twoPeople(policy), of(policy, rule -> rule.verdict() == Verdict.ALLOW),
                        groups(policy),
                        () -> with(names, asked.names())));
    }

    /// What is sensitive or locked, but for the school's own exceptions. What nobody may close is among it: whatever is put there is open to
    /// everybody, and leaves no record.
    static CategorySet twoPeople(SchoolPolicy policy) {
        CategorySet closing = Sensitive.of(policy.categories(), policy.watches())
                .union(Sensitive.locked(policy.policies()));
        CategorySet exceptions = of(policy, rule -> rule.tier() == Tier.EXCEPTION);
        CategorySet help = of(policy, rule -> rule.tier() == Tier.LOCKED_ALLOW);
        return new CategorySet(closing.bits() & ~exceptions.bits() | help.bits());
    }

    /// The groups that an edit may be for. What is locked is the same for all of them, and so is what is sealed.
    static EditGroups groups(SchoolPolicy policy) {
        Set<String> names = new LinkedHashSet<>();
        policy.policies().byGroup().forEach(each -> names.add(each.group().name()));
        names.add(policy.policies().strangers().group().name());
        return new EditGroups(names, of(policy, rule -> rule.tier().isLocked()).union(policy.categories().sealed()),
                of(policy, rule -> rule.verdict() != Verdict.ALLOW));
    }

    static ProtectedNames protectedNames(SchoolPolicy policy, GatewaySettings gateway) {
        List<ProtectedNames.Name> names = new ArrayList<>();
        names.add(own(OwnNames.SITE.name(), "the gateway's own name"));
        gateway.webHostNames().forEach(name -> names.add(own(name.toString(), "the review site's name")));
        Stream.of(policy.school().startPage(), policy.school().reviewSite()).flatMap(Optional::stream)
                .flatMap(url -> Host.parse(Optional.ofNullable(URI.create(url).getHost()).orElse("")).stream())
                .forEach(host -> names.add(own(host.text(), "the school's own name")));
        Stream.of(gateway.proxy(), gateway.web()).map(InetSocketAddress::getAddress)
                .filter(address -> address != null && !address.isAnyLocalAddress() && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress).distinct()
                .forEach(address -> names.add(own(address, "the gateway's own address")));
        for (Rule rule : rules(policy)) {
            if (rule.tier() == Tier.LOCKED_ALLOW && rule.subject() instanceof Subject.Sites(List<Host> hosts)) {
                hosts.forEach(host -> names.add(new ProtectedNames.Name(host.text(), true, true,
                        "kept open by the rule " + rule.name())));
            }
        }
        CategorySet closing = of(policy, rule -> rule.verdict() != Verdict.ALLOW);
        CategorySet harmless = new CategorySet(policy.categories().set(policy.categories().all().stream()
                .map(Category::slug).toList()).bits() & ~closing.bits());
        return new ProtectedNames(names, slugs(policy, of(policy, rule -> rule.tier() == Tier.LOCKED_ALLOW)),
                slugs(policy, Sensitive.locked(policy.policies())), slugs(policy, harmless));
    }

    private static ProtectedNames with(ProtectedNames names, List<String> asked) {
        return new ProtectedNames(Stream.concat(names.names().stream(), asked.stream()
                .map(host -> new ProtectedNames.Name(host, false, false,
                        "one of the sites that most is asked of here")))
                .toList(), names.open(), names.stronger(), names.harmless());
    }

    private static ProtectedNames.Name own(String host, String why) {
        return new ProtectedNames.Name(host, true, false, why);
    }

    private static CategorySet of(SchoolPolicy policy, Predicate<Rule> wanted) {
        CategorySet set = CategorySet.NONE;
        for (Rule rule : rules(policy)) {
            set = wanted.test(rule) ? set.union(rule.subject().deciding()) : set;
        }
        return set;
    }

    private static Collection<Rule> rules(SchoolPolicy policy) {
        return policy.policies().rules().values();
    }

    private static Set<String> slugs(SchoolPolicy policy, CategorySet set) {
        return policy.categories().of(set).stream().map(Category::slug).collect(Collectors.toSet());
    }
}
