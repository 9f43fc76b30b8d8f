package org.schoolgate.proxy.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.IpAddress;

/// The access log as squid writes it, for tools that know no other. It has no room for verdict, rule or group.
final class SquidLine {

    private static final int LONGEST_WORD = 100;

    private SquidLine() {}

    static String of(Exchange exchange) {
        boolean sealed = exchange.decision().map(Decision::addressSealed).orElse(false);
        Instant end = exchange.at().plus(exchange.took());
        String target = exchange.target()
                .map(present -> sealed ? "sealed" : encoded(JsonLine.withoutQuery(present)))
                .orElse("error:invalid-request");
        Optional<IpAddress> upstream = sealed ? Optional.empty() : exchange.upstream();
        return String.format(Locale.ROOT, "%d.%03d %6d %s %s/%03d %d %s %s - %s %s",
                end.getEpochSecond(), end.getNano() / 1_000_000,
                exchange.took().toMillis(),
                exchange.client().address(),
                result(exchange), exchange.status(),
                exchange.bytesOut(),
                encoded(cut(exchange.method())),
                target,
                upstream.map(address -> "HIER_DIRECT/" + address).orElse("HIER_NONE/-"),
                exchange.contentType().map(SquidLine::mediaType).orElse("-"));
    }

    private static String result(Exchange exchange) {
        boolean opened = exchange.decision().map(decision -> decision.verdict().opens()).orElse(false);
        boolean asked = exchange.decision().isPresent();
        String result = !asked
                ? "NONE"
                : !opened ? "TCP_DENIED" : exchange.method().equals("CONNECT") ? "TCP_TUNNEL" : "TCP_MISS";
        return opened && !exchange.complete() ? result + "_ABORTED" : result;
    }

    private static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
        return type.isEmpty() ? "-" : encoded(cut(type));
    }

    /// Percent-encodes whatever could end a field or a line: controls, spaces, all that is not ASCII.
    private static String encoded(String text) {
        if (text.isEmpty()) {
            return "-";
        }
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0x20 && b < 0x7f) {
                out.append((char) b);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        return out.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD);
    }
}
