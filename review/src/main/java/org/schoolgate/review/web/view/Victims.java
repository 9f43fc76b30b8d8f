package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Records of bullying online that are there for the reader, and the form that lodges one.
///
/// @param newer the page before; empty on the first
/// @param older the page after; empty on the last
/// @param victims whom it may have been done to
/// @param problem why none was lodged
/// @param when what was typed before, as the four that follow
public record Victims(List<Line> records, Optional<String> newer, Optional<String> older, List<OneCase.Choice> victims,
        Optional<String> problem, String when, String where, String told, String who, String what) {

    /// One record.
    ///
    /// @param by who lodged it
    public record Line(String href, String called, String lodged, String by, String state) {}
}
