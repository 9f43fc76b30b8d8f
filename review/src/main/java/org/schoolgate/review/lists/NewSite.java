package org.schoolgate.review.lists;

import java.util.List;

/// A site that no list knows.
///
/// @param host its name
/// @param requests how often it was asked for today
/// @param people about how many people asked; a page shows no number below five
/// @param groups the titles of the groups that asked
/// @param isNew whether nobody had asked for it in the week before
/// @param hints what is known of it without going there, a sentence each
public record NewSite(String host, long requests, int people, List<String> groups, boolean isNew,
        List<String> hints) {

    public NewSite {
        groups = List.copyOf(groups);
        hints = List.copyOf(hints);
    }
}
