package org.schoolgate.blocklists.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;

/// Which of our categories a publisher's category is: lines of `theirs = ours, ours`, comments after `#`. With nothing
/// after the `=` a category is left out on purpose.
///
/// @param lines by the publisher's category
record Mapping(Map<String, Line> lines) {

    /// The places that only a licensed list fills, and no word in a table.
    private static final Set<String> LICENSED = Set.copyOf(Slot.CATEGORIES);

    /// One line.
    ///
    /// @param number its number, from 1
    /// @param slugs our categories
    record Line(int number, Set<String> slugs) {}

    /// Reads a mapping.
    ///
    /// @param file how messages call it
    /// @throws ListRefusedException naming every mistake in it
    static Mapping read(String file, List<String> text, Categories categories) throws ListRefusedException {
        Map<String, Line> lines = new LinkedHashMap<>();
        List<String> mistakes = new ArrayList<>();
        List<String> known = categories.all().stream().map(Category::slug).toList();
        for (int i = 0; i < text.size(); i++) {
            String place = file + ":" + (i + 1) + ": ";
            int comment = text.get(i).indexOf('#');
            String line = (comment < 0 ? text.get(i) : text.get(i).substring(0, comment)).strip();
            int equals = line.indexOf('=');
            if (line.isEmpty()) {
                continue;
            }
            if (equals <= 0) {
                mistakes.add(place + "no '=' in '" + line + "'; write: their category = our category");
                continue;
            }
            String theirs = line.substring(0, equals).strip();
            Set<String> slugs = new LinkedHashSet<>();
            for (String word : line.substring(equals + 1).split(",")) {
                String slug = word.strip();
                if (!slug.isEmpty() && categories.find(slug).isEmpty()) {
                    mistakes.add(place + "there is no category '" + slug + "'" + Nearest.hint(slug, known));
                } else if (!slug.isEmpty()) {
                    slugs.add(slug);
                }
            }
            Line before = lines.putIfAbsent(theirs, new Line(i + 1, slugs));
            if (before != null) {
                mistakes.add(place + "'" + theirs + "' stands in line " + before.number() + " already; keep one");
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ListRefusedException(String.join("\n", mistakes));
        }
        return new Mapping(lines);
    }

    /// A mapping that comes with the product.
    static Mapping ours(String publisher, Categories categories) throws ListRefusedException {
        String file = publisher + ".mapping";
        return read(file, Resources.lines(file).orElseThrow(), categories);
    }

    /// What a school writes itself: our own categories by their own names, but for those that only a licensed list fills.
    static Mapping same(Categories categories) {
        Map<String, Line> lines = new LinkedHashMap<>();
        categories.all().stream().filter(category -> !category.sealed() && !LICENSED.contains(category.slug()))
                .forEach(category -> lines.put(category.slug(), new Line(0, Set.of(category.slug()))));
        return new Mapping(lines);
    }

    /// Our categories for a publisher's category, found by its name or by another name of it.
    Optional<Set<String>> find(String category, Map<String, String> aliases) {
        Line line = lines.get(category);
        if (line != null) {
            return Optional.of(line.slugs());
        }
        return aliases.entrySet().stream()
                .filter(alias -> alias.getValue().equals(category) && lines.containsKey(alias.getKey()))
                .findFirst().map(alias -> lines.getOrDefault(alias.getKey(), new Line(0, Set.of())).slugs());
    }
}
