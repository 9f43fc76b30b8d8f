package org.schoolgate.review.lists;

import java.util.Optional;
import java.util.Set;

/// What is to be changed about one entry: a name with all below it, `=name` for that name alone, a page's path, an
/// address or a range of them.
public sealed interface Change {

    /// As somebody typed it.
    String entry();

    /// The names of the groups that it is for; none: everybody.
    Set<String> groups();

    /// Puts it into a category.
    ///
    /// @param category its slug
    record Add(String entry, String category, Set<String> groups) implements Change {

        /// For everybody.
        public Add(String entry, String category) {
            this(entry, category, Set.of());
        }
    }

    /// Takes it out of a category, or of all that list this very entry.
    record Remove(String entry, Optional<String> category, Set<String> groups) implements Change {

        /// For everybody.
        public Remove(String entry, Optional<String> category) {
            this(entry, category, Set.of());
        }
    }

    /// Takes what is below it out of a category in which a shorter name is.
    record Except(String entry, String category, Set<String> groups) implements Change {}

    /// Puts it into another category in place of the one it is in.
    record Move(String entry, String from, String to, Set<String> groups) implements Change {}
}
