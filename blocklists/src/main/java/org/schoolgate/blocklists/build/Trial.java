package org.schoolgate.blocklists.build;

import java.util.List;
import org.schoolgate.filters.category.DomainIndex;

/// What would be in force with another version of a list. Nothing is changed by it.
///
/// @param list the list
/// @param version what the version is called; of a file that was only tried, what it would be called
/// @param entries how many entries it has
/// @param reasons why it waits, or would wait, for a person; none where it need not
/// @param index answers for the targets it was made for as the index would that came into force, and for all others by chance
public record Trial(String list, String version, long entries, List<HeldReason> reasons,
        DomainIndex index) implements AutoCloseable {

    public Trial {
        reasons = List.copyOf(reasons);
    }

    @Override
    public void close() {
        index.close();
    }
}
