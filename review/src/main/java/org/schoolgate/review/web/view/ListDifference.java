package org.schoolgate.review.web.view;

import java.util.List;

/// What differs between two versions of a list.
///
/// @param more how many lines are not shown; empty text where all are
public record ListDifference(String name, String heading, String lead, List<Count> counts, List<Line> lines,
        String more) {

    public record Count(String category, String added, String removed) {}

    public record Line(String what, String entry, String category) {}
}
