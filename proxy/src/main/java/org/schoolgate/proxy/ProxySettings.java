package org.schoolgate.proxy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.schoolgate.filters.request.AddressRange;

/// What the gateway can be told. Sizes are in bytes.
///
/// @param listen where the explicit proxy port listens; port 0 lets the system choose
/// @param loops event loops; 0 means one for each processor
/// @param allowedDestinations private, loopback and other closed ranges that may be reached all the same
/// @param ownPorts further ports of this machine that nobody reaches through the proxy whatever `allowedDestinations` says:
///         the review site's, the health listener's
/// @param connectPorts ports that a `CONNECT` may name
/// @param connectionsPerClient open connections that one address may have
/// @param requestLineBytes the longest request line
/// @param headerBytes the largest header section of a request or a response
/// @param headerTimeout from the first byte of a request until its header section is complete
/// @param connectTimeout for one address of a site
/// @param idleRequest between requests of a kept connection, and without progress inside one
/// @param idleTunnel without a byte in either direction
/// @param responseTimeout from the request's last byte until the response's header section
/// @param helloTimeout from the answer to a `CONNECT` until the TLS ClientHello is complete
/// @param journalTimeout until a record must be on disk
/// @param dnsTimeout until a name must be resolved
/// @param nameServers whom to ask; empty means the system's
/// @param requireSni whether a tunnel without a server name in its ClientHello is closed. Off by default: the name in the
///     `CONNECT` was judged, and old programs that leave the server name out would stop working.
/// @param upstreamsPerClient idle connections to sites that are kept for one client connection
public record ProxySettings(
        InetSocketAddress listen,
        int loops,
        List<AddressRange> allowedDestinations,
        Set<Integer> ownPorts,
        Set<Integer> connectPorts,
        int connectionsPerClient,
        int requestLineBytes,
        int headerBytes,
        Duration headerTimeout,
        Duration connectTimeout,
        Duration idleRequest,
        Duration idleTunnel,
        Duration responseTimeout,
        Duration helloTimeout,
        Duration journalTimeout,
        Duration dnsTimeout,
        List<InetSocketAddress> nameServers,
        boolean requireSni,
        int upstreamsPerClient) {

    public ProxySettings {
        allowedDestinations = List.copyOf(allowedDestinations);
        ownPorts = Set.copyOf(ownPorts);
        connectPorts = Set.copyOf(connectPorts);
        nameServers = List.copyOf(nameServers);
    }

    /// What suits a school of a few hundred devices.
    public static ProxySettings defaults(InetSocketAddress listen) {
        return new ProxySettings(listen, 0, List.of(), Set.of(), Set.of(443), 256, 32 * 1024, 64 * 1024,
                Duration.ofSeconds(20),
                Duration.ofSeconds(4), Duration.ofSeconds(60), Duration.ofMinutes(15), Duration.ofSeconds(60),
                Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5), List.of(), false, 4);
    }

    public ProxySettings withLoops(int count) {
        return new ProxySettings(listen, count, allowedDestinations, ownPorts, connectPorts, connectionsPerClient,
                requestLineBytes, headerBytes, headerTimeout, connectTimeout, idleRequest, idleTunnel, responseTimeout,
                helloTimeout, journalTimeout, dnsTimeout, nameServers, requireSni, upstreamsPerClient);
    }

    public ProxySettings withAllowedDestinations(List<AddressRange> ranges) {
        return new ProxySettings(listen, loops, ranges, ownPorts, connectPorts, connectionsPerClient, requestLineBytes,
                headerBytes, headerTimeout, connectTimeout, idleRequest, idleTunnel, responseTimeout, helloTimeout,
                journalTimeout, dnsTimeout, nameServers, requireSni, upstreamsPerClient);
    }

    public ProxySettings withConnectPorts(Set<Integer> ports) {
        return new ProxySettings(listen, loops, allowedDestinations, ownPorts, ports, connectionsPerClient,
                requestLineBytes,
                headerBytes, headerTimeout, connectTimeout, idleRequest, idleTunnel, responseTimeout, helloTimeout,
                journalTimeout, dnsTimeout, nameServers, requireSni, upstreamsPerClient);
    }

    public ProxySettings withConnectionsPerClient(int count) {
        return new ProxySettings(listen, loops, allowedDestinations, ownPorts, connectPorts, count, requestLineBytes,
                headerBytes,
                headerTimeout, connectTimeout, idleRequest, idleTunnel, responseTimeout, helloTimeout, journalTimeout,
                dnsTimeout, nameServers, requireSni, upstreamsPerClient);
    }

    public ProxySettings withHeaderTimeout(Duration time) {
        return new ProxySettings(listen, loops, allowedDestinations, ownPorts, connectPorts, connectionsPerClient,
                requestLineBytes, headerBytes, time, connectTimeout, idleRequest, idleTunnel, responseTimeout,
                helloTimeout, journalTimeout, dnsTimeout, nameServers, requireSni, upstreamsPerClient);
    }

    public ProxySettings withConnectTimeout(Duration time) {
        return new ProxySettings(listen, loops, allowedDestinations, ownPorts, connectPorts, connectionsPerClient,
                requestLineBytes, headerBytes, headerTimeout, time, idleRequest, idleTunnel, responseTimeout,
                helloTimeout, journalTimeout, dnsTimeout, nameServers, requireSni, upstreamsPerClient);
    }

    /// With other idle times.
    ///
    /// @param request see [#idleRequest]
    /// @param tunnel see [#idleTunnel]
    public ProxySettings withIdle(Duration request, Duration tunnel) {
        return new ProxySettings(listen, loops, allowedDestinations, ownPorts, connectPorts, connectionsPerClient,
                requestLineBytes, headerBytes, headerTimeout, connectTimeout, request, tunnel, responseTimeout,
                helloTimeout, journalTimeout, dnsTimeout, nameServers, requireSni, upstreamsPerClient);
    }

    public ProxySettings withResponseTimeout(Duration time) {
        return new ProxySettings(listen, loops, allowedDestinations, ownPorts, connectPorts, connectionsPerClient,
                requestLineBytes, headerBytes, headerTimeout, connectTimeout, idleRequest, idleTunnel, time,
                helloTimeout, journalTimeout, dnsTimeout, nameServers, requireSni, upstreamsPerClient);
    }

    /// With other times for what happens inside.
    ///
    /// @param hello see [#helloTimeout]
    /// @param journal see [#journalTimeout]
    public ProxySettings withInnerTimeouts(Duration hello, Duration journal) {
        return new ProxySettings(listen, loops, allowedDestinations, ownPorts, connectPorts, connectionsPerClient,
                requestLineBytes, headerBytes, headerTimeout, connectTimeout, idleRequest, idleTunnel, responseTimeout,
                hello, journal, dnsTimeout, nameServers, requireSni, upstreamsPerClient);
    }

    public ProxySettings withNameServers(List<InetSocketAddress> servers, Duration timeout) {
        return new ProxySettings(listen, loops, allowedDestinations, ownPorts, connectPorts, connectionsPerClient,
                requestLineBytes, headerBytes, headerTimeout, connectTimeout, idleRequest, idleTunnel, responseTimeout,
                helloTimeout, journalTimeout, timeout, servers, requireSni, upstreamsPerClient);
    }

    public ProxySettings withRequireSni(boolean require) {
        return new ProxySettings(listen, loops, allowedDestinations, ownPorts, connectPorts, connectionsPerClient,
                requestLineBytes, headerBytes, headerTimeout, connectTimeout, idleRequest, idleTunnel, responseTimeout,
                helloTimeout, journalTimeout, dnsTimeout, nameServers, require, upstreamsPerClient);
    }
}
