package org.schoolgate.blocklists.fetch;

import java.util.List;
import org.schoolgate.blocklists.build.Slot;

/// The places for lists that only members are given; see [org.schoolgate.blocklists.build.Slot].
final class LicensedLists {

    /// The categories they are for. A source by that name is meant for it.
    static final List<String> CATEGORIES = Slot.CATEGORIES;

    private LicensedLists() {}
}
