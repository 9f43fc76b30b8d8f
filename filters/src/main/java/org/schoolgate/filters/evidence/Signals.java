package org.schoolgate.filters.evidence;

import java.util.Optional;

/// What the browser itself said about how a request came about. Kept as it was sent, so that another reader can work
/// out the same letter from it. A tunnel shows almost none of this.
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

    /// The longest text that is kept, in characters.
    private static final int LONGEST = 200;

    /// Cuts every text at 200 characters: they come from outside, and one record must not fill the disk. A
    /// `refererHost` too long to be one is dropped.
    public Signals {
        method = cut(method);
        fetchSite = fetchSite.map(Signals::cut);
        fetchMode = fetchMode.map(Signals::cut);
        fetchDest = fetchDest.map(Signals::cut);
        purpose = purpose.map(Signals::cut);
        refererHost = refererHost.filter(host -> host.length() <= 253);
        accept = accept.map(Signals::cut);
        userAgent = userAgent.map(Signals::cut);
    }

    /// How a request reached the gateway.
    public enum Mode {
        /// A plain HTTP request: the whole URL was seen.
        PLAIN,
        /// An encrypted connection that was judged by its name: a name and a port were seen.
        TUNNEL,
        /// A request inside an encrypted connection that was looked into: the whole URL was seen.
        INSPECTED
    }

    /// A tunnel of which nothing but its name is known.
    public static Signals tunnel(Optional<String> userAgent) {
        return new Signals(Mode.TUNNEL, "CONNECT", Optional.empty(), Optional.empty(), Optional.empty(), false,
                Optional.empty(), Optional.empty(), Optional.empty(), userAgent);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
