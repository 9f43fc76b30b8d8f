package org.schoolgate.proxy.tls;

/// Why a site's certificate, or its side of TLS, is not good enough. Nobody clicks it away.
public enum CertificateFault {
    /// The certificate is for other names.
    WRONG_NAME(Kind.CERTIFICATE, "Its certificate is for another site’s name."),
    /// The site has signed its own certificate.
    SELF_SIGNED(Kind.CERTIFICATE, "It has signed its certificate itself, so nobody vouches for it."),
    /// No authority that is trusted has signed it, or the chain to it is not whole.
    UNKNOWN_ISSUER(Kind.CERTIFICATE, "Nobody that browsers trust vouches for its certificate."),
    /// The certificate, or one that vouches for it, has run out.
    EXPIRED(Kind.CERTIFICATE, "Its certificate has run out."),
    /// The certificate, or one that vouches for it, does not hold yet.
    NOT_YET_VALID(Kind.CERTIFICATE, "Its certificate does not hold yet."),
    /// A signature is not that of the one who should have signed.
    BAD_SIGNATURE(Kind.CERTIFICATE, "Its certificate was altered after it was signed."),
    /// A key or a signature of a kind that can be forged today.
    WEAK(Kind.CERTIFICATE, "Its certificate is of a kind that can be forged."),
    /// A certificate is used for what it was not made for.
    WRONG_USE(Kind.CERTIFICATE, "Its certificate was not made for this use."),
    /// An authority in the chain may not vouch for this name.
    NOT_PERMITTED(Kind.CERTIFICATE, "Those who vouch for its certificate may not do so for this name."),
    /// A certificate that breaks the rules of its own format.
    MALFORMED(Kind.CERTIFICATE, "Its certificate cannot be read."),
    /// Larger than any honest chain.
    TOO_LARGE(Kind.CERTIFICATE, "Its certificates are larger than the gateway reads."),
    /// An authority whose key is known to everybody, or that is a gateway's own.
    KNOWN_BAD(Kind.CERTIFICATE, "Its certificate comes from an authority that intercepts connections."),
    /// Whoever vouched for it has taken that back.
    REVOKED(Kind.CERTIFICATE, "Its certificate was declared invalid by those who had vouched for it."),
    /// The certificate promises a word on whether it was revoked, and the site did not bring it.
    STAPLE_MISSING(Kind.CERTIFICATE,
            "Its certificate needs a proof that it is still valid, and the site did not bring one."),
    /// Whether it was revoked cannot be found out, and the school wants to know.
    STATUS_UNKNOWN(Kind.CERTIFICATE, "Nobody could say whether its certificate is still valid."),
    /// It wants to know who asks by a certificate, which the gateway never shows.
    WANTS_CERTIFICATE(Kind.ALERT, "It asks for a certificate of the visitor, which cannot be passed on."),
    /// It speaks none of the ways of encryption that are safe.
    OLD_PROTOCOL(Kind.PROTOCOL, "It offers only ways of encryption that are out of date."),
    /// It ended the connection while the encryption was being agreed on.
    ALERT(Kind.ALERT, "It broke off while the encryption was being agreed on."),
    /// It broke the rules of TLS.
    PROTOCOL(Kind.PROTOCOL, "It does not keep to the rules of encrypted connections.");

    private final Kind kind;
    private final String sentence;

    CertificateFault(Kind kind, String sentence) {
        this.kind = kind;
        this.sentence = sentence;
    }

    /// One plain sentence about the site, for people.
    public String sentence() {
        return sentence;
    }

    /// The error type of [RFC 9209](https://www.rfc-editor.org/rfc/rfc9209) for `Proxy-Status` and the access log.
    public String token() {
        return kind.token;
    }

    private enum Kind {
        CERTIFICATE("tls_certificate_error"), PROTOCOL("tls_protocol_error"), ALERT("tls_alert_received");

        private final String token;

        Kind(String token) {
            this.token = token;
        }
    }
}
