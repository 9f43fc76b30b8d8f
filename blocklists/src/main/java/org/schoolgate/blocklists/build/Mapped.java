package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.schoolgate.blocklists.source.ListSource.Survey;
import org.schoolgate.filters.category.Categories;

/// Which of our categories each category of a source is.
///
/// @param slugs ours by theirs
/// @param unmapped theirs that no mapping names
record Mapped(Map<String, Set<String>> slugs, List<String> unmapped) {

    /// Looks each of them up in the school's own mapping, then in the product's, of which the first that names it counts.
    ///
    /// @throws ListRefusedException where the school's mapping has a mistake, or names a category that nobody has
    static Mapped of(Survey survey, Optional<Path> school, List<Mapping> ours, Categories categories)
            throws IOException, ListRefusedException {
        List<Mapping> all = new ArrayList<>();
        if (school.isPresent()) {
            all.add(read(school.get(), survey, ours, categories));
        }
        all.addAll(ours);
        Map<String, Set<String>> slugs = new LinkedHashMap<>();
        List<String> unmapped = new ArrayList<>();
        for (String category : survey.categories()) {
            all.stream().flatMap(mapping -> mapping.find(category, survey.aliases()).stream()).findFirst()
                    .ifPresentOrElse(found -> slugs.put(category, found), () -> unmapped.add(category));
        }
        return new Mapped(slugs, List.copyOf(unmapped));
    }

    private static Mapping read(Path file, Survey survey, List<Mapping> ours, Categories categories)
            throws IOException, ListRefusedException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Mapping school = Mapping.read(file.getFileName().toString(), text.lines().toList(), categories);
        Set<String> theirs = new TreeSet<>(survey.categories());
        theirs.addAll(survey.aliases().keySet());
        Set<String> known = new TreeSet<>(theirs);
        ours.forEach(mapping -> known.addAll(mapping.lines().keySet()));
        List<String> mistakes = new ArrayList<>();
        school.lines().forEach((category, line) -> {
            if (!known.contains(category)) {
                mistakes.add(file.getFileName() + ":" + line.number() + ": the publisher has no category '" + category
                        + "'" + Nearest.hint(category, theirs));
            }
        });
        if (!mistakes.isEmpty()) {
            throw new ListRefusedException(String.join("\n", mistakes));
        }
        return school;
    }
}
