package org.schoolgate.filters.evidence;

import java.util.Optional;

/// What the browser itself said about how a request came about. Kept as it was sent, so that another reader can work out
/// the same letter from it. A tunnel shows almost none of this.
///
/// @param mode how the request reached the gateway
/// @param method the HTTP method
/// @param fetchSite `Sec-Fetch-Site`: `none` for a typed address or a bookmark
/// @param fetchMode `Sec-Fetch-Mode`: `navigate` for a page of its own
/// @param fetchDest `Sec-Fetch-Dest`: `document`, `image`, `script`, …
/// @param fetchUser whether `Sec-Fetch-User: ?1` was there: a person clicked or typed
/// @param purpose `Sec-Purpose` or `Purpose`: `prefetch`, `prerender`
/// @param refererHost the host that `Referer` names; never its path
/// @param accept the `Accept` header, at most 200 characters
/// @param userAgent the `User-Agent` header, at most 200 characters
public record Signals(
        Mode mode,
        String method,
        Optional<String> fetchSite,
        Optional<String> fetchMode,
        Optional<String> fetchDest,
        boolean fetchUser,
        Optional<String> purpose,
        Optional<String> refererHost,
        Optional<String> accept,
        Optional<String> userAgent) {

    /// How a request reached the gateway.
    public enum Mode {
        /// A plain HTTP request to the explicit proxy port: the whole URL was seen.
        PLAIN,
        /// A `CONNECT` to the explicit proxy port: a name and a port were seen.
        TUNNEL
    }

    /// A tunnel of which nothing but its name is known.
    public static Signals tunnel(Optional<String> userAgent) {
        return new Signals(Mode.TUNNEL, "CONNECT", Optional.empty(), Optional.empty(), Optional.empty(), false,
                Optional.empty(), Optional.empty(), Optional.empty(), userAgent);
    }
}
