package org.schoolgate.proxy.tls;

/// Authorities that nobody should be vouched for by, whatever else trusts them.
final class KnownBad {

    /// What the certificate of every Schoolgate's authority says its organisation is. A site never has a certificate from one.
    static final String OUR_ORGANISATION = "Schoolgate";

    private KnownBad() {}
}
