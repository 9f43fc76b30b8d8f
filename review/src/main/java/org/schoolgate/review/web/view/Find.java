package org.schoolgate.review.web.view;

import java.util.List;

/// The page that looks for a reference.
///
/// @param reference what was typed
/// @param lines where several share it, each of them
public record Find(String heading, String lead, String reference, List<Line> lines) {

    public record Line(String href, String words) {}
}
