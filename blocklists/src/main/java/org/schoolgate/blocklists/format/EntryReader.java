package org.schoolgate.blocklists.format;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.blocklists.format.Entry.Kind;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.UrlPath;

/// Reads what all formats share: a name, an address, a range, or a path on a host.
final class EntryReader {

    /// The widest ranges a list may name, in fixed bits of an address's 128: a `/8` of IPv4, a `/16` of IPv6.
    private static final int WIDEST_V4 = 96 + 8;
    private static final int WIDEST_V6 = 16;
    /// The longest text that is looked at as a range: no address is longer, and no line may cost more than others.
    private static final int LONGEST_RANGE = 64;

    private EntryReader() {}

    /// A name that covers what is below it, or an address; anything after a slash is a slip.
    static Reading name(String text, Kind kind) {
        Reading.Bad wide = tooWide(text);
        if (wide != null) {
            return wide;
        }
        if (text.indexOf('*') >= 0) {
            return new Reading.Bad("a '*' here would fit sites that nobody has seen",
                    "whole names, one a line; '*.games.example' has every name below it");
        }
        Optional<Host> host = Host.parse(text.startsWith(".") ? text.substring(1) : text);
        if (host.isEmpty()) {
            return new Reading.Bad("no name and no address", "a name such as 'games.example', one a line");
        }
        return switch (host.get()) {
            case HostName name when Widest.isEnding(name.name()) -> ending(name.name());
            case HostName name -> Reading.of(Entry.listed(kind, name.name()));
            case IpAddress address -> Reading.of(Entry.listed(Kind.ADDRESSES, address.toString()));
        };
    }

    /// A target in any of the spellings for a name with all below it: `name`, `.name`, `*.name`, `||name^`.
    static Reading wild(String text) {
        if (text.startsWith("||")) {
            return name(text.substring(2, text.endsWith("^") ? text.length() - 1 : text.length()), Kind.NAME);
        }
        return target(text.startsWith("*.") ? text.substring(2) : text, Kind.NAME, false);
    }

    /// An address, a range, a name or `host/path`; a scheme before it and a port after the host are dropped.
    ///
    /// @param always whether it is `host/path` whatever it looks like, so that `192.0.2.7/24` is a path
    static Reading target(String written, Kind kind, boolean always) {
        String text = withoutScheme(written);
        if (!always && mayBeAddress(text)) {
            Optional<AddressRange> range = AddressRange.parse(text);
            if (range.isPresent()) {
                return range(range.get());
            }
            if (text.length() <= LONGEST_RANGE && text.matches("[0-9.]+/[0-9]+|[0-9a-fA-F:.]+:[0-9a-fA-F:.]*/[0-9]+")) {
                return new Reading.Bad("no range: bits are set after its prefix, or the prefix is too long",
                        "the first address of the range, such as '192.0.2.0/24'");
            }
        }
        int slash = pathStart(text);
        String authority = text.substring(0, slash);
        String host = withoutPort(authority);
        if (host == null) {
            return new Reading.Bad("the port is not a number from 1 to 65535", "the name alone, without the port");
        }
        String path = withoutFragment(text.substring(slash));
        Reading read = name(host, kind);
        if (!(read instanceof Reading.Listed listed) || (path.length() <= 1 && !always)) {
            return read;
        }
        if (host.startsWith("*") || host.startsWith(".") || kind == Kind.EXACT) {
            return new Reading.Bad("a path holds for one name, not for names below it", "the name, then the path");
        }
        return path(listed.entries().getFirst(), path);
    }

    private static Reading path(Entry host, String text) {
        Optional<UrlPath> path = UrlPath.parse(encoded(text.startsWith("/") ? text : "/" + text));
        if (path.isEmpty()) {
            return new Reading.Bad("a character that no URL may carry, or a broken escape",
                    "the path as the browser shows it");
        }
        String canonical = path.get().text();
        int end = canonical.length();
        while (end > 1 && canonical.charAt(end - 1) == '/' && canonical.indexOf('?') < 0) {
            end--;
        }
        boolean v6 = host.kind() == Kind.ADDRESSES && host.text().indexOf(':') >= 0;
        String machine = v6 ? "[" + host.text() + "]" : host.text();
        return Reading.of(Entry.listed(Kind.PATH, machine + canonical.substring(0, end)));
    }

    /// A range, where it is not too wide; one address where it is no wider than that.
    static Reading range(AddressRange range) {
        if (range.prefix() == 128) {
            return Reading.of(Entry.listed(Kind.ADDRESSES, range.network().toString()));
        }
        boolean v4 = range.network().isV4() && range.prefix() >= 96;
        if (range.prefix() < (v4 ? WIDEST_V4 : WIDEST_V6)) {
            return new Reading.Bad("so wide a range would close much of the web",
                    "narrower ranges, at widest a /8 (a /16 of IPv6)");
        }
        return Reading.of(Entry.listed(Kind.ADDRESSES, range.toString()));
    }

    private static Reading ending(String name) {
        return new Reading.Bad("'" + name + "' is no site: it would close every name that ends in it",
                "the whole name of the site");
    }

    private static Reading.@Nullable Bad tooWide(String text) {
        return text.equals("*") || text.equals(".") || text.isEmpty()
                ? new Reading.Bad("no name: it would close everything", "the name of a site")
                : null;
    }

    private static boolean mayBeAddress(String text) {
        char first = text.isEmpty() ? 'x' : text.charAt(0);
        return (first >= '0' && first <= '9') || text.indexOf("::") >= 0
                || text.chars().filter(c -> c == ':').count() > 1;
    }

    private static String withoutScheme(String text) {
        int at = text.startsWith("http://") ? 7 : text.startsWith("https://") ? 8 : 0;
        return text.substring(at);
    }

    private static int pathStart(String text) {
        int at = 0;
        while (at < text.length() && "/?#".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String withoutFragment(String path) {
        int hash = path.indexOf('#');
        return hash < 0 ? path : path.substring(0, hash);
    }

    /// The host of `host:port`; null where the port is none.
    private static @Nullable String withoutPort(String authority) {
        int colon = authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
        if (colon < 0 || authority.indexOf(':', colon + 1) >= 0) {
            return authority;
        }
        String port = authority.substring(colon + 1);
        boolean good = port.matches("[0-9]{1,5}") && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535;
        return good ? authority.substring(0, colon) : null;
    }

    /// As a browser sends it: characters outside ASCII as percent-encoded UTF-8.
    private static String encoded(String path) {
        if (path.chars().allMatch(c -> c < 0x80)) {
            return path;
        }
        var out = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(String.format("%02X", b));
            }
        }
        return out.toString();
    }
}
