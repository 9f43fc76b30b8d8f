package org.schoolgate.proxy.tls;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLEngine;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.request.Host;

/// The site at the other end of a connection, and what is demanded of it.
///
/// An engine carries it as text where others carry the bare host name: sessions are then kept apart by all of it, so that
/// none that was made under lesser demands is taken up under greater. The text ends with a dot, as no host name in an
/// engine does, so that nobody takes pains to read it as one.
record Peer(Host host, int port, Demands demands) {

    private static final String PROOF = "p";
    private static final String OLD = "o";

    String text() {
        return host.text() + ":" + port + ":" + (demands.proof() ? PROOF : "") + (demands.oldProtocols() ? OLD : "")
                + ".";
    }

    static Peer of(SSLEngine engine) throws CertificateException {
        String text = engine.getPeerHost();
        int mark = text == null ? -1 : text.lastIndexOf(':');
        int colon = text == null ? -1 : text.lastIndexOf(':', mark - 1);
        if (text == null || colon < 0) {
            throw new CertificateException("the engine names no site");
        }
        Host host = Host.parse(text.substring(0, colon))
                .orElseThrow(() -> new CertificateException("the engine names no site"));
        String marks = text.substring(mark);
        return new Peer(host, Integer.parseInt(text, colon + 1, mark, 10),
                new Demands(marks.contains(PROOF), marks.contains(OLD)));
    }
}
