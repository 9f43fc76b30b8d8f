package org.schoolgate.review.web.view;

/// Who looks at a page.
///
/// @param calledOnPages name and role, such as "Mrs Rao, Head of School"
/// @param head whether the pages with flagged accesses are there for them
/// @param mustChange whether a new password must be set before anything else
public record Viewer(String calledOnPages, boolean head, boolean mustChange) {}
