package org.schoolgate.proxy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.proxy.listen.Interception;

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
/// @param hiddenNameFronts names that browsers show in the open where they encrypt the name that counts
/// @param notice whether a device is told once a day, on a page, that its connections are looked into
/// @param upstreamsPerClient idle connections to sites that are kept for one client connection
/// @param interceptions ports that take connections on their way to other machines
/// @param balancers whose PROXY protocol header is believed, and must be there
/// @param unnamedDestinations where an intercepted connection may go that does not show which site it is for; it is judged
///     by its address then
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
        Set<HostName> hiddenNameFronts,
        boolean notice,
        int upstreamsPerClient,
        List<Interception> interceptions,
        List<AddressRange> balancers,
        List<AddressRange> unnamedDestinations) {

    public ProxySettings {
        allowedDestinations = List.copyOf(allowedDestinations);
        ownPorts = Set.copyOf(ownPorts);
        connectPorts = Set.copyOf(connectPorts);
        nameServers = List.copyOf(nameServers);
        hiddenNameFronts = Set.copyOf(hiddenNameFronts);
        interceptions = List.copyOf(interceptions);
        balancers = List.copyOf(balancers);
        unnamedDestinations = List.copyOf(unnamedDestinations);
    }

    /// What suits a school of a few hundred devices.
    public static ProxySettings defaults(InetSocketAddress listen) {
        return new Draft(listen).settings();
    }

    /// The same with some changed: `settings.with(draft -> draft.loops = 1)`.
    public ProxySettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /// Settings that can still be changed, with the defaults to begin with. See [ProxySettings] for what each means.
    public static final class Draft {

        public InetSocketAddress listen;
        public int loops;
        public List<AddressRange> allowedDestinations = List.of();
        public Set<Integer> ownPorts = Set.of();
        public Set<Integer> connectPorts = Set.of(443);
        public int connectionsPerClient = 256;
        public int requestLineBytes = 32 * 1024;
        public int headerBytes = 64 * 1024;
        public Duration headerTimeout = Duration.ofSeconds(20);
        public Duration connectTimeout = Duration.ofSeconds(4);
        public Duration idleRequest = Duration.ofSeconds(60);
        public Duration idleTunnel = Duration.ofMinutes(15);
        public Duration responseTimeout = Duration.ofSeconds(60);
        public Duration helloTimeout = Duration.ofSeconds(10);
        public Duration journalTimeout = Duration.ofSeconds(10);
        public Duration dnsTimeout = Duration.ofSeconds(5);
        public List<InetSocketAddress> nameServers = List.of();
        public boolean requireSni;
        public Set<HostName> hiddenNameFronts = Set.of(HostName.parse("cloudflare-ech.com").orElseThrow());
        public boolean notice;
        public int upstreamsPerClient = 4;
        public List<Interception> interceptions = List.of();
        public List<AddressRange> balancers = List.of();
        public List<AddressRange> unnamedDestinations = List.of();

        private Draft(InetSocketAddress listen) {
            this.listen = listen;
        }

        private Draft(ProxySettings from) {
            listen = from.listen;
            loops = from.loops;
            allowedDestinations = from.allowedDestinations;
            ownPorts = from.ownPorts;
            connectPorts = from.connectPorts;
            connectionsPerClient = from.connectionsPerClient;
            requestLineBytes = from.requestLineBytes;
            headerBytes = from.headerBytes;
            headerTimeout = from.headerTimeout;
            connectTimeout = from.connectTimeout;
            idleRequest = from.idleRequest;
            idleTunnel = from.idleTunnel;
            responseTimeout = from.responseTimeout;
            helloTimeout = from.helloTimeout;
            journalTimeout = from.journalTimeout;
            dnsTimeout = from.dnsTimeout;
            nameServers = from.nameServers;
            requireSni = from.requireSni;
            hiddenNameFronts = from.hiddenNameFronts;
            notice = from.notice;
            upstreamsPerClient = from.upstreamsPerClient;
            interceptions = from.interceptions;
            balancers = from.balancers;
            unnamedDestinations = from.unnamedDestinations;
        }

        private ProxySettings settings() {
            return new ProxySettings(listen, loops, allowedDestinations, ownPorts, connectPorts, connectionsPerClient,
                    requestLineBytes, headerBytes, headerTimeout, connectTimeout, idleRequest, idleTunnel,
                    responseTimeout, helloTimeout, journalTimeout, dnsTimeout, nameServers, requireSni,
                    hiddenNameFronts, notice, upstreamsPerClient, interceptions, balancers, unnamedDestinations);
        }
    }
}
