package org.schoolgate.proxy.page;

/// What can go wrong with a request beside the policy: here, at the site, or on the way between.
public enum Fault {
    /// The name server did not answer in time.
    DNS_TIMEOUT(504, "dns_timeout"),
    /// The name does not exist, or the name server refused.
    DNS_ERROR(502, "dns_error"),
    /// The site's machine is there, but nothing listens on that port.
    CONNECTION_REFUSED(502, "connection_refused"),
    /// No way leads to the address.
    DESTINATION_UNROUTABLE(502, "destination_ip_unroutable"),
    /// The site's machine did not answer in time.
    CONNECTION_TIMEOUT(504, "connection_timeout"),
    /// The name leads to an address that the gateway does not connect to, such as one inside the school.
    DESTINATION_PROHIBITED(403, "destination_ip_prohibited"),
    /// The site closed the connection before its answer was whole.
    CONNECTION_TERMINATED(502, "connection_terminated"),
    /// The site took the request and did not answer in time.
    RESPONSE_TIMEOUT(504, "http_response_timeout"),
    /// The head of the site's answer is too long.
    RESPONSE_HEADERS_TOO_LARGE(502, "http_response_header_section_size"),
    /// What the site sent is no proper HTTP.
    PROTOCOL_ERROR(502, "http_protocol_error"),
    /// What the browser sent can be read in more than one way, or in none.
    REQUEST_BAD(400, "http_request_error"),
    /// A port that the gateway does not carry.
    REQUEST_DENIED_PORT(403, "http_request_denied"),
    /// A name look-up that goes round the school's name server.
    HIDDEN_LOOK_UP(403, "http_request_denied"),
    /// The head of the request is too long.
    HEADERS_TOO_LARGE(431, "http_request_error"),
    /// The address in the request is too long.
    URI_TOO_LONG(414, "http_request_error"),
    /// A method that the gateway does not carry, such as `TRACE`.
    METHOD_REFUSED(405, "http_request_denied"),
    /// The request has been through this gateway already.
    LOOP(502, "proxy_loop_detected"),
    /// One client has too many connections open.
    TOO_MANY_CONNECTIONS(503, "connection_limit_reached"),
    /// A record had to be written first, and could not be.
    RECORD_FAILED(503, "proxy_internal_error"),
    /// A fault of the gateway's own.
    INTERNAL(500, "proxy_internal_error"),
    /// The site's certificate cannot be trusted.
    TLS_CERTIFICATE(502, "tls_certificate_error"),
    /// The site and the gateway found no safe way to speak.
    TLS_PROTOCOL(502, "tls_protocol_error"),
    /// A connection to one site was asked for another.
    MISDIRECTED(421, "http_request_error"),
    /// The policy keeps the site of a tunnel closed, and no page can say so.
    CLOSED(403, "http_request_denied"),
    /// The name of the site was encrypted (Encrypted Client Hello).
    NAME_HIDDEN(403, "http_request_denied"),
    /// The browser began a request and did not finish its head in time.
    HEADER_TIMEOUT(408, "http_request_error"),
    /// An intercepted connection that does not show which site it is for: no TLS, or a TLS that names no site.
    UNNAMED(403, "site_not_named"),
    /// What came on a port of plain HTTP is something else.
    NOT_HTTP(400, "not_http"),
    /// A connection to an intercepting port that nothing has turned round on its way elsewhere.
    NOT_INTERCEPTED(403, "not_intercepted"),
    /// Whoever asks has to sign in first, or has given a wrong password.
    SIGN_IN_NEEDED(407, "sign_in_needed"),
    /// A balancer that did not say whose connection it hands on.
    BALANCER_HEADER(400, "balancer_header_error");

    private final int status;
    private final String token;

    Fault(int status, String token) {
        this.status = status;
        this.token = token;
    }

    /// The HTTP status it is answered with.
    public int status() {
        return status;
    }

    /// The error type of [RFC 9209](https://www.rfc-editor.org/rfc/rfc9209) for `Proxy-Status` and the access log; where it
    /// has none, a word of our own.
    public String token() {
        return token;
    }
}
