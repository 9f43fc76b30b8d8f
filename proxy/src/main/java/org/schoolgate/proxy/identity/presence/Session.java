package org.schoolgate.proxy.identity.presence;

import org.schoolgate.filters.request.Identity;

/// How a source names one stay of somebody's, from its beginning to its end. Two of one name are the same.
///
/// @param source what says so
/// @param keeper who counts it, such as one access point; when a keeper starts anew, all of its sessions are over
/// @param number how the keeper names it
public record Session(Identity.Source source, String keeper, String number) {

    /// Leaves the number out, as some access points make it from an address.
    @Override
    public String toString() {
        return "Session[" + source.text() + "]";
    }
}
