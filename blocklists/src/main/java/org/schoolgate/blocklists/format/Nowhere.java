package org.schoolgate.blocklists.format;

import java.util.Set;

/// The addresses to which lists lead the names that they close.
final class Nowhere {

    private static final Set<String> ADDRESSES = Set.of("0.0.0.0", "127.0.0.1", "::", "::1", "0");

    private Nowhere() {}

    /// Whether an address, as it is written, leads nowhere.
    static boolean is(String address) {
        return ADDRESSES.contains(address);
    }
}
