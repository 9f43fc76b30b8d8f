package org.schoolgate.app.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;

/// The categories: those that come with the product, and a school's own.
final class CategoryCatalogue {

    private static final int MOST = 64;

    private static final Key<Placed<String>> SLUG = Key.required("slug", Written.SLUG.placed(), "chess",
            "How rules and mapping files call it.");
    private static final Key<String> TITLE = Key.required("title", Shapes.text(60), "\"Games: chess\"",
            "How pages call it.");
    private static final Key<String> SUBJECT = Key.required("subject", Shapes.text(60), "Games",
            "The heading it is counted under; several categories may share one.");
    private static final Key<Boolean> SEALED = Key.standard("sealed", Shapes.flag(), "false", "true",
            "Whether addresses in it are never stored or shown, only a keyed mark of them.");

    /// One category, as files describe it.
    static final Keys CATEGORY = new Keys("a category", SLUG, TITLE, SUBJECT, SEALED);

    private static final String RESOURCE = "categories.yaml";
    private static final Shape<List<Fields>> FILE = Shapes.list(CATEGORY, 1, MOST);

    private static final List<Category> BUILT_IN = readBuiltIn();

    private CategoryCatalogue() {}

    /// The categories that come with the product.
    static List<Category> builtIn() {
        return BUILT_IN;
    }

    private static List<Category> readBuiltIn() {
        Notes notes = new Notes(RESOURCE);
        List<Category> read = Document.parse(Resources.bytes(RESOURCE), notes)
                .flatMap(FILE::read)
                .map(described -> added(List.of(), described))
                .orElse(List.of());
        if (!notes.areClean()) {
            throw new IllegalStateException("the product's own file is wrong: " + notes.problems());
        }
        return List.copyOf(read);
    }

    /// The categories that come with the product, and a school's `own`, whose slips are noted and left out.
    static Categories with(List<Fields> own) {
        return new Categories(added(builtIn(), own));
    }

    private static List<Category> added(List<Category> first, List<Fields> described) {
        List<Category> all = new ArrayList<>(first);
        Set<String> taken = new HashSet<>(first.stream().map(Category::slug).toList());
        for (Fields fields : described) {
            fields.get(SLUG).ifPresent(slug -> {
                if (!taken.add(slug.value())) {
                    slug.at().wrong("there is a category '" + slug.value() + "' already", "choose another name");
                } else if (all.size() == MOST) {
                    slug.at().wrong("there is no room for another category: " + MOST + " are the most, "
                            + first.size() + " of them built in", "leave some out");
                } else {
                    all.add(new Category(all.size(), slug.value(), fields.get(TITLE).orElse(slug.value()),
                            fields.get(SUBJECT).orElse(slug.value()), fields.or(SEALED)));
                }
            });
        }
        return all;
    }
}
