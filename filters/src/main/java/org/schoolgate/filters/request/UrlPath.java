package org.schoolgate.filters.request;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The part of a URL after the host, canonical: it begins with `/`, has no dot segments, and of each character in the
/// path one spelling. Letters, digits and `-._~` are never escaped there; `"<>^{|}` and the backquote, which browsers
/// escape, always are; of all others the escape is in upper case, and kept. The query is kept as it was sent.
///
/// @param text path and query, as they go on the wire
public record UrlPath(String text) {

    private static final byte REFUSED = 1;
    private static final byte ESCAPED = 2;
    private static final byte PERCENT = 4;

    /// Of each ASCII character one of these, or none.
    private static final byte[] KINDS = kinds();

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /// The path of a site's first page. Made of what stands above.
    public static final UrlPath ROOT = new UrlPath("/");

    /// Takes what is canonical already; [#parse] makes it so.
    public UrlPath {
        if (!text.equals(canonical(text))) {
            // Without the text: it may be one that no log may hold.
            throw new IllegalArgumentException("this path is not canonical; UrlPath.parse makes it so");
        }
    }

    /// Reads path and query, in time that grows with their length and no faster.
    ///
    /// Gives empty where a character stands in them that no URL may carry (space, control, backslash, fragment,
    /// anything beyond ASCII), and for an escape in the path that is broken.
    public static Optional<UrlPath> parse(String text) {
        return Optional.ofNullable(canonical(text)).map(UrlPath::new);
    }

    /// The path without its query.
    public String path() {
        int question = text.indexOf('?');
        return question < 0 ? text : text.substring(0, question);
    }

    /// What follows the first `?`; empty where nothing does.
    public String query() {
        int question = text.indexOf('?');
        return question < 0 ? "" : text.substring(question + 1);
    }

    @Override
    public String toString() {
        return text;
    }

    /// The one spelling of a path and query, `text` itself where it is that already; null where there is none.
    private static @Nullable String canonical(String text) {
        int question = text.indexOf('?');
        int end = question < 0 ? text.length() : question;
        if (end > 0 && text.charAt(0) != '/') {
            return null;
        }
        int inPath = kinds(text, 0, end);
        if (((inPath | kinds(text, end, text.length())) & REFUSED) != 0) {
            return null;
        }
        String path = end == 0 ? "/" : text.substring(0, end);
        String spelt = (inPath & (ESCAPED | PERCENT)) == 0 ? path : spelt(path);
        if (spelt == null) {
            return null;
        }
        String straight = withoutDots(spelt);
        return straight.equals(path) && end > 0 ? text : straight + text.substring(end);
    }

    /// Which kinds of characters stand there.
    private static int kinds(String text, int from, int to) {
        int all = 0;
        int ascii = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            all |= KINDS[c & 0x7f];
            ascii |= c;
        }
        return ascii < 0x80 ? all : REFUSED;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        for (char c = 0; c < kinds.length; c++) {
            kinds[c] = c <= 0x20 || c == 0x7f || c == '\\' || c == '#'
                    ? REFUSED
                    : c == '%'
                            ? PERCENT
                            : "\"<>^`{|}".indexOf(c) >= 0
                                    ? ESCAPED
                                    : 0;
        }
        return kinds;
    }

    /// The path with each character in its one spelling; null where an escape is broken.
    private static @Nullable String spelt(String path) {
        StringBuilder out = new StringBuilder(path.length() + 16);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (KINDS[c] == 0) {
                out.append(c);
                continue;
            }
            int value = c;
            if (c == '%') {
                value = i + 2 < path.length() && isHex(path.charAt(i + 1)) && isHex(path.charAt(i + 2))
                        ? HexFormat.fromHexDigits(path, i + 1, i + 3)
                        : -1;
                i += 2;
            }
            if (value < 0) {
                return null;
            }
            if (isUnreserved((char) value)) {
                out.append((char) value);
            } else {
                out.append('%').append(HEX.toHexDigits((byte) value));
            }
        }
        return out.toString();
    }

    private static boolean isHex(char c) {
        return HexFormat.isHexDigit(c);
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    /// RFC 3986, 5.2.4.
    private static String withoutDots(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            switch (segments[i]) {
                case "." -> {
                    if (last) {
                        kept.addLast("");
                    }
                }
                case ".." -> {
                    kept.pollLast();
                    if (last) {
                        kept.addLast("");
                    }
                }
                default -> kept.addLast(segments[i]);
            }
        }
        return "/" + String.join("/", kept);
    }
}
