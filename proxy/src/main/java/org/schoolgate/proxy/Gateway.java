package org.schoolgate.proxy;

import org.schoolgate.proxy.use.Monitoring;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.evidence.Journal;
import org.schoolgate.proxy.engine.Engine;
import org.schoolgate.proxy.identity.Identification;
import org.schoolgate.proxy.log.ExchangeLog;
import org.schoolgate.proxy.page.Pages;
import org.schoolgate.proxy.tls.Inspecting;

/// The running gateway: an explicit proxy port that carries plain HTTP and tunnels.
public final class Gateway implements AutoCloseable {

    private final Engine engine;

    private Gateway(Engine engine) {
        this.engine = engine;
    }

    /// Starts to listen. The rules, who knows people, the pages and the log are called on event loops and must not block.
    ///
    /// @param rules gives the rules in force
    /// @param identification says who asks, before a request is judged
    /// @param inspecting how encrypted connections are looked into; empty where none are
    /// @throws IOException where the address cannot be bound; its message says which and what to do
    public static Gateway start(ProxySettings settings, Supplier<? extends Rules> rules,
            Identification identification, Journal journal, Pages pages, Monitoring monitoring, ExchangeLog log,
            InstantSource clock, Optional<Inspecting> inspecting) throws IOException {
        return new Gateway(
                Engine.start(settings, rules, identification, journal, pages, monitoring, log, clock, inspecting));
    }

    /// Where it listens, with the port that was chosen.
    public InetSocketAddress address() {
        return engine.address();
    }

    /// Where it takes connections that were made to other machines, in the order of the settings.
    public List<InetSocketAddress> intercepting() {
        return engine.intercepting();
    }

    /// Accepts no more, lets running exchanges end, closes idle connections, then stops. Blocks for `atMost` and a
    /// moment; not to be called from an event loop.
    public void drain(Duration atMost) {
        engine.drain(atMost);
    }

    /// Stops at once: every connection is closed.
    @Override
    public void close() {
        engine.close();
    }
}
