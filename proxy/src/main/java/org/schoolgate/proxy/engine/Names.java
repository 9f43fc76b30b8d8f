package org.schoolgate.proxy.engine;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.page.Fault;

/// Resolves names without ever blocking: one resolver for each event loop, one cache for all. The hosts file is honoured.
final class Names implements AutoCloseable {

    /// Seconds that an answer may be kept.
    private static final int LONGEST_TTL = 600;
    private static final int NEGATIVE_TTL = 5;

    private final List<InetSocketAddress> servers;
    private final Duration timeout;
    private final GivenAddresses given = new GivenAddresses(Ticker.systemTicker());
    private final DefaultDnsCache cache = new DefaultDnsCache(1, LONGEST_TTL, NEGATIVE_TTL);
    private final Map<EventLoop, DnsNameResolver> resolvers = new ConcurrentHashMap<>();

    Names(List<InetSocketAddress> servers, Duration timeout) {
        this.servers = servers;
        this.timeout = timeout;
    }

    /// All addresses of a name, IPv4 first. The future completes on `loop`, after the time-out at the latest.
    Future<List<InetAddress>> resolve(HostName name, EventLoop loop) {
        Promise<List<InetAddress>> promise = loop.newPromise();
        var alarm = loop.schedule(() -> promise.tryFailure(new NoAnswer()), timeout.toMillis(), TimeUnit.MILLISECONDS);
        Future<List<InetAddress>> asked = resolvers.computeIfAbsent(loop, this::resolver).resolveAll(name.name());
        asked.addListener(done -> {
            alarm.cancel(false);
            if (done.isSuccess()) {
                given.note(name, asked.getNow());
                promise.trySuccess(asked.getNow());
            } else {
                promise.tryFailure(done.cause());
            }
        });
        return promise;
    }

    /// Tells whether our resolver gives this address for the name, or has within a day. Calls back once, on the loop; at
    /// once where it is known.
    void whetherGiven(HostName name, IpAddress address, EventLoop loop, Consumer<Boolean> answer) {
        if (given.has(name, address)) {
            answer.accept(true);
        } else {
            resolve(name, loop).addListener(done -> answer.accept(given.has(name, address)));
        }
    }

    /// What a failed look-up was.
    static Fault fault(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof NoAnswer || t instanceof DnsNameResolverTimeoutException) {
                return Fault.DNS_TIMEOUT;
            }
        }
        return Fault.DNS_ERROR;
    }

    @Override
    public void close() {
        resolvers.values().forEach(DnsNameResolver::close);
    }

    private DnsNameResolver resolver(EventLoop loop) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class, true)
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
                .queryTimeoutMillis(timeout.toMillis())
                .searchDomains(List.of())
                .resolveCache(cache);
        if (!servers.isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers));
        }
        return builder.build();
    }

    /// No name server answered in time.
    private static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1;

        NoAnswer() {
            super("no name server answered in time", null, false, false);
        }
    }
}
