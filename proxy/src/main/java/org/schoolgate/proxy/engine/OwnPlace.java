package org.schoolgate.proxy.engine;

import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.OwnNames;
import org.schoolgate.filters.request.Target;

/// Where the gateway's own site is: under its name on any port of plain HTTP, and at the explicit port of this machine's
/// addresses. So it is found by whoever types the address of the proxy into a browser.
///
/// @param guard knows this machine's addresses
/// @param port the explicit port
record OwnPlace(AddressGuard guard, int port) {

    boolean isAskedFor(Target target) {
        return target.host().equals(OwnNames.SITE) || target.port() == port
                && target.host() instanceof IpAddress address && guard.isThisMachine(address);
    }
}
