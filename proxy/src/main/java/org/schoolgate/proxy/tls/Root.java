package org.schoolgate.proxy.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/// An authority that sites are trusted by.
///
/// @param until what is signed for a time that begins later is not trusted; empty where Mozilla sets no such end
record Root(X509Certificate certificate, Optional<Instant> until) {

    static Root of(X509Certificate certificate) {
        return new Root(certificate, Optional.empty());
    }
}
