package org.schoolgate.filters.request;

import java.util.Optional;

/// What is asked for, as far as the gateway can see it.
///
/// In a tunnel only a name and a port show: a [Site]. Where the whole URL shows it is a [Page]. What a type cannot say
/// is not asked: no rule can ask a tunnel for its path.
public sealed interface Target {

    Host host();

    /// 1 to 65535.
    int port();

    /// The canonical text, for people and for the record: `https://host/path`, or `host:port` for a site.
    String text();

    /// A machine and a port, and nothing more.
    record Site(Host host, int port) implements Target {

        public Site {
            requirePort(port);
        }

        /// Reads `host:port`, as in a `CONNECT`; the port must be there.
        public static Optional<Site> parse(String authority) {
            Authority parts = Authority.split(authority);
            if (parts.port().isEmpty() || authority.indexOf('@') >= 0) {
                return Optional.empty();
            }
            return Host.parse(parts.host())
                    .flatMap(host -> Authority.readPort(parts.port(), 0).map(port -> new Site(host, port)));
        }

        @Override
        public String text() {
            return host.text() + ":" + port;
        }
    }

    /// A whole URL. User name and password are never part of it.
    record Page(Scheme scheme, Host host, int port, UrlPath path) implements Target {

        public Page {
            requirePort(port);
        }

        /// Reads an absolute URL: scheme, `//`, host, and what follows. Anything before an `@` is dropped.
        ///
        /// Gives empty for other schemes, for a fragment (it never goes on the wire), and for whatever cannot be made
        /// canonical.
        public static Optional<Page> parse(String url) {
            int colon = url.indexOf(':');
            if (colon < 0 || !url.startsWith("//", colon + 1)) {
                return Optional.empty();
            }
            Optional<Scheme> scheme = Scheme.parse(url.substring(0, colon));
            int start = colon + 3;
            int end = start;
            while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
                end++;
            }
            String authority = url.substring(start, end);
            String rest = url.substring(end);
            if (scheme.isEmpty() || !isReadAlike(authority)) {
                return Optional.empty();
            }
            String host = authority.substring(authority.lastIndexOf('@') + 1);
            return UrlPath.parse(rest.startsWith("/") ? rest : "/" + rest)
                    .flatMap(path -> of(scheme.get(), host, path));
        }

        /// Reads an address as people type or paste it: encrypted where it names no scheme, and without what only their browser
        /// would use of it.
        public static Optional<Page> typed(String address) {
            String url = address.contains("://") ? address : "https://" + address;
            int fragment = url.indexOf('#');
            return parse(fragment < 0 ? url : url.substring(0, fragment));
        }

        /// The page of a host as a `Host` header names it (`host` or `host:port`, never a user name), and a path.
        public static Optional<Page> of(Scheme scheme, String authority, UrlPath path) {
            Authority parts = Authority.split(authority);
            return Host.parse(parts.host()).flatMap(host -> Authority.readPort(parts.port(), scheme.port())
                    .map(port -> new Page(scheme, host, port, path)));
        }

        /// Whether everyone sees the same end of it: a backslash ends it for browsers and for nobody else, and they
        /// skip tabs and line ends.
        private static boolean isReadAlike(String authority) {
            for (int i = 0; i < authority.length(); i++) {
                char c = authority.charAt(i);
                if (c <= 0x20 || c == 0x7f || c == '\\') {
                    return false;
                }
            }
            return true;
        }

        /// Host, and the port where it is not the scheme's own: what a `Host` header says.
        public String authority() {
            return port == scheme.port() ? host.text() : host.text() + ":" + port;
        }

        @Override
        public String text() {
            return scheme.text() + "://" + authority() + path.text();
        }
    }

    private static void requirePort(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
    }
}
