package org.schoolgate.proxy.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.littleshoot.proxy.HttpProxyServer;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.evidence.Journal;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.request.Client;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.log.ExchangeLog;
import org.schoolgate.proxy.page.Pages;

/// One running LittleProxy with this engine's handlers in its pipelines.
public final class Engine implements AutoCloseable {

    private static final int FLUSH_AFTER = 256;
    private static final int LOW_WATER = 64 * 1024;
    private static final int HIGH_WATER = 256 * 1024;

    private final HttpProxyServer server;
    private final Seam seam;
    private final Services services;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Engine(HttpProxyServer server, Seam seam, Services services) {
        this.server = server;
        this.seam = seam;
        this.services = services;
    }

    /// Binds and starts.
    ///
    /// @param modes what is done to what opens for a client; asked once for each exchange
    /// @throws IOException where the address cannot be bound
    public static Engine start(ProxySettings settings, Decider decider, Function<Client, Modes> modes,
            Journal journal, Pages pages, ExchangeLog log, InstantSource clock) throws IOException {
        int loops = settings.loops() > 0 ? settings.loops() : Math.max(1, Runtime.getRuntime().availableProcessors());
        String via = String.format("schoolgate-%08x", ThreadLocalRandom.current().nextInt());
        AtomicReference<@Nullable Services> ready = new AtomicReference<>();
        Seam seam = new Seam(loops, (channel, sites) -> furnish(channel, sites, ready.get()));
        try {
            HttpProxyServer server = LittleProxy.start(seam, settings.listen(), settings.requestLineBytes(),
                    settings.headerBytes(), Math.toIntExact(settings.connectTimeout().toMillis()), via);
            AddressGuard guard = AddressGuard.of(settings.allowedDestinations(), settings.ownPorts(),
                    server.getListenAddress());
            Names names = new Names(settings.nameServers(), settings.dnsTimeout());
            Services services = new Services(settings, new Judge(decider, journal, settings.journalTimeout()),
                    modes,
                    new Route(names, guard), new Answers(pages), log, clock, guard,
                    new RequestCheck(settings.connectPorts(), via), via,
                    new Connections(settings.connectionsPerClient(), log), new AtomicBoolean());
            ready.set(services);
            return new Engine(server, seam, services);
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

    /// The gates of the connections that are open now.
    Set<Gate> gates() {
        return services.connections().open();
    }

    /// See [org.schoolgate.proxy.Gateway#drain].
    public void drain(Duration atMost) {
        services.draining().set(true);
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
        ChannelPipeline pipeline = channel.pipeline();
        if (fromClient) {
            Gate gate = new Gate(services);
            pipeline.replace(LittleProxy.DECODER, LittleProxy.DECODER, new StrictRequestDecoder(
                    services.settings().requestLineBytes(), services.settings().headerBytes()));
            pipeline.addFirst("front", gate.front());
            pipeline.addBefore(LittleProxy.HANDLER, "gate", gate);
        } else if (owner != null) {
            Upstream upstream = owner.attach();
            pipeline.addFirst("upstream", upstream);
            pipeline.addBefore(LittleProxy.HANDLER, "messages", upstream.messages());
        }
        pipeline.addFirst("flush", new FlushConsolidationHandler(FLUSH_AFTER, true));
    }
}
