package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Copies for people who ask what is kept of them, and the form for another.
///
/// @param lines latest first
/// @param today the latest day that the form takes
/// @param problem why nothing was made
/// @param device what stands in the form, as all that follow
public record Copies(List<Line> lines, String today, Optional<String> problem, String device, String account,
        String first, String last, String reference, String why) {

    /// One copy, without the device or the account that it is of.
    ///
    /// @param who had it made
    /// @param days of which it tells
    /// @param taken when it was taken, a sentence each
    public record Line(long id, String when, String who, String reference, String why, String days,
            List<String> taken) {}
}
