package org.schoolgate.app.product;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.schoolgate.filters.request.IpAddress;

/// What the browser makes of a URL.
record BrowserUrl(String protocol, String host, String port, String path, String search) {

    /// @param parts as the constructor takes them
    static BrowserUrl of(List<?> parts) {
        List<String> texts = parts.stream().map(String.class::cast).toList();
        return new BrowserUrl(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4));
    }

    /// The host as the gateway spells it, which differs in two ways: a dot at the end is dropped, as it names the same
    /// site, and an IPv4 address in IPv6 dress is the IPv4 address that it leads to.
    String canonicalHost() {
        if (host.startsWith("[")) {
            return IpAddress.parse(host.substring(1, host.length() - 1)).orElseThrow().text();
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    int canonicalPort() {
        return !port.isEmpty() ? Integer.parseInt(port) : Set.of("https:", "wss:").contains(protocol) ? 443 : 80;
    }

    /// The path as the gateway spells it, which differs in one way: letters, digits and `-._~` are never escaped.
    String canonicalPath() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            String escape = path.charAt(i) == '%' ? path.substring(i, i + 3).toUpperCase(Locale.ROOT) : "";
            String plain = escape.isEmpty() ? "" : String.valueOf((char) Integer.parseInt(escape, 1, 3, 16));
            out.append(escape.isEmpty() ? path.substring(i, i + 1) : plain.matches("[\\w.~-]") ? plain : escape);
            i += escape.isEmpty() ? 0 : 2;
        }
        return out.toString();
    }

    /// The query, of which the gateway keeps what was sent while the browser escapes some of it.
    static String escaped(String query) {
        return query.replace("\"", "%22").replace("'", "%27").replace("<", "%3C").replace(">", "%3E");
    }
}
