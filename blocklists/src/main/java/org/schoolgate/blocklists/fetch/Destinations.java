package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;

/// Where a source may lead. This machine and closed networks are out of bounds, but for what the source's settings name; a redirect
/// into them is out of bounds whatever they name, unless it stays on the source's own host.
///
/// It is asked before each request. Between it and the connection a name is not resolved anew, as Java keeps an answer for some
/// seconds. Where there is a proxy, that decides for names that cannot be resolved here.
final class Destinations {

    /// Special-purpose ranges of the IANA registries that are no place on the public Internet.
    private static final List<AddressRange> CLOSED = Stream.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10",
            "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
            "64:ff9b:1::/48", "100::/64", "2001::/23").map(text -> AddressRange.parse(text).orElseThrow()).toList();

    private final URI source;
    private final URI named;
    private final List<AddressRange> inside;
    private final boolean proxied;

    /// @param source the list's address, whose host may know secrets
    /// @param named the address that is asked first, as the settings name it: the list's, or that of a checksum or signature
    Destinations(URI source, URI named, SourceSettings.Reach reach) {
        this.source = source;
        this.named = named;
        this.inside = reach.inside();
        this.proxied = reach.proxy().isPresent();
    }

    /// @throws FetchException where `to` is out of bounds
    void check(URI to) throws FetchException {
        boolean own = isSameHost(named, to);
        for (IpAddress address : addresses(to)) {
            if (!isClosed(address)) {
                continue;
            }
            if (!own) {
                throw new FetchException("the publisher leads on to an address within the school's network or of this"
                        + " machine, where it has nothing to say; it was not followed");
            }
            if (inside.stream().noneMatch(range -> range.contains(address))) {
                throw new FetchException(to.getHost() + " leads to " + address + ", which is no place on the public"
                        + " Internet; if it is a server of the school's own, write: inside " + address);
            }
        }
    }

    /// Whether a secret may be sent to it: encrypted, or within the school's network to an address that the settings name.
    boolean mayKnowSecrets(URI to) throws FetchException {
        if (!isSameHost(source, to)) {
            return false;
        }
        List<IpAddress> addresses = addresses(to);
        return "https".equalsIgnoreCase(to.getScheme()) || !addresses.isEmpty() && addresses.stream()
                .allMatch(address -> inside.stream().anyMatch(range -> range.contains(address)));
    }

    /// Whether two addresses are of one host and port, asked in the same way.
    private static boolean isSameHost(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme()) && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private List<IpAddress> addresses(URI to) throws FetchException {
        try {
            return Stream.of(InetAddress.getAllByName(to.getHost())).map(InetAddress::getAddress)
                    .map(IpAddress::ofBytes).toList();
        } catch (IOException unknown) {
            if (proxied) {
                return List.of();
            }
            throw new FetchException(
                    "the name " + to.getHost() + " cannot be resolved; is it right, and does DNS work?",
                    unknown);
        }
    }

    private static boolean isClosed(IpAddress address) throws FetchException {
        Optional<IpAddress> embedded = address.embeddedV4();
        Set<IpAddress> own = new HashSet<>();
        try {
            NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getAddress).map(IpAddress::ofBytes).forEach(own::add);
        } catch (IOException unknown) {
            throw new FetchException("this machine's own addresses cannot be read", unknown);
        }
        return Stream.concat(Stream.of(address), embedded.stream()).anyMatch(each -> own.contains(each)
                || CLOSED.stream().anyMatch(range -> range.contains(each)));
    }
}
