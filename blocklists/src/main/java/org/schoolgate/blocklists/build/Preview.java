package org.schoolgate.blocklists.build;

import org.schoolgate.filters.category.DomainIndex;

/// What an edit would come to.
///
/// @param index as it would be once the edit is in force, whether that takes two people or not
/// @param byTwo whether it would be proposed, as it takes two people
public record Preview(DomainIndex index, boolean byTwo) implements AutoCloseable {

    @Override
    public void close() {
        index.close();
    }
}
