package org.schoolgate.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;

/// The gateway's side of TLS towards sites. One for the life of the gateway, so that sessions are resumed. Any thread may
/// call.
///
/// It offers what browsers offer: TLS 1.3 and 1.2, forward secrecy and authenticated encryption only, HTTP/1.1. It never shows
/// a certificate of its own, and sends no early data.
public final class SiteTls implements AutoCloseable {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1"};

    private static final String[] SCHEMES = {"ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256",
        "ecdsa_secp384r1_sha384", "rsa_pss_rsae_sha384", "rsa_pkcs1_sha384", "rsa_pss_rsae_sha512",
        "rsa_pkcs1_sha512"};

    private static final String[] SUITES = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"};

    private static final String[] HTTP_1_1 = {"http/1.1"};

    /// Seconds for which a session may be resumed; a site's standing may end it sooner.
    private static final int SESSION = 60 * 60;
    private static final int SESSIONS = 20_000;

    private final ExecutorService worker = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("site-tls-", 0).factory());
    private final NoCertificate noCertificate = new NoCertificate();
    private final Standings standings;
    private final SSLContext context;

    public SiteTls(Trust trust, InstantSource clock) {
        this.standings = new Standings(clock);
        this.context = context(noCertificate, new SiteTrust(trust, standings));
    }

    /// The handler for one new connection to a site. Its handshake fails where the site's certificates are not good;
    /// [#faultOf(SslHandler, Throwable)] tells why. What costs time runs on threads of this object's own, not on the
    /// channel's loop.
    ///
    /// @param host the name that was asked for: it is sent as SNI, and the certificate must be for it. An address is not sent.
    public SslHandler handler(ByteBufAllocator alloc, Host host, int port) {
        Peer peer = new Peer(host, port);
        SSLEngine engine = context.createSSLEngine(peer.text(), standings.number(peer));
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(SUITES);
        parameters.setNamedGroups(GROUPS);
        parameters.setSignatureSchemes(SCHEMES);
        parameters.setApplicationProtocols(HTTP_1_1);
        parameters.setServerNames(
                host instanceof HostName name ? List.of(new SNIHostName(name.name())) : List.of());
        engine.setSSLParameters(parameters);
        return new SslHandler(engine, worker);
    }

    /// Why TLS with a site failed, during the handshake or, as some sites then find that they want a certificate, right after
    /// it. Empty where it was not TLS that failed, as when the connection broke.
    public Optional<CertificateFault> faultOf(SslHandler handler, Throwable failure) {
        return faultOf(failure).map(fault -> fault.token().equals("tls_certificate_error")
                || !noCertificate.wasAsked(handler.engine()) ? fault : CertificateFault.WANTS_CERTIFICATE);
    }

    /// As [#faultOf(SslHandler, Throwable)], from the failure alone: it may take a site that wants a certificate for one with
    /// an old protocol.
    public static Optional<CertificateFault> faultOf(Throwable failure) {
        Optional<CertificateFault> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return Optional.of(refused.fault());
            }
            if (cause instanceof CertificateException) {
                return Optional.of(CertificateFault.MALFORMED);
            }
            if (found.isEmpty() && cause instanceof SSLException tls) {
                found = Optional.of(fault(String.valueOf(tls.getMessage()).toLowerCase(Locale.ROOT)));
            }
        }
        return found;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    /// JSSE says it in words alone.
    private static CertificateFault fault(String message) {
        if (message.contains("exceeds the maximum allowed")) {
            return CertificateFault.TOO_LARGE;
        }
        if (!message.contains("received fatal alert")) {
            return message.contains("not supported by client") || message.contains("protocol_version")
                    ? CertificateFault.OLD_PROTOCOL
                    : CertificateFault.PROTOCOL;
        }
        if (message.contains("certificate")) {
            // The site can but mean the one that it was not shown.
            return CertificateFault.WANTS_CERTIFICATE;
        }
        return message.contains("protocol_version") || message.contains("handshake_failure")
                || message.contains("insufficient_security") ? CertificateFault.OLD_PROTOCOL : CertificateFault.ALERT;
    }

    private static SSLContext context(NoCertificate keys, SiteTrust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{keys}, new TrustManager[]{trust}, Keys.RANDOM);
            context.getClientSessionContext().setSessionTimeout(SESSION);
            context.getClientSessionContext().setSessionCacheSize(SESSIONS);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java speaks TLS", impossible);
        }
    }
}
