package org.schoolgate.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.When;

/// What every school's policy must hold: some categories are closed for everyone at all hours, and help stays open.
final class Locks {

    /// The categories that must be closed, each with the sentence that demands it.
    private static final Map<String, String> DUTIES = duties();

    private static final List<String> HELP = List.of("helplines", "unions");

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
        for (String slug : HELP) {
            categories.find(slug)
                    .filter(category -> read.stream().noneMatch(rule -> locks(rule, Tier.LOCKED_ALLOW, category)))
                    .ifPresent(_ -> rules.remark("no rule keeps '" + slug + "' open for everyone at all hours",
                            "add a rule of tier locked-allow with categories: [" + slug + "]"));
        }
    }

    private static boolean locks(Rule rule, Tier tier, Category category) {
        return rule.tier() == tier && rule.groups().isEmpty() && rule.when() instanceof When.Always
                && (rule.subject() instanceof Subject.Anything
                        || rule.subject() instanceof Subject.Listed(var any) && any.contains(category));
    }
}
