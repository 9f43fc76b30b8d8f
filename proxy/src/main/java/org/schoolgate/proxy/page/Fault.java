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
    /// The browser began a request and did not finish its head in time.
    HEADER_TIMEOUT(408, "http_request_error");

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

    /// The error type of [RFC 9209](https://www.rfc-editor.org/rfc/rfc9209) for `Proxy-Status` and the access log.
    public String token() {
        return token;
    }
}
