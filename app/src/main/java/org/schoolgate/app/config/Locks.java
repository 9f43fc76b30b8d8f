package org.schoolgate.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.filters.decision.Verdict;
import java.util.Set;
import java.util.Optional;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.When;

/// What every school's policy holds: some categories are closed for everyone at all hours, which the school has to say itself; and
/// help stays open to everyone, whether the school says so or not.
final class Locks {

    /// The categories that must be closed, each with the sentence that demands it.
    private static final Map<String, String> DUTIES = duties();

    /// What nobody may close, and what leaves no record: where people turn to for help, advice and support, and what says most of them.
    private static final List<String> HELP = List.of("helplines", "unions", "health", "faith", "sexual-education");

    private Locks() {}

    private static Map<String, String> duties() {
        Map<String, String> duties = new LinkedHashMap<>();
        duties.put("illegal",
                "“There are no circumstances which justify adults possessing indecent images of children”");
        duties.put("extremism",
                "schools must “ensure that children are safe from terrorist and extremist material when "
                        + "accessing the internet” (the Prevent duty)");
        duties.put("pornography",
                "“Adults must not use equipment belonging to the school to access pornography or adult or "
                        + "explicit material of any kind”");
        return duties;
    }

    /// Notes at `rules` every lock that is missing.
    static void check(List<Rule> read, Categories categories, Value rules) {
        DUTIES.forEach((slug, duty) -> categories.find(slug)
                .filter(category -> read.stream().noneMatch(rule -> locks(rule, Tier.LOCKED_BLOCK, category)))
                .ifPresent(_ -> rules.wrong("no rule closes '" + slug + "' for everyone at all hours: " + duty,
                        "add a rule of tier locked-block with categories: [" + slug
                                + "], without 'groups' and 'when'")));
    }

    /// Notes at `rules` every rule that would close for good what nobody may close.
    static void checkHelp(List<Rule> read, Categories categories, Value rules) {
        for (String slug : HELP) {
            categories.find(slug).ifPresent(category -> read.stream()
                    .filter(rule -> rule.tier() == Tier.LOCKED_BLOCK && covers(rule, category))
                    .forEach(rule -> rules.wrong("rule '" + rule.name() + "' closes '" + slug
                            + "', which stays open to everyone", "name other categories in it")));
        }
    }

    /// The rule that keeps open what no rule of the school's does; empty where they keep all of it open.
    static List<Rule> open(List<Rule> read, Categories categories) {
        List<String> missing = HELP.stream().filter(slug -> categories.find(slug)
                .filter(category -> read.stream().noneMatch(rule -> locks(rule, Tier.LOCKED_ALLOW, category)))
                .isPresent()).toList();
        return missing.isEmpty()
                ? List.of()
                : List.of(new Rule("always-open", "Help, support and what is private stay open to everyone",
                        Tier.LOCKED_ALLOW, Set.of(), new Subject.Listed(categories.set(missing)), new When.Always(),
                        Verdict.ALLOW, false, Optional.empty()));
    }

    private static boolean locks(Rule rule, Tier tier, Category category) {
        return rule.tier() == tier && rule.groups().isEmpty() && rule.when() instanceof When.Always
                && covers(rule, category);
    }

    private static boolean covers(Rule rule, Category category) {
        return rule.subject() instanceof Subject.Anything
                || rule.subject() instanceof Subject.Listed(var any) && any.contains(category);
    }
}
