package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.review.web.view.Access.Signal;

/// What the browser said about a request, line by line, each with what it suggests and no more.
final class BrowsersWords {

    private static final String UNKNOWN = "Cannot be told";

    private BrowsersWords() {}

    static List<Signal> of(Signals signals, boolean sealed) {
        String instead = signals.mode() == Signals.Mode.TUNNEL ? "hidden by the encryption" : "not said";
        List<Signal> lines = new ArrayList<>();
        lines.add(new Signal("Did someone click or type?", signals.fetchUser() ? "By hand" : UNKNOWN,
                signals.fetchUser() ? Optional.of("Sec-Fetch-User: ?1") : Optional.empty(), instead));
        lines.add(line("What was it for?", "Sec-Fetch-Dest", signals.fetchDest(), instead,
                dest -> dest.equals("document") ? "A page of its own" : "Part of another page"));
        lines.add(line("How was it asked?", "Sec-Fetch-Mode", signals.fetchMode(), instead,
                mode -> mode.equals("navigate") ? "A page of its own" : "Asked by a page"));
        lines.add(line("Where did it come from?", "Sec-Fetch-Site", signals.fetchSite(), instead,
                BrowsersWords::site));
        lines.add(line("Was it fetched ahead?", "Sec-Purpose", signals.purpose(), instead, purpose -> "Automatic"));
        lines.add(line("Which page came before?", "Referer", signals.refererHost(),
                sealed ? "not kept, as it could tell the address" : instead, host -> "Another page led to it"));
        lines.add(line("What would it take?", "Accept", signals.accept(), instead,
                BrowsersWords::taken));
        lines.add(line("What asked?", "User-Agent", signals.userAgent(), "not said",
                agent -> agent.startsWith("Mozilla/") ? "A browser" : "A program"));
        return List.copyOf(lines);
    }

    private static String site(String site) {
        return switch (site) {
            case "none" -> "Typed, or a bookmark";
            case "same-origin", "same-site" -> "From the same site";
            case "cross-site" -> "From another site, by a link or on its own";
            default -> UNKNOWN;
        };
    }

    private static String taken(String accept) {
        if (accept.startsWith("image/")) {
            return "A picture";
        }
        return accept.startsWith("text/html") ? "A page" : UNKNOWN;
    }

    private static Signal line(String what, String header, Optional<String> said, String instead,
            Function<String, String> suggests) {
        return new Signal(what, said.map(suggests).orElse(UNKNOWN), said.map(value -> header + ": " + value), instead);
    }
}
