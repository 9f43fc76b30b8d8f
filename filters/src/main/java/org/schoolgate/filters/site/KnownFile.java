package org.schoolgate.filters.site;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of facts about the sites of others, which change without notice: so it carries its date. Lines of words; `#`
/// begins a remark; the first line says `date 2026-11-25`.
///
/// @param date when somebody last looked whether it is still so
/// @param lines every other line, as its words
public record KnownFile(LocalDate date, List<List<String>> lines) {

    public KnownFile {
        lines = List.copyOf(lines);
    }

    /// Reads a file's text.
    ///
    /// @throws IllegalArgumentException where there is no date; these files come with the product
    public static KnownFile read(String text) {
        LocalDate date = null;
        List<List<String>> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int remark = line.indexOf('#');
            String said = (remark < 0 ? line : line.substring(0, remark)).strip();
            if (!said.isEmpty()) {
                List<String> words = List.of(said.split("\\s+"));
                if (words.getFirst().equals("date")) {
                    date = LocalDate.parse(words.get(1));
                } else {
                    lines.add(words);
                }
            }
        }
        return new KnownFile(dated(date), lines);
    }

    private static LocalDate dated(@Nullable LocalDate date) {
        if (date == null) {
            throw new IllegalArgumentException("the file has no line 'date YYYY-MM-DD'");
        }
        return date;
    }
}
