package org.schoolgate.app.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Sensitive;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.filters.request.UrlPath;
import org.schoolgate.review.register.Weighing;

/// Weighs by the snapshot in force what somebody wants to open.
record PolicyWeighing(Supplier<Snapshot> current) implements Weighing {

    private static final IpAddress NOWHERE = IpAddress.ofV4(0);

    @Override
    public Weighed site(Host host, String path) {
        Snapshot now = current.get();
        Target page = new Target.Page(Scheme.HTTPS, host, Scheme.HTTPS.port(),
                UrlPath.parse(path).orElse(UrlPath.ROOT));
        CategorySet found = anywhere(now.engine().index(), page);
        return new Weighed(now.policy().policies().rules().values().stream()
                .filter(rule -> rule.tier() == Tier.LOCKED_BLOCK && rule.subject().covers(page, found)).findFirst()
                .map(Rule::title), titles(now, found));
    }

    /// The categories that a page is in for anybody.
    private static CategorySet anywhere(DomainIndex index, Target page) {
        return index.forAnybody().stream().map(each -> each.categoriesOf(page)).reduce(CategorySet.NONE,
                CategorySet::union);
    }

    @Override
    public Optional<Weighed> category(String slug) {
        Snapshot now = current.get();
        return now.policy().categories().find(slug).map(category -> new Weighed(
                now.policy().policies().rules().values().stream()
                        .filter(rule -> rule.tier() == Tier.LOCKED_BLOCK && isAbout(rule, category)).findFirst()
                        .map(Rule::title),
                titles(now, CategorySet.of(category))));
    }

    @Override
    public List<Group> groups() {
        return everyGroup(current.get()).toList();
    }

    @Override
    public Optional<Group> group(Person person) {
        Snapshot now = current.get();
        Identity known = new Identity.Known(person, Set.of(), Identity.Source.PASSWORD, now.loaded());
        return now.engine().placing(Client.at(NOWHERE).as(known)).claims().stream()
                .filter(claim -> claim.what().equals(person.account())).map(claim -> claim.group()).findFirst();
    }

    @Override
    public boolean seesPaths(Host host, Group group) {
        Snapshot now = current.get();
        return now.engine().decide(new Request(new TraceId(0), Client.at(NOWHERE).in(group),
                new Target.Site(host, Scheme.HTTPS.port()), now.loaded())).look() == Look.INSIDE;
    }

    private static boolean isAbout(Rule rule, Category category) {
        return rule.subject() instanceof Subject.Anything || rule.subject().deciding().contains(category);
    }

    private static List<String> titles(Snapshot now, CategorySet categories) {
        List<String> titles = new ArrayList<>();
        CategorySet sensitive = Sensitive.of(now.policy().categories(), now.policy().watches());
        now.policy().categories().of(categories.intersection(sensitive)).forEach(one -> titles.add(one.title()));
        return titles;
    }

    static Stream<Group> everyGroup(Snapshot now) {
        return Stream.concat(now.policy().policies().byGroup().stream(),
                Stream.of(now.policy().policies().strangers())).map(Policy::group);
    }
}
