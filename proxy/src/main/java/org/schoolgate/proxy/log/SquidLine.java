package org.schoolgate.proxy.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.schoolgate.filters.category.Categories;

/// The access log as squid writes it, for tools that know no other. It has no room for verdict, rule or group.
final class SquidLine implements LineFormat {

    private static final int LONGEST_WORD = 100;
    private static final int NANOS = 1_000_000_000;

    private final StringBuilder out;
    /// The field that is being written.
    private final StringBuilder field = new StringBuilder();

    SquidLine(StringBuilder out) {
        this.out = out;
    }

    @Override
    public void append(Exchange exchange, Categories categories) {
        Instant at = exchange.at();
        Duration took = exchange.took();
        int nanos = at.getNano() + took.toNanosPart();
        out.append(at.getEpochSecond() + took.toSeconds() + nanos / NANOS).append('.');
        Digits.padded(nanos % NANOS / 1_000_000, 3, '0', out);
        out.append(' ');
        Digits.padded(took.toMillis(), 6, ' ', out);
        out.append(' ');
        exchange.client().address().writeTo(out);
        out.append(' ').append(result(exchange)).append('/');
        Digits.padded(exchange.status(), 3, '0', out);
        out.append(' ').append(exchange.bytesOut()).append(' ');
        encoded(exchange.method(), 0, exchange.method().length());
        out.append(' ');
        target(exchange);
        out.append(" - ");
        upstream(exchange);
        out.append(' ');
        mediaType(exchange.contentType().orElse(""));
    }

    private static String result(Exchange exchange) {
        if (exchange.decision().isEmpty()) {
            return "NONE";
        }
        if (!exchange.decision().get().verdict().opens()) {
            return "TCP_DENIED";
        }
        if (exchange.method().equals("CONNECT")) {
            return exchange.complete() ? "TCP_TUNNEL" : "TCP_TUNNEL_ABORTED";
        }
        return exchange.complete() ? "TCP_MISS" : "TCP_MISS_ABORTED";
    }

    private void target(Exchange exchange) {
        if (exchange.target().isEmpty()) {
            out.append("error:invalid-request");
        } else if (exchange.isSealed()) {
            out.append("sealed");
        } else {
            field.setLength(0);
            LogFormat.writeWithoutQuery(exchange.target().get(), field);
            encoded(field);
        }
    }

    private void upstream(Exchange exchange) {
        if (exchange.upstream().isEmpty() || exchange.isSealed()) {
            out.append("HIER_NONE/-");
        } else {
            out.append("HIER_DIRECT/");
            exchange.upstream().get().writeTo(out);
        }
    }

    /// Without what follows a semicolon, and without the spaces around it.
    private void mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        int to = semicolon < 0 ? contentType.length() : semicolon;
        int from = 0;
        while (from < to && Character.isWhitespace(contentType.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(contentType.charAt(to - 1))) {
            to--;
        }
        encoded(contentType, from, to);
    }

    /// Cuts a word at 100 characters.
    private void encoded(String text, int from, int to) {
        field.setLength(0);
        field.append(text, from, Math.min(to, from + LONGEST_WORD));
        encoded(field);
    }

    /// Percent-encodes whatever could end a field or a line: controls, spaces, all that is not ASCII. Only where there
    /// is such a thing does it leave garbage.
    private void encoded(StringBuilder text) {
        if (text.isEmpty()) {
            out.append('-');
        } else if (isPlain(text)) {
            out.append(text);
        } else {
            for (byte b : text.toString().getBytes(StandardCharsets.UTF_8)) {
                if (b > 0x20 && b < 0x7f) {
                    out.append((char) b);
                } else {
                    out.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
                }
            }
        }
    }

    private static boolean isPlain(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= 0x20 || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
