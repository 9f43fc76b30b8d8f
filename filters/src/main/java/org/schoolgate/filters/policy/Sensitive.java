package org.schoolgate.filters.policy;

import java.util.List;
import java.util.Set;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Use;

/// What nobody loosens alone.
public final class Sensitive {

    private Sensitive() {}

    /// Whatever has no use that anyone is asked about, which is what is harmful, a way round the filter, or help; and
    /// whatever the school wants to hear of at once as more than a notice.
    public static CategorySet of(Categories categories, List<Watch> watches) {
        CategorySet set = categories.usedFor(Set.of(Use.NONE));
        for (Watch watch : watches) {
            set = watch.severity() == Severity.NOTICE ? set : set.union(watch.categories());
        }
        return set;
    }

    /// What locked rules close for any group, at any hour: no register opens it.
    public static CategorySet locked(Policies policies) {
        CategorySet set = CategorySet.NONE;
        for (Rule rule : policies.rules().values()) {
            set = rule.tier() == Tier.LOCKED_BLOCK ? set.union(rule.subject().deciding()) : set;
        }
        return set;
    }
}
