package org.schoolgate.app.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Use;

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

    private static final Key<Use> USE = Key.standard("use",
            Shapes.oneOf("a class of use", Stream.of(Use.values()), Use::text), "none", "recreational",
            "What its sites are mostly used for: educational, personal, recreational, mixed, or none that anyone asks"
                    + " about.");

    private static final Map<Use, Key<List<Placed<String>>>> CLASSES = classes();

    /// Which categories are used for what, where the school sees it otherwise.
    static final Keys USES = new Keys("the classes of use", List.copyOf(CLASSES.values()));

    /// One category, as files describe it.
    static final Keys CATEGORY = new Keys("a category", SLUG, TITLE, SUBJECT, SEALED, USE);

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
    ///
    /// @param uses of which categories the school says another use
    static Categories with(List<Fields> own, Optional<Fields> uses) {
        Categories all = new Categories(added(builtIn(), own));
        return uses.map(said -> used(all, said)).orElse(all);
    }

    private static Map<Use, Key<List<Placed<String>>>> classes() {
        Map<Use, Key<List<Placed<String>>>> classes = new EnumMap<>(Use.class);
        for (Use use : Use.values()) {
            classes.put(use, Key.optional(use.text(), Shapes.list(new CategoryName(), 1, MOST), "as built in",
                    "[forums, video-sharing]", use == Use.NONE
                            ? "Categories that rules with 'use' are never about."
                            : "Categories whose use is " + use.text() + " at this school."));
        }
        return classes;
    }

    private static Categories used(Categories all, Fields said) {
        Map<String, Use> other = new HashMap<>();
        CLASSES.forEach((use, key) -> said.get(key).orElse(List.of()).forEach(slug -> {
            if (all.find(slug.value()).isEmpty()) {
                slug.at().unknown("there is no category " + slug.at().shown(),
                        all.all().stream().map(Category::slug).toList());
            } else if (other.putIfAbsent(slug.value(), use) != null) {
                slug.at().wrong("two uses are said of '" + slug.value() + "'",
                        "keep one; what is used for both is mixed");
            }
        }));
        return new Categories(all.all().stream().map(category -> new Category(category.bit(), category.slug(),
                category.title(), category.subject(), category.sealed(),
                other.getOrDefault(category.slug(), category.use()))).toList());
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
                            fields.get(SUBJECT).orElse(slug.value()), fields.or(SEALED), fields.or(USE)));
                }
            });
        }
        return all;
    }
}
