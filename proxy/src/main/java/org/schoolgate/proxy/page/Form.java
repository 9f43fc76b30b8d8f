package org.schoolgate.proxy.page;

import java.util.Locale;
import java.util.Optional;
import org.schoolgate.filters.evidence.Signals;

/// The form an answer takes, so that it fits what was asked for. HTML goes only where a page of its own was asked for:
/// inside an image, a script or a frame it would be noise, or worse.
enum Form {
    /// An HTML page for people.
    PAGE,
    /// A transparent picture of 1 × 1: the layout around it holds. Its status says that it is not the picture asked for.
    PIXEL,
    /// No body at all, for whatever a page loads beside pictures.
    EMPTY,
    /// For programs that ask for JSON.
    JSON,
    /// One line of plain text: for command lines, tunnels, frames, and where nothing is known.
    WORDS;

    /// `Sec-Fetch-Dest` decides. Browsers send it to encrypted sites only; without it `Accept` does. Every browser asks
    /// for `text/html` when it goes to a page, and for anything (`*/*`) when it loads a script, so that `*/*` never gets
    /// HTML, whatever the `User-Agent` claims to be.
    static Form wanted(Signals signals) {
        if (signals.mode() == Signals.Mode.TUNNEL) {
            return WORDS;
        }
        String accept = signals.accept().orElse("").toLowerCase(Locale.ROOT);
        Optional<String> dest = signals.fetchDest().map(text -> text.toLowerCase(Locale.ROOT));
        if (dest.isEmpty()) {
            return byAccept(accept);
        }
        return switch (dest.get()) {
            case "document" -> PAGE;
            // The page forbids being framed, so a browser would show its own error in its place.
            case "iframe", "frame", "fencedframe", "embed", "object" -> WORDS;
            case "image" -> PIXEL;
            case "json" -> JSON;
            case "empty" -> asksForJson(accept) ? JSON : EMPTY;
            default -> EMPTY;
        };
    }

    private static Form byAccept(String accept) {
        int html = first(accept, "text/html", "application/xhtml+xml");
        if (asksForJson(accept) && first(accept, "application/json", "+json") < html) {
            return JSON;
        }
        if (html < Integer.MAX_VALUE) {
            return PAGE;
        }
        if (accept.startsWith("image/")) {
            return PIXEL;
        }
        return accept.startsWith("text/css") || accept.startsWith("audio/") || accept.startsWith("video/")
                || accept.startsWith("font/") ? EMPTY : WORDS;
    }

    private static boolean asksForJson(String accept) {
        return accept.contains("application/json") || accept.contains("+json");
    }

    private static int first(String accept, String one, String other) {
        int a = accept.indexOf(one);
        int b = accept.indexOf(other);
        return Math.min(a < 0 ? Integer.MAX_VALUE : a, b < 0 ? Integer.MAX_VALUE : b);
    }
}
