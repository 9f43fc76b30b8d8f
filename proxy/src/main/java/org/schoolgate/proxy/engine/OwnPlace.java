package org.schoolgate.proxy.engine;

import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.OwnNames;
import org.schoolgate.filters.request.Target;

/// Where the gateway's own site is: under its name on any port of plain HTTP, and at the explicit port of this machine's
/// addresses. So it is found by whoever types the address of the proxy into a browser. Where the gateway can make certificates, it is
/// under its name with encryption, too.
///
/// @param guard knows this machine's addresses
/// @param port the explicit port
/// @param encrypts whether it is there with encryption
record OwnPlace(AddressGuard guard, int port, boolean encrypts) {

    boolean isAskedFor(Target target) {
        return target.host().equals(OwnNames.SITE) || target.port() == port
                && target.host() instanceof IpAddress address && guard.isThisMachine(address);
    }

    /// Whether the site is there with encryption under this name.
    boolean isEncryptedAt(Host host) {
        return encrypts && host.equals(OwnNames.SITE);
    }
}
