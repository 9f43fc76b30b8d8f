package org.schoolgate.review.web;

import org.eclipse.jetty.http.HttpFields;

/// What every answer of the site carries, whatever it is and whoever made it.
final class Headers {

    /// Scripts, styles, pictures and forms from here alone, none of them within a page; in nobody's frame.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private Headers() {}

    /// Nothing here may be kept by a browser or a proxy unless a page says otherwise.
    static void addTo(HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        headers.put("Cache-Control", "no-store");
    }
}
