package org.schoolgate.filters.request;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The part of a URL after the host, canonical: it begins with `/`, has no dot segments, and no escape that stands for
/// a letter, a digit or one of `-._~`; other escapes are in upper case. The query is kept as it was sent.
///
/// @param text path and query, as they go on the wire
public record UrlPath(String text) {

    /// The path of a site's first page.
    public static final UrlPath ROOT = new UrlPath("/");

    /// Takes what is canonical already; [#parse] makes it so.
    public UrlPath {
        if (!text.equals(canonical(text))) {
            // Without the text: it may be one that no log may hold.
            throw new IllegalArgumentException("this path is not canonical; UrlPath.parse makes it so");
        }
    }

    /// Reads path and query.
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

    @Override
    public String toString() {
        return text;
    }

    /// The one spelling of a path and query, `text` itself where it is that already; null where there is none.
    private static @Nullable String canonical(String text) {
        int end = text.indexOf('?');
        end = end < 0 ? text.length() : end;
        if (!isClean(text) || (end > 0 && text.charAt(0) != '/')) {
            return null;
        }
        String path = end == 0 ? "/" : text.substring(0, end);
        String decoded = unreservedDecoded(path);
        if (decoded == null) {
            return null;
        }
        String straight = withoutDots(decoded);
        return straight.equals(path) && end > 0 ? text : straight + text.substring(end);
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '\\' || c == '#') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String unreservedDecoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
            int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            char value = (char) (high << 4 | low);
            if (value < 0x80 && (Character.isLetterOrDigit(value) || "-._~".indexOf(value) >= 0)) {
                out.append(value);
            } else {
                out.append('%').append(Character.toUpperCase(path.charAt(i + 1)))
                        .append(Character.toUpperCase(path.charAt(i + 2)));
            }
            i += 2;
        }
        return out.toString();
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
