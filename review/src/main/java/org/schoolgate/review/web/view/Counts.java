package org.schoolgate.review.web.view;

import java.util.List;

/// How many accesses were flagged in four weeks.
///
/// @param whole whether small numbers are told as they are
/// @param under which days
public record Counts(String now, List<Line> lines, boolean whole, String under) {

    /// The accesses of one category, in words ready to print.
    ///
    /// @param hand those that look as if by hand
    /// @param pages those that pages and programs made
    /// @param unknown those of which it cannot be told
    public record Line(String about, String hand, String pages, String unknown) {}
}
