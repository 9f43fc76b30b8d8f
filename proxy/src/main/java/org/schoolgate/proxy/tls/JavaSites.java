package org.schoolgate.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Java's own TLS towards sites. It speaks no old protocol, whatever a peer may speak: Java has them turned off for the
/// whole program.
final class JavaSites implements SiteEngines {

    private static final String[] SCHEMES = {"ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256",
        "ecdsa_secp384r1_sha384", "rsa_pss_rsae_sha384", "rsa_pkcs1_sha384", "rsa_pss_rsae_sha512",
        "rsa_pkcs1_sha512"};

    private static final String[] HTTP_1_1 = {"http/1.1"};

    private static final Logger LOG = LoggerFactory.getLogger(JavaSites.class);

    private final SSLContext context;
    private final AtomicBoolean toldOfOld = new AtomicBoolean();

    JavaSites(NoCertificate keys, SiteTrust trust) {
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{keys}, new TrustManager[]{trust}, Keys.RANDOM);
            context.getClientSessionContext().setSessionTimeout(Math.toIntExact(SESSION.toSeconds()));
            context.getClientSessionContext().setSessionCacheSize(SESSIONS);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java speaks TLS", impossible);
        }
    }

    @Override
    public SSLEngine engine(ByteBufAllocator alloc, Peer peer, int number) {
        if (peer.demands().oldProtocols() && toldOfOld.compareAndSet(false, true)) {
            LOG.warn(
                    "The policy lets a site speak TLS 1.0 and 1.1 (old-protocols), which Java does not. Such sites stay"
                            + " closed where BoringSSL does not run.");
        }
        SSLEngine engine = context.createSSLEngine(peer.text(), number);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
        parameters.setCipherSuites(SUITES.toArray(String[]::new));
        parameters.setNamedGroups(GROUPS.toArray(String[]::new));
        parameters.setSignatureSchemes(SCHEMES);
        parameters.setApplicationProtocols(HTTP_1_1);
        parameters.setServerNames(SiteEngines.serverNames(peer));
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public CertificateFault fault(String message) {
        if (message.contains("exceeds the maximum allowed")) {
            return CertificateFault.TOO_LARGE;
        }
        if (!message.contains("received fatal alert")) {
            return message.contains("not supported by client") || message.contains("protocol_version")
                    ? CertificateFault.OLD_PROTOCOL
                    : CertificateFault.PROTOCOL;
        }
        return SiteEngines.alert(message);
    }

    @Override
    public void close() {}
}
