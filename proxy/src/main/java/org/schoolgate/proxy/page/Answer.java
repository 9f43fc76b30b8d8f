package org.schoolgate.proxy.page;

import java.util.Map;

/// A whole answer that the gateway itself makes. It is never stored by anyone. Whoever sends it sends the head alone where
/// the request was a `HEAD`.
///
/// @param status the HTTP status
/// @param contentType the `Content-Type`; empty where there is no body, and then none is sent
/// @param body the bytes; treat them as read-only
/// @param headers all headers beside `Content-Type` and `Content-Length`; `Cache-Control: no-store` is always there
@SuppressWarnings("ArrayRecordComponent") // It goes straight to the socket; a copy for each page would serve nobody.
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

    public Answer {
        headers = Map.copyOf(headers);
        if (!"no-store".equals(headers.get("Cache-Control"))) {
            throw new IllegalArgumentException("an answer of the gateway's own carries 'Cache-Control: no-store'");
        }
    }

    /// Leaves the body out.
    @Override
    public String toString() {
        return "Answer[" + status + ", " + contentType + ", " + body.length + " B]";
    }
}
