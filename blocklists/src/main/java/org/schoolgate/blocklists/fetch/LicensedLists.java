package org.schoolgate.blocklists.fetch;

import java.util.List;

/// The places for lists that only members are given; see [org.schoolgate.blocklists.build.Slot].
final class LicensedLists {

    /// The categories they are for. A source by that name is meant for it.
    static final List<String> CATEGORIES = List.of("illegal", "extremism");

    private LicensedLists() {}
}
