package org.schoolgate.review.web.view;

import java.util.List;

/// Who has looked at flagged accesses.
///
/// @param listed whether any looks are told one by one
/// @param lines the looks, latest first
/// @param counts how often each role has looked in four weeks; empty for those who are not told
/// @param copies what was made for people who asked what is kept of them, latest first; empty for those who are not told
public record Looks(String heading, boolean listed, List<Line> lines, List<Count> counts, List<Copies.Line> copies) {

    /// One look.
    public record Line(String when, String who, String what) {}

    /// The looks of one role.
    ///
    /// @param shown how often one was shown who it is
    public record Count(String role, String looks, String shown) {}
}
