package org.schoolgate.filters.request;

import java.util.Optional;

/// The machine that is asked: a [HostName] or an [IpAddress], always in its one canonical spelling.
public sealed interface Host permits HostName, IpAddress {

    /// The canonical spelling as it stands in a URL or a `Host` header: an IPv6 address is in brackets.
    String text();

    /// Reads a host as a browser would: any case, one dot at the end, percent-encoding, other scripts, and every
    /// spelling of an IPv4 address (octal, hexadecimal, short). IPv6 stands in brackets.
    ///
    /// Gives empty for what cannot be made canonical; such a request is refused, never guessed at.
    static Optional<Host> parse(String host) {
        HostName plain = HostName.plain(host);
        if (plain != null) {
            return Optional.of(plain);
        }
        if (host.startsWith("[")) {
            return host.endsWith("]")
                    ? IpAddress.parseV6(host.substring(1, host.length() - 1)).map(Host.class::cast)
                    : Optional.empty();
        }
        return OddName.canonical(host).flatMap(name -> IpAddress.endsInNumber(name)
                ? IpAddress.parseLooseV4(name).map(Host.class::cast)
                : Optional.of(new HostName(name)));
    }
}
