package org.schoolgate.app.lists;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.app.asked.Counted;
import org.schoolgate.app.asked.Counts;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRules;
import org.schoolgate.blocklists.build.ProtectedNames;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Sensitive;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Target;

/// What the school's policy wants of its lists: what nobody opens alone, and what no list closes without a person's word.
///
/// @param data the data folder
public record SchoolRules(SchoolPolicy policy, Path data, InstantSource clock) {

    /// How many versions of a list are kept.
    private static final int VERSIONS = 5;

    /// So many of the sites that most is asked of are protected.
    private static final int MOST = 300;

    /// Sites that fewer people than this have asked for in a day are not the school's.
    private static final int PEOPLE = 5;

    /// The lists in the data folder, by these rules.
    public ListLibrary library() {
        return new ListLibrary(data.resolve("lists"), policy.categories(), clock, rules());
    }

    /// The rules themselves.
    ListRules rules() {
        CategorySet exceptions = deciding(Tier.EXCEPTION);
        CategorySet sensitive = Sensitive.of(policy.categories(), policy.watches())
                .union(Sensitive.locked(policy.policies()));
        return new ListRules(VERSIONS, new CategorySet(sensitive.bits() & ~exceptions.bits()),
                exceptions.union(deciding(Tier.LOCKED_ALLOW)), this::protectedNames);
    }

    private ProtectedNames protectedNames() {
        List<ProtectedNames.Name> names = new ArrayList<>();
        own(policy.school().startPage()).ifPresent(host -> names.add(new ProtectedNames.Name(host, true,
                "the school’s start page")));
        own(policy.school().reviewSite()).ifPresent(host -> names.add(new ProtectedNames.Name(host, true,
                "the review site")));
        mostAsked().forEach(host -> names.add(new ProtectedNames.Name(host, false,
                "one of the sites that most is asked of here")));
        return new ProtectedNames(names, slugs(deciding(Tier.LOCKED_ALLOW)), slugs(harmless()));
    }

    /// What most was asked of within the week, of what no list knew.
    private List<String> mostAsked() {
        Map<String, Integer> requests = new HashMap<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), policy.school().zone());
        for (List<Counted> day : Counts.in(data).week(today)) {
            Map<String, Integer> people = new HashMap<>();
            day.stream().filter(one -> !one.listed())
                    .forEach(one -> people.merge(one.host(), one.people(), Integer::sum));
            day.stream().filter(one -> people.getOrDefault(one.host(), 0) >= PEOPLE)
                    .forEach(one -> requests.merge(one.host(), one.requests(), Integer::sum));
        }
        return requests.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST).map(Map.Entry::getKey).toList();
    }

    private static Optional<String> own(Optional<String> url) {
        return url.flatMap(Target.Page::parse).map(page -> page.host())
                .map(Host::text).filter(host -> !host.startsWith("["));
    }

    /// Categories by which nothing is closed for anybody.
    private CategorySet harmless() {
        CategorySet closing = CategorySet.NONE;
        for (Rule rule : policy.policies().rules().values()) {
            closing = rule.verdict() == Verdict.ALLOW ? closing : closing.union(rule.subject().deciding());
        }
        CategorySet all = policy.categories().set(policy.categories().all().stream().map(Category::slug).toList());
        return new CategorySet(all.bits() & ~closing.bits());
    }

    private CategorySet deciding(Tier tier) {
        CategorySet set = CategorySet.NONE;
        for (Rule rule : policy.policies().rules().values()) {
            set = rule.tier() == tier ? set.union(rule.subject().deciding()) : set;
        }
        return set;
    }

    private Set<String> slugs(CategorySet set) {
        return policy.categories().of(set).stream().map(Category::slug).collect(Collectors.toSet());
    }
}
