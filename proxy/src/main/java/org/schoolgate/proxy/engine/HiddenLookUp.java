package org.schoolgate.proxy.engine;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Target;

/// Name look-ups that go round the school's name server within web requests: DNS over HTTPS, plain or oblivious
/// ([RFC 8484](https://www.rfc-editor.org/rfc/rfc8484), [RFC 9230](https://www.rfc-editor.org/rfc/rfc9230)). They are
/// known by their shape, whatever site they go to.
final class HiddenLookUp {

    /// The ports of DNS itself, plain and over TLS; a tunnel to one of them is such a look-up.
    private static final Set<Integer> PORTS = Set.of(53, 853);

    private static final List<String> TYPES = List.of("application/dns-message", "application/dns-json",
            "application/oblivious-dns-message");

    /// Most requests accept shorter texts than this, and are not looked at further.
    private static final int SHORTEST_TYPE = "application/dns-json".length();

    /// A question's head, and the shortest question.
    private static final int SHORTEST_MESSAGE = 12 + 5;
    private static final int LONGEST_MESSAGE = 4096;

    private HiddenLookUp() {}

    static boolean isPort(int port) {
        return PORTS.contains(port);
    }

    /// Whether a request asks for a name: by what it sends, by what it wants, or by a question in its address.
    static boolean isAskedFor(HttpHeaders headers, Target.Page page) {
        return isType(headers.get(HttpHeaderNames.CONTENT_TYPE))
                || headers.getAll(HttpHeaderNames.ACCEPT).stream().anyMatch(HiddenLookUp::isType)
                || question(page.path().query()).isPresent();
    }

    /// Whether a response answers for a name.
    static boolean isAnswer(HttpHeaders headers) {
        return isType(headers.get(HttpHeaderNames.CONTENT_TYPE));
    }

    private static boolean isType(@Nullable String types) {
        if (types == null || types.length() < SHORTEST_TYPE) {
            return false;
        }
        String lower = types.toLowerCase(Locale.ROOT);
        return TYPES.stream().anyMatch(lower::contains);
    }

    /// The message in a parameter `dns`, where it is one: other sites have parameters of that name, too.
    private static Optional<byte[]> question(String query) {
        int at = query.startsWith("dns=") ? 0 : query.indexOf("&dns=") + 1;
        if (at == 0 && !query.startsWith("dns=")) {
            return Optional.empty();
        }
        int end = query.indexOf('&', at);
        String value = query.substring(at + 4, end < 0 ? query.length() : end).replace("%3D", "").replace("=", "");
        return value.length() > LONGEST_MESSAGE ? Optional.empty() : decoded(value).filter(HiddenLookUp::isQuestion);
    }

    private static Optional<byte[]> decoded(String value) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(value.replace('+', '-').replace('/', '_')));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// Whether it is a standard query with one question in it.
    private static boolean isQuestion(byte[] message) {
        return message.length >= SHORTEST_MESSAGE && (message[2] & 0xf8) == 0 && message[4] == 0 && message[5] == 1;
    }
}
