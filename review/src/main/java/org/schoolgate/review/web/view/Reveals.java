package org.schoolgate.review.web.view;

import java.util.List;

/// Who is to be shown, and was.
///
/// @param waiting what waits for the reader's word
/// @param inForce what the reader may see now
/// @param atOnce what one person was shown without a second within four weeks; empty for those who are not told
/// @param told whether the reader is told of those
public record Reveals(String heading, List<Waiting> waiting, List<Line> inForce, List<String> atOnce, boolean told) {

    /// What waits.
    ///
    /// @param id for the addresses of its forms
    /// @param asked who asks, when, of which device and for how long
    /// @param why what they say it is for
    public record Waiting(long id, String asked, String why) {}

    /// What may be seen.
    public record Line(String href, String words) {}
}
