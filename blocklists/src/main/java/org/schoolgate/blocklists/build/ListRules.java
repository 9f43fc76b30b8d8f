package org.schoolgate.blocklists.build;

import java.util.function.Supplier;
import org.schoolgate.filters.category.CategorySet;

/// What a school wants of its lists.
///
/// @param kept how many versions of each list are kept, with the one in force
/// @param twoPeople the categories out of which nobody opens anything alone
/// @param opening the categories by which something is opened: nobody alone puts into them what is in one of `twoPeople`, nor anything into
///                one that is of both
/// @param groups for whom an edit may be
/// @param protectedNames what no list may close without a person's word; asked at each import
public record ListRules(int kept, CategorySet twoPeople, CategorySet opening, EditGroups groups,
        Supplier<ProtectedNames> protectedNames) {

    /// Five versions, and nothing that is protected or takes two people.
    public static final ListRules DEFAULT = new ListRules(5, CategorySet.NONE, CategorySet.NONE, EditGroups.NONE,
            () -> ProtectedNames.NONE);

    public ListRules {
        if (kept < 1 || kept > 100) {
            throw new IllegalArgumentException("from 1 to 100 versions can be kept, not " + kept);
        }
    }
}
