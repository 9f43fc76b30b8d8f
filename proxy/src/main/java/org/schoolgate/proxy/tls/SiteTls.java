package org.schoolgate.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.request.Host;

/// The gateway's side of TLS towards sites. One for the life of the gateway, so that sessions are resumed. Any thread may
/// call.
///
/// It offers what browsers offer: TLS 1.3 and 1.2, forward secrecy and authenticated encryption only, HTTP/1.1; to sites of
/// which that is allowed ([Demands]) also what browsers offered once. It never shows a certificate of its own, and sends no
/// early data.
public final class SiteTls implements AutoCloseable {

    /// Checks certificates, and waits for answers about revocation.
    private final ExecutorService worker = Executors.newCachedThreadPool(BackgroundThreads.named("site-tls-"));
    private final NoCertificate noCertificate = new NoCertificate();
    private final LongAdder old = new LongAdder();
    private final Standings standings;
    private final SiteEngines engines;

    public SiteTls(Trust trust, InstantSource clock) {
        this(trust, clock, SiteEngines::of);
    }

    SiteTls(Trust trust, InstantSource clock, BiFunction<NoCertificate, SiteTrust, SiteEngines> library) {
        this.standings = new Standings(clock);
        this.engines = library.apply(noCertificate, new SiteTrust(trust, standings));
    }

    /// The handler for one new connection to a site. Its handshake fails where the site's certificates are not good;
    /// [#faultOf(SslHandler, Throwable)] tells why. What costs time runs on threads of this object's own, not on the
    /// channel's loop.
    ///
    /// @param host the name that was asked for: it is sent as SNI, and the certificate must be for it. An address is not sent.
    /// @param demands what is demanded of the site; nothing that was found good under other demands counts
    public SslHandler handler(ByteBufAllocator alloc, Host host, int port, Demands demands) {
        Peer peer = new Peer(host, port, demands);
        SslHandler handler = new SslHandler(engines.engine(alloc, peer, standings.number(peer)), worker);
        if (demands.oldProtocols()) {
            handler.handshakeFuture().addListener(done -> {
                if (done.isSuccess() && isOld(handler)) {
                    old.increment();
                }
            });
        }
        return handler;
    }

    /// Whether a connection that stands is one that only sites that may speak old protocols are allowed.
    public static boolean isOld(SslHandler handler) {
        SSLSession session = handler.engine().getSession();
        return SiteEngines.OLD_PROTOCOLS.contains(session.getProtocol())
                || SiteEngines.OLD_SUITES.contains(session.getCipherSuite());
    }

    /// How many such connections there were since the start.
    public long old() {
        return old.sum();
    }

    /// Why TLS with a site failed, during the handshake or, as some sites then find that they want a certificate, right after
    /// it. Empty where it was not TLS that failed, as when the connection broke.
    public Optional<CertificateFault> faultOf(SslHandler handler, Throwable failure) {
        return faultOf(failure).map(fault -> fault.token().equals("tls_certificate_error")
                || !noCertificate.wasAsked(handler.engine()) ? fault : CertificateFault.WANTS_CERTIFICATE);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        engines.close();
    }

    /// From the failure alone: it may take a site that wants a certificate for one with an old protocol.
    private Optional<CertificateFault> faultOf(Throwable failure) {
        Optional<CertificateFault> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return Optional.of(refused.fault());
            }
            if (cause instanceof CertificateException) {
                return Optional.of(CertificateFault.MALFORMED);
            }
            if (found.isEmpty() && cause instanceof SSLException tls) {
                found = Optional.of(engines.fault(String.valueOf(tls.getMessage()).toLowerCase(Locale.ROOT)));
            }
        }
        return found;
    }
}
