package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.decision.Clause;

/// The rules in force.
///
/// @param inForce which version, since when
public record Rules(String heading, List<Line> rules, String inForce) {

    public record Line(
            String name,
            String title,
            String groups,
            String when,
            String answer,
            Optional<Clause> clause) {}
}
