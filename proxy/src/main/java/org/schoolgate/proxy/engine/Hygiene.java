package org.schoolgate.proxy.engine;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolgate.filters.request.Target;

/// Which headers go on: none that is meant for one hop only, and none that would speak of another host than was judged.
final class Hygiene {

    private static final Set<String> ONE_HOP = Set.of("connection", "keep-alive", "te", "trailer", "upgrade",
            "http2-settings");

    private Hygiene() {}

    /// The options that `Connection` names, in lower case.
    static Set<String> connectionTokens(HttpHeaders headers) {
        Set<String> tokens = new HashSet<>();
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String token : value.split(",")) {
                tokens.add(token.strip().toLowerCase(Locale.ROOT));
            }
        }
        return tokens;
    }

    /// Takes out every header whose name, in lower case, is one of those meant.
    static void remove(HttpHeaders headers, Predicate<String> meant) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> header : headers) {
            if (meant.test(header.getKey().toLowerCase(Locale.ROOT))) {
                found.add(header.getKey());
            }
        }
        found.forEach(headers::remove);
    }

    /// The headers of a request as it goes to the site.
    static HttpHeaders forSite(HttpHeaders given, Target.Page page, boolean webSocket, boolean mayExpect, String via) {
        Set<String> named = connectionTokens(given);
        HttpHeaders out = new DefaultHttpHeaders();
        out.set(HttpHeaderNames.HOST, page.authority());
        for (Map.Entry<String, String> header : given) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (ONE_HOP.contains(name) || named.contains(name) || name.startsWith("proxy-") || name.equals("host")
                    || name.equals("expect") && !mayExpect) {
                continue;
            }
            out.add(header.getKey(), header.getValue());
        }
        if (webSocket) {
            out.set(HttpHeaderNames.UPGRADE, "websocket");
            out.set(HttpHeaderNames.CONNECTION, "Upgrade");
        }
        out.add(HttpHeaderNames.VIA, "1.1 " + via);
        return out;
    }

    /// Cleans the headers of a response on its way to the client.
    static void forClient(HttpHeaders headers, String via) {
        for (String name : connectionTokens(headers)) {
            if (!name.isEmpty() && !name.equals("transfer-encoding") && !name.equals("content-length")) {
                headers.remove(name);
            }
        }
        ONE_HOP.forEach(headers::remove);
        remove(headers, name -> name.startsWith("proxy-"));
        // A browser that followed it to HTTP/3 would go round the gateway.
        headers.remove("alt-svc");
        headers.remove("alternate-protocol");
        headers.add(HttpHeaderNames.VIA, "1.1 " + via);
    }
}
