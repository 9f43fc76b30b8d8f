package org.schoolgate.app.lists;

import java.net.IDN;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.OwnersName;
import org.schoolgate.filters.request.Target;

/// What can be known of a site without going there: from its name, and from what lists say of names beside it.
///
/// @param others names that were asked for today, too, and that lists know
record Hints(DomainIndex index, Categories categories, Set<String> others) {

    private static final int TLS = 443;
    private static final int MOST_NAMED = 3;

    List<String> of(String host) {
        List<String> hints = new ArrayList<>();
        Optional<Host> name = Host.parse(host).filter(HostName.class::isInstance);
        if (name.isEmpty()) {
            return List.of("An address without a name.");
        }
        String shown = IDN.toUnicode(host);
        if (!shown.equals(host)) {
            hints.add("Written " + shown + ".");
        }
        String site = OwnersName.of(name.get());
        Set<String> about = new LinkedHashSet<>();
        for (String other : others) {
            if (!other.equals(host) && (other.equals(site) || other.endsWith("." + site))) {
                subjects(other).forEach(about::add);
            }
        }
        if (!about.isEmpty()) {
            hints.add("Other names of " + site + " are listed: "
                    + String.join(", ", about.stream().limit(MOST_NAMED).toList()) + ".");
        }
        return hints;
    }

    private List<String> subjects(String host) {
        CategorySet found = Host.parse(host).map(parsed -> index.categoriesOf(new Target.Site(parsed, TLS)))
                .orElse(CategorySet.NONE);
        return categories.of(found).stream().filter(category -> !category.sealed()).map(Category::title).toList();
    }
}
