package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The register of checks of the filter, and the form for another.
///
/// @param lines latest first
/// @param more whether there are others before these
/// @param corrects the number of the check that the form is about to correct
/// @param today the latest day that the form takes
/// @param problem why nothing was written down
/// @param typed what stands in the form
public record Checks(List<Line> lines, boolean more, Optional<Long> corrects, String today, Optional<String> problem,
        Typed typed) {

    /// One check.
    ///
    /// @param who wrote it down, and when
    /// @param inPlaceOf which check it corrects, as a sentence
    /// @param corrected whether a later one corrects it
    public record Line(long id, String day, String who, String device, String people, String tried, String found,
            String follows, Optional<String> inPlaceOf, boolean corrected) {}

    /// What stands in the form.
    public record Typed(String day, String device, String people, String tried, String found, String follows) {}
}
