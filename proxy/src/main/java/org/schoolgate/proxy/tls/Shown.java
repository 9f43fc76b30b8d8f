package org.schoolgate.proxy.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// What a site of the gateway's own proves itself with.
///
/// @param chain its own certificate first
/// @param key the private key of the first
record Shown(List<X509Certificate> chain, PrivateKey key) {

    Shown {
        chain = List.copyOf(chain);
    }

    X509Certificate own() {
        return chain.getFirst();
    }

    Instant ends() {
        return own().getNotAfter().toInstant();
    }

    /// What JSSE calls it.
    String alias() {
        return own().getSerialNumber().toString(Character.MAX_RADIX);
    }

    /// Never the key.
    @Override
    public String toString() {
        return "Shown[" + own().getSubjectX500Principal() + "]";
    }
}
