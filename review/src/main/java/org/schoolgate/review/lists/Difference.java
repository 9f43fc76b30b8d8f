package org.schoolgate.review.lists;

import java.util.List;

/// What differs between two versions of a list.
///
/// @param counts for each category that differs
/// @param lines the first of them; none of a sealed category
/// @param all how many there are
public record Difference(String from, String to, List<Count> counts, List<Line> lines, long all) {

    /// How much of one category differs.
    ///
    /// @param category the category's title
    public record Count(String category, long added, long removed) {}

    /// One entry that differs.
    ///
    /// @param category the category's title
    public record Line(boolean added, String entry, String category) {}

    public Difference {
        counts = List.copyOf(counts);
        lines = List.copyOf(lines);
    }
}
