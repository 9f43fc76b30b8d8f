package org.schoolgate.review.web.view;

import java.util.List;

/// Who looks at a page.
///
/// @param calledOnPages name and role, such as "Mrs Rao, Head of School"
/// @param links the parts of the site that are there for them; none until a one-time password has been changed
public record Viewer(String calledOnPages, List<Link> links) {

    /// The way to a part of the site.
    public record Link(String words, String href, Place place) {}
}
