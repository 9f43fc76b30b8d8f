package org.schoolgate.filters.request;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The part of a URL after the host, canonical: it begins with `/`, has no dot segments, and no escape that stands for
/// a letter, a digit or one of `-._~`. The query is kept as it was sent.
///
/// @param text path and query, as they go on the wire
public record UrlPath(String text) {

    /// The path of a site's first page.
    public static final UrlPath ROOT = new UrlPath("/");

    public UrlPath {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with '/', not like '" + text + "'");
        }
    }

    /// Reads path and query; empty where a byte stands in them that no URL may carry (spaces, controls, backslash,
    /// non-ASCII, a fragment, a broken escape).
    public static Optional<UrlPath> parse(String text) {
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        String query = question < 0 ? "" : text.substring(question);
        if (!isClean(path) || !isClean(query)) {
            return Optional.empty();
        }
        if (path.isEmpty()) {
            path = "/";
        }
        if (path.charAt(0) != '/') {
            return Optional.empty();
        }
        Optional<String> decoded = unreservedDecoded(path);
        return decoded.map(clean -> new UrlPath(withoutDots(clean) + query));
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

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '\\' || c == '#') {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> unreservedDecoded(String path) {
        if (path.indexOf('%') < 0) {
            return Optional.of(path);
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
                return Optional.empty();
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
        return Optional.of(out.toString());
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
