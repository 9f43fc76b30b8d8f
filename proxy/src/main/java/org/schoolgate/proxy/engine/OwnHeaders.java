package org.schoolgate.proxy.engine;

import io.netty.handler.codec.http.HttpHeaders;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.request.Host;

/// The headers by which a gateway tells sites how it wants to be served. A client's own are taken out, on every request
/// and to every site; the gateway's are set where the school has chosen so, and on the hosts that they are for.
final class OwnHeaders {

    private OwnHeaders() {}

    static void set(HttpHeaders headers, Modes modes, Host host) {
        Hygiene.remove(headers, modes::isReserved);
        modes.headers(host).forEach(header -> headers.set(header.name(), header.value()));
    }
}
