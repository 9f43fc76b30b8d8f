package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.page.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to the sites of one client: it resolves, has LittleProxy connect, keeps connections for the next exchange,
/// and hears from each [Upstream] how it fares.
final class Sites {

    private static final Logger LOG = LoggerFactory.getLogger(Sites.class);
    private static final FastThreadLocal<@Nullable Sites> CURRENT = new FastThreadLocal<>();
    /// How long a connection to a site is kept without use.
    private static final Duration KEPT = Duration.ofSeconds(15);

    private final Services services;
    private final Line line;
    private final Ending ending;
    private final Tunnel tunnel;
    /// The longest-kept first.
    private final Map<String, Upstream> kept = new LinkedHashMap<>();
    private @Nullable Trouble connectTrouble;

    Sites(Services services, Line line, Ending ending, Tunnel tunnel) {
        this.services = services;
        this.line = line;
        this.ending = ending;
        this.tunnel = tunnel;
    }

    /// Those for whom LittleProxy connects on this thread at this moment.
    static @Nullable Sites current() {
        return CURRENT.get();
    }

    // ---- connecting --------------------------------------------------------------------------------------------------

    /// Finds where the target is, and sends the exchange there. Where a connection to it is at hand nobody need be asked: it is
    /// where it is.
    void reach(Passage now, Target target) {
        now.reached = now.connectTo(target);
        Upstream known = known(now);
        if (known != null && serves(known, now)) {
            now.addresses = known.addresses();
            connect(now);
            return;
        }
        services.route().find(target, now.reached, line.arrival, line.loop, addresses -> {
            if (line.isJudged(now)) {
                now.addresses = addresses;
                connect(now);
            }
        }, failed -> {
            if (line.isJudged(now)) {
                ending.trouble(Trouble.of(failed));
            }
        });
    }

    private void connect(Passage now) {
        line.enter(Phase.CONNECTING);
        connectTrouble = null;
        now.tried = 0;
        Upstream known = known(now);
        if (known != null && !serves(known, now)) {
            known.whenGone(() -> line.loop.execute(() -> {
                if (line.isAt(now, Phase.CONNECTING)) {
                    connect(now);
                }
            }));
            return;
        }
        now.reused = known != null;
        now.upstream = known;
        line.deadline.set(services.settings().connectTimeout().multipliedBy(now.addresses.size()).plusSeconds(1));
        CURRENT.set(this);
        try {
            line.ctx.fireChannelRead(now.forSite(services.via(), services.identification().header()));
        } finally {
            CURRENT.remove();
        }
        if (known != null) {
            known.busy();
            connected();
        }
    }

    private @Nullable Upstream known(Passage now) {
        return now.isTunnel() && !now.opening ? null : kept.get(now.key());
    }

    /// Since it was opened the group's modes may have changed, and with them where the site is to be reached. What was
    /// demanded of the site then must be what is demanded now.
    private static boolean serves(Upstream known, Passage now) {
        return known.isUsable() && Objects.equals(known.reached(), now.reached)
                && known.demands().equals(now.demands());
    }

    /// How many addresses LittleProxy may try.
    int addressCount() {
        Passage now = line.current();
        return now == null ? 1 : now.addresses.size();
    }

    /// The address that LittleProxy is to try next.
    InetSocketAddress nextAddress() {
        CURRENT.set(this);
        Passage now = line.passage();
        return now.addresses.get(Math.min(now.tried++, now.addresses.size() - 1));
    }

    /// A new connection to a site, for the exchange under way.
    Upstream attach() {
        CURRENT.remove();
        Passage now = line.passage();
        Upstream upstream = new Upstream(this, line, services.guard(), now.key(), now.reached,
                now.addresses, now.demands());
        now.upstream = upstream;
        if (!now.isTunnel() || now.opening) {
            kept.put(upstream.key(), upstream);
        }
        return upstream;
    }

    /// What is to be put beneath a connection that LittleProxy is about to make.
    Optional<SslHandler> encryption(ByteBufAllocator memory) {
        Passage now = line.passage();
        Target target = now.target;
        return target != null && now.encrypts()
                ? services.inspecting().map(how -> how.sites().handler(memory, target.host(), target.port(),
                        now.demands()))
                : Optional.empty();
    }

    /// A site that may speak an old protocol has done so. Which it is stands in the access log, unless it is sealed.
    void tellOfOld(SslHandler tls) {
        Passage now = line.current();
        SSLSession session = tls.engine().getSession();
        LOG.info("A site was spoken to by {} with {}, as old-protocols in the policy allows (trace {})",
                session.getProtocol(), session.getCipherSuite(), now == null ? "-" : now.trace);
    }

    /// Why a connection to a site could not be encrypted.
    Trouble troubleOf(SslHandler tls, Throwable cause) {
        return services.inspecting().flatMap(how -> how.sites().faultOf(tls, cause))
                .map(why -> new Trouble(why.token().equals(Fault.TLS_CERTIFICATE.token())
                        ? Fault.TLS_CERTIFICATE
                        : Fault.TLS_PROTOCOL, Optional.of(why.sentence())))
                .orElseGet(() -> Trouble.of(Fault.TLS_PROTOCOL));
    }

