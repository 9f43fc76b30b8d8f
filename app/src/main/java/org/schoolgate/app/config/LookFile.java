package org.schoolgate.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.policy.LookRule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.request.Group;

/// What `inspection` in `policy.yaml` may say: how far encrypted connections are looked into.
final class LookFile {

    /// What schools keep out of in any case; where a file forgets one of them, that is remarked on.
    private static final List<String> PRIVATE = List.of("banking", "health", "unions", "helplines");

    private static final Key<Placed<Look>> LOOK = Key.required("look",
            Shapes.oneOf("a way to look", Stream.of(Look.values()), Look::text).placed(), "inside",
            "never: by name only, whatever is said further down. name: by name only. page: by name, and what stays closed"
                    + " is answered with a page. inside: every address is judged. The last two need the school's"
                    + " certificate on the devices (schoolgate ca export).");

    /// One sentence of it.
    static final Keys KEYS = new Keys("a sentence on inspection", RuleFile.GROUPS, RuleFile.CATEGORIES, RuleFile.SITES,
            RuleFile.ABOUT, LOOK);

    private final RuleFile rules;
    private final Categories categories;

    /// @param rules reads whom a sentence is for and what it is about
    LookFile(RuleFile rules, Categories categories) {
        this.rules = rules;
        this.categories = categories;
    }

    /// Reads the sentences in their order; what is wrong is noted, and the sentences concerned are left out.
    List<LookRule> read(List<Fields> described) {
        List<LookRule> looks = new ArrayList<>();
        for (Fields fields : described) {
            Set<Group> groups = rules.groups(fields);
            Optional<Subject> subject = rules.subject(fields);
            Optional<Placed<Look>> look = fields.get(LOOK);
            if (subject.isPresent() && look.isPresent()) {
                LookRule rule = new LookRule(groups, subject.get(), look.get().value());
                if (rule.look() == Look.INSIDE) {
                    remarkOnPrivate(looks, rule, look.get());
                }
                looks.add(rule);
            }
        }
        return looks;
    }

    /// Whoever looks into everything should have said before what is left alone.
    private void remarkOnPrivate(List<LookRule> before, LookRule rule, Placed<Look> at) {
        List<String> open = PRIVATE.stream().filter(slug -> categories.find(slug).map(CategorySet::of)
                .filter(one -> covers(rule, one) && !isSpared(before, rule.groups(), one)).isPresent()).toList();
        if (!open.isEmpty()) {
            at.at().remark("this looks into " + String.join(", ", open) + " too",
                    "put a sentence with 'look: never' for them before this one");
        }
    }

    private static boolean isSpared(List<LookRule> before, Set<Group> groups, CategorySet category) {
        return before.stream().anyMatch(earlier -> earlier.look() == Look.NEVER && covers(earlier, category)
                && (earlier.groups().isEmpty() || !groups.isEmpty() && earlier.groups().containsAll(groups)));
    }

    private static boolean covers(LookRule rule, CategorySet categories) {
        return switch (rule.subject()) {
            case Subject.Listed(CategorySet any) -> any.intersects(categories);
            case Subject.Anything _ -> true;
            case Subject.Unlisted _ -> false;
            case Subject.Sites _ -> false;
        };
    }
}
