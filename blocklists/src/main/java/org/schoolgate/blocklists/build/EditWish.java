package org.schoolgate.blocklists.build;

import java.util.List;
import java.util.Optional;

/// What somebody wants changed in what the lists say.
///
/// @param adds whether to put in; else to take out
/// @param entry the entry as in a plain list, `@@` before one that takes a name out of what shorter names give it
/// @param category its slug; to take out of all categories that list this very entry: empty
/// @param groups the names of the groups that it is for, sorted; none: everybody
public record EditWish(boolean adds, String entry, Optional<String> category, List<String> groups)
        implements
            Wished {

    public EditWish {
        groups = groups.stream().distinct().sorted().toList();
    }

    /// About one category.
    EditWish(boolean adds, String entry, String category, List<String> groups) {
        this(adds, entry, Optional.of(category), groups);
    }

    /// For everybody.
    public EditWish(boolean adds, String entry, Optional<String> category) {
        this(adds, entry, category, List.of());
    }
}
