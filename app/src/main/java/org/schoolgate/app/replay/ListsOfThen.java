package org.schoolgate.app.replay;

import java.util.List;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Target;

/// The lists that an engine asks, while it is asked about one record after the other: each has lists of its own. For one thread.
final class ListsOfThen implements DomainIndex {

    private DomainIndex now = new SealedAddress(CategorySet.NONE);

    /// Says which lists are asked from now on.
    void are(DomainIndex lists) {
        now = lists;
    }

    @Override
    public long bitsOf(Target target) {
        return now.bitsOf(target);
    }

    @Override
    public List<Listing> listingsOf(Target target) {
        return now.listingsOf(target);
    }

    @Override
    public String version() {
        return "then";
    }

    @Override
    public long size() {
        return now.size();
    }
}
