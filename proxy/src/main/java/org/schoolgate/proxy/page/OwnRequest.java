package org.schoolgate.proxy.page;

import java.util.Optional;
import org.schoolgate.filters.request.IpAddress;

/// What somebody asks of the gateway's own site.
///
/// @param method the HTTP method
/// @param path without its query
/// @param from the device's address
/// @param site how the site was addressed: scheme, host, and the port where it is not the scheme's own
/// @param encrypted whether the way from the device is
/// @param origin which site's page a form was sent from, where the browser says so
/// @param query what stands behind the path's question mark, as it was sent; empty where nothing does
/// @param cookies what the browser brings of the cookies that it was given
/// @param body what was sent along, all of it; never longer than [Pages#ownForm] says
@SuppressWarnings("ArrayRecordComponent") // Never compared; it is wiped once it was read.
public record OwnRequest(String method, String path, IpAddress from, String site, boolean encrypted,
        Optional<String> origin, String query, String cookies, byte[] body) {

    /// Leaves out what was typed, and from where.
    @Override
    public String toString() {
        return "OwnRequest[" + method + " " + path + "]";
    }
}
