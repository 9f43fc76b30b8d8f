package org.schoolgate.blocklists.build;

import java.util.List;

/// What somebody wants moved from one category to another: both halves come into force, or neither.
///
/// @param entry the entry; where a shorter one lists it, it is taken out by `@@`
/// @param from the slug of the category that it is in
/// @param to the slug of the one that it belongs to
/// @param groups the names of the groups that it is for; none: everybody
public record EditMove(String entry, String from, String to, List<String> groups) implements Wished {

    public EditMove {
        groups = List.copyOf(groups);
    }
}
