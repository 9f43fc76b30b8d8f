package org.schoolgate.review.web.view;

import java.util.List;

/// What happened to lists.
///
/// @param next the way to the next page; empty text where there is none
/// @param first the way back to the first page; empty text on it
public record ListHistory(String heading, List<Line> lines, String next, String first, boolean keeps) {

    public record Line(String when, String what, String list, String who, String why, String detail) {}
}
