package org.schoolgate.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.filters.category.Category;

/// The name of a category. Whether there is one of that name is asked once the school's own are known.
record CategoryName() implements Shape<Placed<String>> {

    @Override
    public Optional<Placed<String>> read(Value value) {
        return Written.SLUG.read(value).map(slug -> new Placed<>(slug, value));
    }

    /// Editors complete the built-in names and take any other.
    @Override
    public Map<String, Object> schema() {
        Map<String, Object> builtIn = new LinkedHashMap<>();
        builtIn.put("enum", CategoryCatalogue.builtIn().stream().map(Category::slug).toList());
        return Map.of("anyOf", List.of(builtIn, Written.SLUG.schema()));
    }

    @Override
    public String words() {
        return "the name of a category, like chat";
    }
}
