package org.schoolgate.review.web.view;

/// Who looks at a page.
///
/// @param calledOnPages name and role, such as "Mrs Rao, Head of School"
/// @param head whether the pages with flagged accesses are there for them
/// @param unready whether a password or a second factor must be set before anything else
public record Viewer(String calledOnPages, boolean head, boolean unready) {}
