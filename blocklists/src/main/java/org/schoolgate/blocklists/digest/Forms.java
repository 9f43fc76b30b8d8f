package org.schoolgate.blocklists.digest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;

/// The spellings of one address of which a digest may be listed, as the public specification of Safe Browsing has them: at most
/// five of the host (the whole of it, and its last five to two labels) by six of the path (with its query, without, and its first four
/// folders). User name, password, port, query order and scheme make none. Costs a microsecond or two, and some strings.
public final class Forms {

    private static final int MOST_LABELS = 5;
    private static final int FOLDERS = 4;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Forms() {}

    /// One spelling.
    ///
    /// @param text what is digested
    /// @param host how many letters of the host it has
    /// @param path how many letters of the path it has, without a slash at the end
    public record Spelling(String text, int host, int path) {}

    /// All spellings of an address, those of the longest host first, and of each host the longest path. Of a site, of which no path
    /// shows, the hosts alone.
    public static List<Spelling> of(Target target, Digesting.Form form) {
        List<String> paths = form == Digesting.Form.HOSTS ? List.of("") : paths(target);
        List<Spelling> all = new ArrayList<>(MOST_LABELS * paths.size());
        for (String host : hosts(target.host())) {
            for (String path : paths) {
                all.add(new Spelling(form.before() + host + path, host.length(),
                        path.endsWith("/") ? path.length() - 1 : path.length()));
            }
        }
        return all;
    }

    private static List<String> hosts(Host host) {
        if (host instanceof IpAddress address) {
            return List.of(address.embeddedV4().orElse(address).text());
        }
        String name = host.text();
        List<String> all = new ArrayList<>(MOST_LABELS);
        all.add(name);
        int dot = name.length();
        for (int labels = 1; labels <= MOST_LABELS; labels++) {
            dot = name.lastIndexOf('.', dot - 1);
            if (dot < 0) {
                break;
            }
            if (labels > 1) {
                all.add(1, name.substring(dot + 1));
            }
        }
        return all;
    }

    private static List<String> paths(Target target) {
        if (!(target instanceof Target.Page page)) {
            return List.of("/");
        }
        String path = straight(unescaped(page.path().path()));
        List<String> all = new ArrayList<>(FOLDERS + 2);
        String sent = page.path().text();
        int question = sent.indexOf('?');
        if (question >= 0) {
            all.add(escaped(path) + "?" + escaped(unescaped(sent.substring(question + 1))));
        }
        all.add(escaped(path));
        int before = all.size();
        int slash = 0;
        for (int i = 0; i < FOLDERS && slash >= 0 && slash < path.length() - 1; i++) {
            all.add(before, escaped(path.substring(0, slash + 1)));
            slash = path.indexOf('/', slash + 1);
        }
        return all;
    }

    /// Each byte as one letter, with all escapes taken off, and those that come to light by that; in one go, however deep.
    private static String unescaped(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.append(text.charAt(i));
            int at = out.length() - 3;
            while (at >= 0 && out.charAt(at) == '%' && HexFormat.isHexDigit(out.charAt(at + 1))
                    && HexFormat.isHexDigit(out.charAt(at + 2))) {
                char c = (char) HexFormat.fromHexDigits(out, at + 1, at + 3);
                out.setLength(at);
                out.append(c);
                at -= 2;
            }
        }
        return out.toString();
    }

    /// Without dot segments, and with one slash for several.
    private static String straight(String path) {
        if (!path.contains("//") && !path.contains("/.")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (String segment : segments) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String last = segments[segments.length - 1];
        boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
        return "/" + String.join("/", kept) + (folder && !kept.isEmpty() ? "/" : "");
    }

    private static String escaped(String text) {
        if (text.chars().noneMatch(Forms::isOdd)) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isOdd(c)) {
                out.append('%').append(HEX.toHexDigits((byte) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isOdd(int c) {
        return c <= 0x20 || c >= 0x7f || c == '#' || c == '%';
    }
}
