package org.schoolgate.proxy.engine;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Target;

/// Reads from a request's headers what the browser says about how it came about.
final class Clues {

    private static final int LONGEST = 200;

    /// What is known of a request that could not be read.
    static final Signals NONE = new Signals(Signals.Mode.PLAIN, "", Optional.empty(), Optional.empty(),
            Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private Clues() {}

    /// @param inspected whether the request came inside an encrypted connection
    static Signals of(HttpMethod method, HttpHeaders headers, boolean inspected) {
        if (method.equals(HttpMethod.CONNECT)) {
            return Signals.tunnel(value(headers, "user-agent"));
        }
        return new Signals(inspected ? Signals.Mode.INSPECTED : Signals.Mode.PLAIN, method.name(),
                value(headers, "sec-fetch-site"),
                value(headers, "sec-fetch-mode"), value(headers, "sec-fetch-dest"),
                "?1".equals(headers.get("sec-fetch-user")),
                value(headers, "sec-purpose").or(() -> value(headers, "purpose")), refererHost(headers),
                value(headers, "accept"), value(headers, "user-agent"));
    }

    private static Optional<String> value(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.get(name))
                .map(value -> value.substring(0, Math.min(LONGEST, value.length())));
    }

    private static Optional<String> refererHost(HttpHeaders headers) {
        return Optional.ofNullable(headers.get("referer")).flatMap(Clues::withoutFragment)
                .flatMap(Target.Page::parse).map(page -> page.host().text());
    }

    private static Optional<String> withoutFragment(String url) {
        int hash = url.indexOf('#');
        return Optional.of(hash < 0 ? url : url.substring(0, hash));
    }
}
