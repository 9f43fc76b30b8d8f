package org.schoolgate.review.web.view;

import java.util.List;

/// Who looks at a page.
///
/// @param calledOnPages name and role, such as "Mrs Rao, Head of School"
/// @param links the parts of the site that are there for them; none until a password and a second factor have been set
public record Viewer(String calledOnPages, List<Link> links) {

    /// The way to a part of the site.
    public record Link(String words, String href, Place place) {}
}
