package org.schoolgate.filters.inner;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.UrlPath;

/// Reads an address as people and programs write it into a box, more leniently than one that goes on the wire: a wrong
/// guess here only asks the filter one question more.
final class WrittenAddress {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private WrittenAddress() {}

    /// Whether the text begins as a whole address: `http:`, `https:`, or `//` and a host.
    static boolean begins(String text) {
        int colon = colon(text);
        if (colon > 0) {
            return colon + 1 < text.length() && text.charAt(colon + 1) != '%';
        }
        return text.length() > 3 && isSlash(text.charAt(0)) && isSlash(text.charAt(1))
                && (Character.isLetterOrDigit(text.charAt(2)) || text.charAt(2) == '[');
    }

    /// The page of a whole address; empty where none can be meant.
    static Optional<Target> whole(String text) {
        int colon = colon(text);
        Scheme scheme = colon == 4 || colon < 0 ? Scheme.HTTP : Scheme.HTTPS;
        int start = Math.max(0, colon + 1);
        while (start < text.length() && isSlash(text.charAt(start))) {
            start++;
        }
        return page(scheme, text.substring(start));
    }

    /// The page of an address that may lack its scheme; then its host must be a name with a dot in it.
    static Optional<Target> bare(Scheme scheme, String text) {
        String stripped = text.strip();
        return begins(stripped)
                ? whole(stripped)
                : page(scheme, stripped)
                        .filter(page -> page.host() instanceof HostName name && name.name().contains("."));
    }

    /// The place of the colon after `http` or `https`; -1 where it begins with neither.
    private static int colon(String text) {
        if (!text.regionMatches(true, 0, "http", 0, 4)) {
            return -1;
        }
        int colon = text.startsWith(":", 4) ? 4 : 5;
        return text.startsWith(":", colon) && (colon == 4 || (text.charAt(4) | 0x20) == 's') ? colon : -1;
    }

    private static Optional<Target> page(Scheme scheme, String rest) {
        int end = 0;
        while (end < rest.length() && "/\\?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(0, end).replaceAll("\\s", "");
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        UrlPath path = UrlPath.parse(path(rest.substring(end))).orElse(UrlPath.ROOT);
        return Target.Page.of(scheme, host, path).map(Target.class::cast);
    }

    private static String path(String written) {
        int fragment = written.indexOf('#');
        byte[] bytes = (fragment < 0 ? written : written.substring(0, fragment)).getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 1);
        if (bytes.length == 0 || !isSlash((char) bytes[0])) {
            out.append('/');
        }
        for (byte b : bytes) {
            if (b == '\\') {
                out.append('/');
            } else if (b <= 0x20 || b == 0x7f) {
                out.append('%').append(HEX.toHexDigits(b));
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }
}
