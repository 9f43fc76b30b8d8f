package org.schoolgate.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
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
/// It offers what browsers offer: TLS 1.3 and 1.2, forward secrecy and authenticated encryption only, HTTP/1.1.
public final class SiteTls implements AutoCloseable {

    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1"};

    private static final String[] SCHEMES = {"ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256",
        "ecdsa_secp384r1_sha384", "rsa_pss_rsae_sha384", "rsa_pkcs1_sha384", "rsa_pss_rsae_sha512",
        "rsa_pkcs1_sha512"};

    private static final List<String> SUITES = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final ApplicationProtocolConfig HTTP_1_1 = new ApplicationProtocolConfig(Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_1_1);

    /// Seconds for which a session may be resumed; a site's standing may end it sooner.
    private static final int SESSION = 60 * 60;
    private static final int SESSIONS = 20_000;

    private final ExecutorService worker = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("site-tls-", 0).factory());
    private final Standings standings;
    private final SslContext context;

    public SiteTls(Trust trust, InstantSource clock) {
        this(trust, clock, OpenSsl.isAvailable());
    }

    /// @param boring whether BoringSSL does the work, at a quarter of the cost of Java's own TLS
    SiteTls(Trust trust, InstantSource clock, boolean boring) {
        this.standings = new Standings(clock);
        SiteTrust check = new SiteTrust(trust, standings);
        this.context = boring ? boring(check) : java(check);
    }

    /// The handler for one new connection to a site. Its handshake fails where the site's certificates are not good;
    /// [#faultOf] tells why. What costs time runs on threads of this object's own, not on the channel's loop.
    ///
    /// @param host the name that was asked for: it is sent as SNI, and the certificate must be for it. An address is not sent.
    public SslHandler handler(ByteBufAllocator alloc, Host host, int port) {
        Peer peer = new Peer(host, port);
        SSLEngine engine = context.newEngine(alloc, peer.text(), standings.number(peer));
        SSLParameters parameters = engine.getSSLParameters();
        List<SNIServerName> names = host instanceof HostName name ? List.of(new SNIHostName(name.name())) : List.of();
        parameters.setServerNames(names);
        parameters.setNamedGroups(GROUPS);
        if (context instanceof JdkSslContext) {
            // BoringSSL offers the same by itself.
            parameters.setSignatureSchemes(SCHEMES);
        }
        engine.setSSLParameters(parameters);
        return new SslHandler(engine, worker);
    }

    /// Why a handshake with a site failed; empty where it was not TLS that failed, as when the connection broke.
    public static Optional<CertificateFault> faultOf(Throwable failure) {
        Optional<CertificateFault> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return Optional.of(refused.fault());
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
        ReferenceCountUtil.release(context);
    }

    /// It is said in words alone: JSSE's `protocol_version`, BoringSSL's `TLSV1_ALERT_PROTOCOL_VERSION`.
    private static CertificateFault fault(String message) {
        if (message.contains("certificate_required")) {
            return CertificateFault.WANTS_CERTIFICATE;
        }
        if (message.contains("protocol_version") || message.contains("handshake_failure")
                || message.contains("not supported by client") || message.contains("unsupported_protocol")) {
            return CertificateFault.OLD_PROTOCOL;
        }
        return message.contains("received fatal alert") || message.contains("_alert_")
                ? CertificateFault.ALERT
                : CertificateFault.PROTOCOL;
    }

    private static SslContext boring(SiteTrust check) {
        try {
            SslContext context = SslContextBuilder.forClient().sslProvider(SslProvider.OPENSSL_REFCNT)
                    .protocols(PROTOCOLS).ciphers(SUITES, IdentityCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(HTTP_1_1).option(OpenSslContextOption.GROUPS, GROUPS)
                    .option(OpenSslContextOption.USE_TASKS, true).trustManager(check).sessionTimeout(SESSION)
                    .sessionCacheSize(SESSIONS).endpointIdentificationAlgorithm("").build();
            ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(true);
            return context;
        } catch (SSLException impossible) {
            throw new IllegalStateException("BoringSSL does not take what browsers offer", impossible);
        }
    }

    private static SslContext java(SiteTrust check) {
        try {
            SSLContext jsse = SSLContext.getInstance("TLS");
            jsse.init(new KeyManager[0], new TrustManager[]{check}, Keys.RANDOM);
            jsse.getClientSessionContext().setSessionTimeout(SESSION);
            jsse.getClientSessionContext().setSessionCacheSize(SESSIONS);
            return new JdkSslContext(jsse, true, SUITES, IdentityCipherSuiteFilter.INSTANCE, HTTP_1_1,
                    ClientAuth.NONE, PROTOCOLS, false);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java speaks TLS", impossible);
        }
    }
}