    /// One address could not be reached. The trouble that says most is kept.
    void connectFailed(Trouble trouble) {
        if (connectTrouble == null || connectTrouble.fault() == Fault.DESTINATION_UNROUTABLE) {
            connectTrouble = trouble;
        }
    }

    /// Why LittleProxy gave up.
    Trouble connectTrouble() {
        return connectTrouble == null ? Trouble.of(Fault.CONNECTION_TERMINATED) : connectTrouble;
    }

    /// LittleProxy has connected, and is about to send the request's head.
    void connected() {
        Passage now = line.current();
        line.loop.execute(() -> {
            if (now != null && line.isAt(now, Phase.CONNECTING) && !now.isTunnel()) {
                line.enter(Phase.FORWARDING);
                awaitProgress(now);
                line.pump();
            }
        });
    }

    /// Starts the time until the exchange must have come further.
    void awaitProgress(Passage now) {
        boolean awaitsHead = now.requestRead && !now.answered;
        line.deadline.set(awaitsHead ? services.settings().responseTimeout() : services.settings().idleRequest());
    }

    // ---- keeping -----------------------------------------------------------------------------------------------------

    /// The exchange has been answered to its end; its connection is kept, unless the site awaits the rest of a request.
    void release(Passage now) {
        if (now.upstream == null) {
            return;
        }
        if (now.requestRead) {
            now.upstream.rest(KEPT);
            trim();
        } else {
            now.upstream.channel().close();
        }
    }

    /// Closes the longest-kept connections, so that one client does not keep hundreds.
    private void trim() {
        Iterator<Upstream> oldest = kept.values().iterator();
        int surplus = kept.size() - services.settings().upstreamsPerClient();
        while (surplus-- > 0 && oldest.hasNext()) {
            Upstream upstream = oldest.next();
            if (of(upstream) == null) {
                line.loop.execute(upstream::closeIfResting);
            }
        }
    }

    void closeAll() {
        List.copyOf(kept.values()).forEach(upstream -> upstream.channel().close());
    }

    // ---- what the connections report ---------------------------------------------------------------------------------

    /// The exchange under way, if it uses that connection.
    private @Nullable Passage of(Upstream upstream) {
        Passage now = line.current();
        return now != null && now.upstream == upstream ? now : null;
    }

    /// A message has come from the site; true where an exchange awaits it.
    boolean expects(Upstream upstream) {
        Passage now = of(upstream);
        if (now == null || line.phase() != Phase.FORWARDING && line.phase() != Phase.SWITCHING) {
            return false;
        }
        now.responseCame = true;
        return true;
    }

    /// Whether the connection is made before there is a request for it.
    boolean isOpening(Upstream upstream) {
        Passage now = of(upstream);
        return now != null && now.opening && line.phase() == Phase.CONNECTING;
    }

    boolean awaitsUpgrade(Upstream upstream) {
        Passage now = of(upstream);
        return now != null && now.webSocket;
    }

    /// One more interim answer; how many that makes.
    int countInformational(Upstream upstream) {
        Passage now = of(upstream);
        return now == null ? 0 : ++now.informationals;
    }

    boolean isTunnelPending(Upstream upstream) {
        Passage now = of(upstream);
        return now != null && now.isTunnel() && !now.opening && line.phase() != Phase.TUNNEL;
    }

    /// What the site sent cannot go on.
    void faulty(Upstream upstream, Fault fault) {
        if (of(upstream) != null && line.phase() == Phase.FORWARDING) {
            ending.fault(fault);
        }
    }

    /// The connection was reset. Before an answer has begun, [#gone] decides what becomes of it.
    void broke(Upstream upstream) {
        Passage now = of(upstream);
        if (now != null && now.answered && line.phase() == Phase.FORWARDING) {
            ending.fault(Fault.CONNECTION_TERMINATED);
        }
    }

    /// The connection is closed.
    void gone(Upstream upstream) {
        kept.remove(upstream.key(), upstream);
        Passage now = of(upstream);
        if (now == null) {
            return;
        }
        switch (line.phase()) {
            case TUNNEL -> tunnel.siteClosed(now);
            case GREETING, NAMING, SWITCHING -> ending.refuseTunnel(now, Fault.CONNECTION_TERMINATED);
            case CONNECTING, FORWARDING -> {
                if (now.mayTryAgain()) {
                    tryAgain(now);
                } else {
                    ending.trouble(Trouble.of(Fault.CONNECTION_TERMINATED));
                }
            }
            case IDLE, IDENTIFYING, JUDGING, ANSWERING, OWN, DISCARDING, SECURING, CLOSING -> {
            }
        }
    }

    private void tryAgain(Passage now) {
        now.retried = true;
        now.upstream = null;
        line.enter(Phase.CONNECTING);
        line.loop.execute(() -> {
            if (line.current() == now) {
                connect(now);
            }
        });
    }
}
