package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The edits of the school's own lists.
///
/// @param containing what they are narrowed to
/// @param due those that somebody should look at again; on the first page alone
/// @param edits all others of this page, the latest first
/// @param next the way to the next page; empty text where there is none
/// @param first the way back to the first page; empty text on it
public record ListEdits(Optional<Lists.Said> said, String containing, List<EditLine> due, List<EditLine> edits,
        String next, String first, boolean keeps) {}
