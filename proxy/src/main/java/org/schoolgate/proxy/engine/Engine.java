package org.schoolgate.proxy.engine;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.littleshoot.proxy.HttpProxyServer;
import org.schoolgate.filters.evidence.Journal;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.Rules;
import org.schoolgate.proxy.identity.Identification;
import org.schoolgate.proxy.listen.Arrival;
import org.schoolgate.proxy.listen.BalancerHeader;
import org.schoolgate.proxy.listen.InterceptingListener;
import org.schoolgate.proxy.listen.Interception;
import org.schoolgate.proxy.log.ExchangeLog;
import org.schoolgate.proxy.page.Pages;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.use.Monitoring;
import org.schoolgate.proxy.use.PersonalUse;

/// One running LittleProxy with this engine's handlers in its pipelines.
public final class Engine implements AutoCloseable {

    private static final String UPSTREAM = "upstream";
    private static final int LOW_WATER = 64 * 1024;
    private static final int HIGH_WATER = 256 * 1024;

    private final HttpProxyServer server;
    private final Seam seam;
    private final List<InterceptingListener> intercepting;
    private final Services services;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Engine(HttpProxyServer server, Seam seam, List<InterceptingListener> intercepting, Services services) {
        this.server = server;
        this.seam = seam;
        this.intercepting = intercepting;
        this.services = services;
    }

    /// Binds and starts.
    ///
    /// @param identification who asks; asked before a request is judged
    /// @param rules gives the rules in force; asked once for each request
    /// @param monitoring who has still to be shown that use is monitored
    /// @throws IOException where the address cannot be bound
    ///
    /// @param inspecting how encrypted connections are looked into; empty where none are
    public static Engine start(ProxySettings settings, Supplier<? extends Rules> rules,
            Identification identification, Journal journal, Pages pages, Monitoring monitoring, ExchangeLog log,
            InstantSource clock, Optional<Inspecting> inspecting) throws IOException {
        int loops = settings.loops() > 0 ? settings.loops() : Math.max(1, Runtime.getRuntime().availableProcessors());
        String via = String.format("schoolgate-%08x", ThreadLocalRandom.current().nextInt());
        AtomicReference<@Nullable Services> ready = new AtomicReference<>();
        Seam seam = new Seam(loops, (channel, sites) -> furnish(channel, sites, ready.get()));
        HttpProxyServer server = listen(seam, settings, via);
        try {
            List<InterceptingListener> intercepting = new ArrayList<>();
            for (Interception one : settings.interceptions()) {
                intercepting.add(InterceptingListener.start(one, seam.acceptor(), seam::handOver));
            }
            AddressGuard guard = AddressGuard.of(settings.allowedDestinations(), settings.ownPorts(),
                    Stream.concat(Stream.of(server.getListenAddress()),
                            intercepting.stream().map(InterceptingListener::address)).toList());
            Names names = new Names(settings.nameServers(), settings.dnsTimeout());
            Trails trails = new Trails(Ticker.systemTicker());
            Services services = new Services(settings,
                    new Judge(journal, names, trails, new PersonalUse(Ticker.systemTicker()),
                            settings.journalTimeout()),
                    identification, rules,
                    new Route(names, guard), new Answers(pages), log, clock, guard,
                    new RequestCheck(settings.connectPorts(), via,
                            new OwnPlace(guard, server.getListenAddress().getPort(), inspecting.isPresent())),
                    via,
                    new Connections(settings.connectionsPerClient(), log), new AtomicBoolean(), inspecting,
                    new Notices(settings.notice(), monitoring, Ticker.systemTicker()), trails);
            ready.set(services);
            return new Engine(server, seam, List.copyOf(intercepting), services);
        } catch (IOException | RuntimeException failed) {
            server.abort();
            throw failed;
        }
    }

    private static HttpProxyServer listen(Seam seam, ProxySettings settings, String via) throws IOException {
        try {
            return LittleProxy.start(seam, settings.listen(), settings.requestLineBytes(), settings.headerBytes(),
                    Math.toIntExact(settings.connectTimeout().toMillis()), via);
        } catch (RuntimeException failed) {
            seam.shutdown(false);
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IOException("Cannot listen on " + settings.listen() + ": " + cause.getMessage()
                    + ". Is another program there already? Choose another port, or stop that program.", cause);
        }
    }

    public InetSocketAddress address() {
        return server.getListenAddress();
    }

    /// Where it takes connections to other machines, in the order of the settings.
    public List<InetSocketAddress> intercepting() {
        return intercepting.stream().map(InterceptingListener::address).toList();
    }

    /// The gates of the connections that are open now.
    Set<Gate> gates() {
        return services.connections().open();
    }

    /// See [org.schoolgate.proxy.Gateway#drain].
    public void drain(Duration atMost) {
        services.draining().set(true);
        intercepting.forEach(listener -> listener.close().awaitUninterruptibly());
        Channel listener = seam.listener();
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        services.connections().open().forEach(Gate::drain);
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (!services.connections().open().isEmpty() && System.nanoTime() < end) {
                Thread.sleep(10);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            services.draining().set(true);
            intercepting.forEach(InterceptingListener::close);
            services.route().names().close();
            server.abort();
            try {
                seam.awaitEnd();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Puts the engine's handlers where they belong; a channel that cannot be guarded is closed.
    private static void furnish(Channel channel, @Nullable Sites owner, @Nullable Services services) {
        boolean fromClient = channel.parent() != null;
        if (services == null || !fromClient && owner == null) {
            channel.close();
            return;
        }
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(LOW_WATER, HIGH_WATER));
        if (owner != null) {
            Upstream upstream = owner.attach();
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.addFirst(UPSTREAM, upstream);
            pipeline.addBefore(LittleProxy.HANDLER, "messages", upstream.messages());
            FlushTogether.addBefore(pipeline, UPSTREAM);
            return;
        }
        Arrival arrival = Arrival.of(channel);
        if (services.isBalancer(arrival.client())) {
            BalancerHeader.await(channel.pipeline(), arrival, services.settings().helloTimeout(),
                    known -> furnishClient(known, services));
        } else {
            furnishClient(channel, services);
        }
    }

    private static void furnishClient(Channel channel, Services services) {
        Gate gate = new Gate(services);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace(LittleProxy.DECODER, LittleProxy.DECODER, new StrictRequestDecoder(
                services.settings().requestLineBytes(), services.settings().headerBytes()));
        pipeline.addBefore(LittleProxy.ENCODER, Front.NAME, gate.front());
        pipeline.addBefore(LittleProxy.HANDLER, "gate", gate);
        FlushTogether.addFirst(pipeline);
    }
}
