package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;
import org.schoolgate.review.web.view.OneCase.Choice;

/// The sites of today that no list knows.
///
/// @param at which row has the focus; -1 for none
/// @param keeps whether this reader sorts them
public record NewSites(String heading, Optional<Lists.Said> said, List<Site> sites, List<Choice> categories, int at,
        boolean keeps) {

    /// One site.
    ///
    /// @param requests in words
    /// @param facts what is known of it, a sentence each
    public record Site(String host, String requests, String people, String groups, boolean isNew,
            List<String> facts) {}
}
