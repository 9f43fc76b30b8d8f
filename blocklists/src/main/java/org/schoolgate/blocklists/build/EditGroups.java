package org.schoolgate.blocklists.build;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;

/// For whom an edit may be, and for whom one holds that names groups.
///
/// An edit for groups goes astray where one of them is no longer there, or its category has been locked since. Then it fails to the
/// closed side: what it closes is closed for everybody, as nobody knows where the people of that group are by now; what it opens is
/// open for those groups alone that are still there, and nothing that is locked.
///
/// @param known the names of the groups that there are
/// @param never the categories whose edits are for everybody: what is locked, closed or open
/// @param closing the categories by which something is closed, asked about or flagged
public record EditGroups(Set<String> known, CategorySet never, CategorySet closing) {

    /// Where there are no groups.
    public static final EditGroups NONE = new EditGroups(Set.of(), CategorySet.NONE, CategorySet.NONE);

    public EditGroups {
        known = Collections.unmodifiableSet(new LinkedHashSet<>(known));
    }

    /// Whether an edit holds for whoever is in no group that it names.
    boolean holdsForAll(EditLine line, Categories categories) {
        return line.groups().isEmpty() || isAstray(line, categories) && closes(line, categories);
    }

    /// Whether an edit holds for a group.
    boolean holdsFor(String group, EditLine line, Categories categories) {
        return holdsForAll(line, categories)
                || line.groups().contains(group) && !isIn(never, line, categories);
    }

    /// What is to be told of an edit that has gone astray.
    Optional<String> astray(EditLine line, Categories categories) {
        if (!isAstray(line, categories)) {
            return Optional.empty();
        }
        List<String> gone = gone(line);
        boolean one = gone.size() == 1;
        String what = gone.isEmpty()
                ? "the category " + line.category() + " is locked by now, which is the same for everybody"
                : "the policy has no " + (one ? "group " : "groups ") + String.join(", ", gone);
        return Optional.of(what + (closes(line, categories)
                ? ": it holds for everybody until it is undone" + (gone.isEmpty()
                        ? ""
                        : ", or " + (one ? "that group is" : "those groups are") + " there again")
                : gone.isEmpty() || gone.size() == line.groups().size()
                        ? ": it holds for nobody"
                        : ": it holds for the others that it names alone"));
    }

    private boolean isAstray(EditLine line, Categories categories) {
        return !line.groups().isEmpty() && (!known.containsAll(line.groups()) || isIn(never, line, categories));
    }

    private List<String> gone(EditLine line) {
        return line.groups().stream().filter(group -> !known.contains(group)).toList();
    }

    /// Whether it puts into what closes, or takes out of what opens; what is kept open for everybody it does not touch.
    private boolean closes(EditLine line, Categories categories) {
        boolean putsIn = (line.act() == Act.ADD || line.act() == Act.PROPOSE_ADD) != line.entry()
                .map(entry -> entry.allow()).orElse(false);
        return isIn(closing, line, categories) ? putsIn : !putsIn && !isIn(never, line, categories);
    }

    private static boolean isIn(CategorySet set, EditLine line, Categories categories) {
        Optional<Category> category = categories.find(line.category());
        return category.isPresent() && set.contains(category.get());
    }
}
