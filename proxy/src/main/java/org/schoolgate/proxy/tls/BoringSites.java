package org.schoolgate.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.ReferenceCountedOpenSslClientContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/// BoringSSL towards sites. It offers besides a key exchange that no quantum computer breaks, as browsers do.
///
/// Which signatures in a handshake it takes cannot be chosen: its last offer is RSA with SHA-1, in TLS 1.2 alone. In
/// certificates no such signature is good ([ChainPolicy]).
final class BoringSites implements SiteEngines {

    /// A key exchange that is safe while either half of it is.
    private static final String HYBRID = "X25519MLKEM768";

    /// The most that a site's certificates may take, in bytes. Honest chains have some thousand.
    private static final int CERTIFICATES = 32 * 1024;

    /// How it calls what it finds before it asks whether the certificates are good.
    private static final Map<String, CertificateFault> OWN_WORDS = Map.of("excessive_message_size",
            CertificateFault.TOO_LARGE, "unsupported_protocol", CertificateFault.OLD_PROTOCOL,
            "cannot_parse_leaf_cert", CertificateFault.MALFORMED, "key_usage_bit_incorrect",
            CertificateFault.WRONG_USE);

    private final ReferenceCountedOpenSslClientContext context;
    /// For peers that may speak old protocols.
    private final ReferenceCountedOpenSslClientContext oldContext;

    BoringSites(NoCertificate keys, SiteTrust trust) {
        this.context = context(keys, trust, PROTOCOLS, SUITES);
        this.oldContext = context(keys, trust, and(PROTOCOLS, OLD_PROTOCOLS), and(SUITES, OLD_SUITES));
    }

    private static List<String> and(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static ReferenceCountedOpenSslClientContext context(NoCertificate keys, SiteTrust trust,
            List<String> protocols, List<String> suites) {
        try {
            ReferenceCountedOpenSslClientContext context = (ReferenceCountedOpenSslClientContext) SslContextBuilder
                    .forClient()
                    .sslProvider(SslProvider.OPENSSL_REFCNT).protocols(protocols.toArray(String[]::new))
                    .ciphers(suites, IdentityCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(BoringDeviceTls.HTTP_1_1)
                    .keyManager(new KeyFactory(keys)).trustManager(trust).enableOcsp(true)
                    // The name is looked at with everything else about the certificate, by whoever is trusted.
                    .endpointIdentificationAlgorithm(null)
                    .option(OpenSslContextOption.GROUPS,
                            and(List.of(HYBRID), GROUPS).toArray(String[]::new))
                    .option(OpenSslContextOption.USE_TASKS, true)
                    .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, CERTIFICATES)
                    .sessionCacheSize(SESSIONS).sessionTimeout(SESSION.toSeconds()).build();
            context.sessionContext().setSessionCacheEnabled(true);
            return context;
        } catch (SSLException fault) {
            throw new IllegalStateException("BoringSSL does not take what is offered to sites", fault);
        }
    }

    @Override
    public SSLEngine engine(ByteBufAllocator alloc, Peer peer, int number) {
        ReferenceCountedOpenSslEngine engine = (ReferenceCountedOpenSslEngine) (peer.demands().oldProtocols()
                ? oldContext
                : context).newEngine(alloc, peer.text(), number);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(SiteEngines.serverNames(peer));
        engine.setSSLParameters(parameters);
        neverAgain(engine);
        return engine;
    }

    /// What the site's certificates were checked for stays as it was: no second handshake within a connection.
    private static void neverAgain(ReferenceCountedOpenSslEngine engine) {
        try {
            SSL.setRenegotiateMode(engine.sslPointer(), SSL.SSL_RENEGOTIATE_NEVER);
        } catch (Exception impossible) {
            engine.release();
            throw new IllegalStateException("BoringSSL can do without second handshakes", impossible);
        }
    }

    @Override
    public CertificateFault fault(String message) {
        if (!message.contains("alert")) {
            return OWN_WORDS.entrySet().stream().filter(words -> message.contains(words.getKey()))
                    .map(Map.Entry::getValue).findFirst().orElse(CertificateFault.PROTOCOL);
        }
        return SiteEngines.alert(message);
    }

    @Override
    public void close() {
        context.release();
        oldContext.release();
    }
}
