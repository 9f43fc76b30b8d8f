package org.schoolgate.filters.category;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The categories a school knows, at most 64, each with its bit.
public final class Categories {

    private final List<Category> all;
    private final @Nullable Category[] byBit = new Category[64];
    private final Map<String, Category> bySlug = new LinkedHashMap<>();
    private final CategorySet sealed;

    /// @throws IllegalArgumentException where two share a bit or a slug
    public Categories(List<Category> categories) {
        CategorySet hidden = CategorySet.NONE;
        CategorySet taken = CategorySet.NONE;
        for (Category category : categories) {
            if (taken.contains(category) || bySlug.putIfAbsent(category.slug(), category) != null) {
                throw new IllegalArgumentException("'" + category + "' shares its bit or its name with another");
            }
            byBit[category.bit()] = category;
            taken = taken.union(CategorySet.of(category));
            hidden = category.sealed() ? hidden.union(CategorySet.of(category)) : hidden;
        }
        this.all = List.copyOf(categories);
        this.sealed = hidden;
    }

    public List<Category> all() {
        return all;
    }

    public Optional<Category> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    /// The category with this bit, 0 to 63; null where no category has it.
    public @Nullable Category at(int bit) {
        return byBit[bit];
    }

    /// The set of these slugs.
    ///
    /// @throws IllegalArgumentException for a slug that is not known
    public CategorySet set(Collection<String> slugs) {
        CategorySet set = CategorySet.NONE;
        for (String slug : slugs) {
            set = set.union(CategorySet.of(find(slug)
                    .orElseThrow(() -> new IllegalArgumentException("there is no category '" + slug + "'"))));
        }
        return set;
    }

    /// The members of a set, in the order of their bits.
    public List<Category> of(CategorySet set) {
        return all.stream().filter(set::contains).sorted().toList();
    }

    /// The categories that are mostly for one of these uses.
    public CategorySet usedFor(Set<Use> uses) {
        CategorySet set = CategorySet.NONE;
        for (Category category : all) {
            set = uses.contains(category.use()) ? set.union(CategorySet.of(category)) : set;
        }
        return set;
    }

    /// The categories whose addresses are never stored or shown.
    public CategorySet sealed() {
        return sealed;
    }
}
