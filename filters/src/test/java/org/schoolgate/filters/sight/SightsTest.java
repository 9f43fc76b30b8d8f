package org.schoolgate.filters.sight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.inner.Shipped;
import org.schoolgate.filters.mode.Accounts;
import org.schoolgate.filters.mode.KnownModes;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.mode.SearchTable;
import org.schoolgate.filters.mode.YouTube;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.sight.Finding.Reach;

class SightsTest {

    private static final KnownModes KNOWN = new KnownModes(
            SearchTable.read(Shipped.text("mode/search.txt"), Shipped.families()),
            Accounts.read(Shipped.text("mode/accounts.txt"), Shipped.families()));
    private static final Group PUPILS = new Group("pupils", "Pupils");
    private static final Group STAFF = new Group("staff", "Staff");

    private static Rule rule(String name, Subject subject, Group... groups) {
        return new Rule(name, "Rule " + name, Tier.RESTRICTION, Set.of(groups), subject, new When.Always(),
                Verdict.BLOCK,
                true, Optional.empty());
    }

    private static Modes modes(boolean safe, YouTube youTube, boolean closed, Accounts.Own... owns) {
        return new Modes(new Modes.Choice(safe, youTube, closed, List.of(owns)), KNOWN);
    }

    private static List<Sight> sights(Map<Group, Modes> modes) {
        List<Rule> rules = List.of(
                rule("listed", new Subject.Listed(CategorySet.of(new Category(0, "chat", "Chat", "Chat", false))),
                        PUPILS),
                rule("sites", new Subject.Sites(List.of(new HostName("a.test")))), rule("rest", new Subject.Unlisted()),
                rule("all", new Subject.Anything()));
        return Sights.of(
                new Policies(List.of(new Policy(PUPILS, rules, Verdict.ALLOW), new Policy(STAFF, rules, Verdict.ALLOW)),
                        List.of(), new Policy(Group.STRANGERS, rules, Verdict.BLOCK),
                        Timetable.unknown(ZoneId.of("Europe/London"))),
                modes);
    }

    private static Sight of(String name, List<Sight> sights) {
        return sights.stream().filter(sight -> sight.name().equals(name)).findFirst().orElseThrow();
    }

    private static Reach reach(Sight sight, Way way) {
        return Objects.requireNonNull(sight.findings().get(way)).reach();
    }

    private static List<Reach> reaches(Sight sight) {
        return List.of(Way.values()).stream().map(way -> reach(sight, way)).toList();
    }

    @Test
    void everyRuleIsToldOfEachWay() {
        List<Sight> sights = sights(Map.of());
        assertThat(sights).allSatisfy(sight -> assertThat(sight.findings()).containsOnlyKeys(Way.values()));
        assertThat(reaches(of("listed", sights))).containsExactly(Reach.PARTLY, Reach.WHOLE, Reach.PARTLY, Reach.NOT,
                Reach.NOT);
        assertThat(reaches(of("all", sights))).containsExactly(Reach.WHOLE, Reach.WHOLE, Reach.WHOLE, Reach.NOT,
                Reach.NOT);
        assertThat(of("listed", sights).groups()).containsExactly("Pupils");
        assertThat(of("sites", sights).groups()).isEmpty();
    }

    @Test
    void nothingIsPromisedForDevicesThatAreElsewhere() {
        assertThat(sights(Map.of(PUPILS, modes(true, YouTube.STRICT, true)))).allSatisfy(sight -> {
            assertThat(reach(sight, Way.AWAY)).isEqualTo(Reach.NOT);
            assertThat(reach(sight, Way.NAMES_ONLY)).isEqualTo(Reach.NOT);
        });
    }

    @Test
    void theModesInForceAreToldForTheGroupsTheyHoldFor() {
        List<Sight> sights = sights(Map.of(PUPILS, modes(true, YouTube.STRICT, true,
                new Accounts.Own("google-workspace", List.of("a.test"))), STAFF,
                modes(false, YouTube.MODERATE, false)));
        assertThat(of("safe-search", sights).groups()).containsExactly("Pupils");
        assertThat(reaches(of("accounts", sights)).subList(0, 3)).containsExactly(Reach.NOT, Reach.WHOLE, Reach.NOT);
        assertThat(sights.stream().filter(sight -> sight.name().equals("youtube")).map(Sight::title))
                .containsExactly("YouTube shows itself in its strict mode",
                        "YouTube shows itself in its moderate mode");
        assertThat(of("hidden-look-ups", sights).groups()).containsExactly("Pupils");
        assertThat(sights(Map.of(STAFF, modes(false, YouTube.OFF, false)))).extracting(Sight::name)
                .doesNotContain("safe-search", "youtube", "accounts", "hidden-look-ups");
    }
}
