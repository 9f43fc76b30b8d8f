package org.schoolgate.filters.mode;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What is known of the modes that the sites of others have.
public record KnownModes(SearchTable search, Accounts accounts) {

    /// The headers that only the gateway may set, in lower case: what a client sends of them goes on to no site.
    Set<String> reserved() {
        Set<String> names = new TreeSet<>(accounts.headers());
        names.add(SearchTable.YOUTUBE_HEADER.toLowerCase(Locale.ROOT));
        return names;
    }
}
