package org.schoolgate.review.lists;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A list and where it comes from.
///
/// @param name as commands call it, such as `ut1`
/// @param title as pages call it
/// @param categories the titles of the categories that it sorts sites into
/// @param entries how many it has in force; 0 for none
/// @param since when what is in force was fetched or imported
/// @param state how it is
/// @param sentence what there is to know about its state, such as when the publisher answered last
/// @param sealed whether nobody may see what is in it
/// @param fetched whether the gateway fetches it by itself
public record Source(String name, String title, List<String> categories, long entries, Optional<Instant> since,
        State state, String sentence, boolean sealed, boolean fetched) {

    /// How a list is.
    public enum State {
        /// As it should be.
        WELL,
        /// Somebody should look.
        LOOK,
        /// Nothing is there.
        GAP,
        /// The school has switched it off, or not on yet.
        OFF
    }

    public Source {
        categories = List.copyOf(categories);
    }
}
