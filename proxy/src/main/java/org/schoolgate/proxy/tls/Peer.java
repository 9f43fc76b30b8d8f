package org.schoolgate.proxy.tls;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLEngine;
import org.schoolgate.filters.request.Host;

/// The site at the other end of a connection.
///
/// An engine carries it as text where others carry the bare host name: sessions are then kept apart by host and port. The
/// text ends with a dot, as no host name in an engine does, so that nobody takes pains to read it as one.
record Peer(Host host, int port) {

    String text() {
        return host.text() + ":" + port + ".";
    }

    static Peer of(SSLEngine engine) throws CertificateException {
        String text = engine.getPeerHost();
        int colon = text == null ? -1 : text.lastIndexOf(':');
        if (text == null || colon < 0) {
            throw new CertificateException("the engine names no site");
        }
        Host host = Host.parse(text.substring(0, colon))
                .orElseThrow(() -> new CertificateException("the engine names no site"));
        return new Peer(host, Integer.parseInt(text, colon + 1, text.length() - 1, 10));
    }
}
