package org.schoolgate.app.replay;

import java.util.List;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Target;

/// Stands for lists where the address is sealed: whatever is asked for is in the categories that the record has.
///
/// @param categories those
record SealedAddress(CategorySet categories) implements DomainIndex {

    /// A name that is nobody's, so that no rule names it.
    static final Target TARGET = new Target.Site(Host.parse("sealed.invalid").orElseThrow(), 443);

    @Override
    public long bitsOf(Target target) {
        return categories.bits();
    }

    @Override
    public List<Listing> listingsOf(Target target) {
        return List.of();
    }

    @Override
    public String version() {
        return "sealed";
    }

    @Override
    public long size() {
        return 1;
    }
}
