package org.schoolgate.proxy.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.listen.Arrival;
import org.schoolgate.proxy.page.Fault;

/// Which addresses the gateway connects to. It is asked about the very address that is connected, so a name that
/// resolves to the inside of the school's network does not help.
///
/// @param allowed closed ranges that are open all the same
/// @param own addresses of this machine
/// @param ownPorts ports of this machine that are closed whatever `allowed` says: the gateway's own, and its sites'
record AddressGuard(List<AddressRange> allowed, Set<IpAddress> own, Set<Integer> ownPorts) {

    /// Special-purpose ranges of the IANA registries that are no place on the public Internet.
    private static final List<AddressRange> CLOSED = Stream.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10",
            "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
            "64:ff9b:1::/48", "100::/64", "2001::/23").map(text -> AddressRange.parse(text).orElseThrow()).toList();

    private static final AddressRange LOOPBACK_V4 = AddressRange.parse("127.0.0.0/8").orElseThrow();
    private static final AddressRange TEREDO = AddressRange.parse("2001::/32").orElseThrow();

    AddressGuard {
        allowed = List.copyOf(allowed);
        own = Set.copyOf(own);
        ownPorts = Set.copyOf(ownPorts);
    }

    /// The guard of a gateway that listens at `listeners`.
    static AddressGuard of(List<AddressRange> allowed, Set<Integer> ownPorts, List<InetSocketAddress> listeners)
            throws SocketException {
        Set<IpAddress> own = new HashSet<>();
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).map(InetAddress::getAddress)
                .map(IpAddress::ofBytes).forEach(own::add);
        Set<Integer> closed = new HashSet<>(ownPorts);
        for (InetSocketAddress listener : listeners) {
            if (!listener.getAddress().isAnyLocalAddress()) {
                own.add(Arrival.address(listener));
            }
            closed.add(listener.getPort());
        }
        return new AddressGuard(allowed, own, closed);
    }

    boolean permits(IpAddress address, int port) {
        Optional<IpAddress> embedded = embedded(address);
        if (ownPorts.contains(port) && (isThisMachine(address) || embedded.filter(this::isThisMachine).isPresent())) {
            return false;
        }
        return isOpen(address) || embedded.filter(this::isOpen).isPresent();
    }

    /// The arrival, unless it is a connection that this machine itself has made, or one that was meant for this gateway.
    Arrival admitted(Arrival arrival) {
        if (arrival instanceof Arrival.Intercepted(IpAddress client, IpAddress address, int port)) {
            if (isThisMachine(client)) {
                return new Arrival.Refused(client, Fault.LOOP);
            }
            if (ownPorts.contains(port) && isThisMachine(address)) {
                return new Arrival.Refused(client, Fault.NOT_INTERCEPTED);
            }
        }
        return arrival;
    }

    private boolean isOpen(IpAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address))
                || !own.contains(address) && embedded(address).isEmpty()
                        && CLOSED.stream().noneMatch(range -> range.contains(address));
    }

    boolean isThisMachine(IpAddress address) {
        return own.contains(address) || LOOPBACK_V4.contains(address) || address.equals(IpAddress.ofV4(0))
                || address.high() == 0 && address.low() <= 1 && address.low() >= 0;
    }

    /// The IPv4 address inside an IPv6 address that only wraps it; such an address is as open as that is. Teredo is closed
    /// whatever is inside.
    private static Optional<IpAddress> embedded(IpAddress address) {
        return TEREDO.contains(address) ? Optional.empty() : address.embeddedV4();
    }
}
