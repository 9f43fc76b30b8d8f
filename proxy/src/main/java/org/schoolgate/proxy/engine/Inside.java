package org.schoolgate.proxy.engine;

import java.util.Optional;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.log.Link;

/// What an inspected connection is to: the device has seen a certificate for this host, and nothing else may be asked
/// through it.
///
/// @param client who asks for all of it: whoever asked for the connection
/// @param link ties what is asked to the connection
/// @param closed whether the site itself was never reached, because its name stays closed
/// @param fault why the site itself cannot be reached; every request is answered with it then
record Inside(Host host, int port, Client client, Link link, boolean closed, Optional<Trouble> fault) {

    /// Whether a page belongs here.
    boolean holds(Target.Page page) {
        return page.host().equals(host) && page.port() == port;
    }
}
