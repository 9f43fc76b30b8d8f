package org.schoolgate.review.signin;

import java.util.Locale;
import java.util.Optional;

/// The name of the site that passkeys are bound to. A passkey made under one name is of no use under another.
///
/// @param origin as browsers write it, such as `https://gate.school.example`
/// @param name its host alone
public record PasskeyHome(String origin, String name) {

    /// The home that a request's `Host` header names; empty where it is a bare address, to which no browser binds passkeys.
    public static Optional<PasskeyHome> of(String host, boolean https) {
        int colon = host.lastIndexOf(':');
        String name = (colon > 0 ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
        boolean bare = name.startsWith("[") || name.matches("[0-9.]+");
        // Without encryption browsers trust this one name alone.
        return bare || !https && !name.equals("localhost")
                ? Optional.empty()
                : Optional.of(new PasskeyHome((https ? "https://" : "http://") + host.toLowerCase(Locale.ROOT), name));
    }
}
