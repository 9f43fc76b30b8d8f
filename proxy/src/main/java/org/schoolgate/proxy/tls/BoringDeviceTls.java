package org.schoolgate.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslServerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.IllegalReferenceCountException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// BoringSSL towards devices: each leaf has a context of its own, with ticket keys of its own that nobody else ever has. So a
/// ticket is good for one leaf alone, and no ticket key is older than its leaf is kept.
final class BoringDeviceTls implements DeviceTls {

    /// What is spoken with devices and with sites alike.
    static final ApplicationProtocolConfig HTTP_1_1 = new ApplicationProtocolConfig(Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_1_1);

    private final PrivateKey key;

    BoringDeviceTls(PrivateKey key) {
        this.key = key;
    }

    @Override
    public SslContext serving(X509Certificate leaf) {
        return new OneLeaf(key, leaf);
    }

    @Override
    public void forget(SslContext serving) {
        if (serving instanceof OneLeaf one) {
            one.forget();
        }
    }

    private static ReferenceCountedOpenSslServerContext context(PrivateKey key, X509Certificate leaf) {
        try {
            ReferenceCountedOpenSslServerContext context = (ReferenceCountedOpenSslServerContext) SslContextBuilder
                    .forServer(new OpenSslCachingX509KeyManagerFactory(new KeyFactory(new OneKey(key, leaf)), 1))
                    .sslProvider(SslProvider.OPENSSL_REFCNT).protocols(PROTOCOLS.toArray(String[]::new))
                    .ciphers(SUITES, IdentityCipherSuiteFilter.INSTANCE).applicationProtocolConfig(HTTP_1_1)
                    .option(OpenSslContextOption.GROUPS, GROUPS.toArray(String[]::new))
                    .option(OpenSslContextOption.USE_TASKS, false)
                    .trustManager(new Nobody()).sessionTimeout(SESSION.toSeconds()).build();
            OpenSslSessionContext sessions = context.sessionContext();
            // What a session needs is in the device's ticket.
            sessions.setSessionCacheEnabled(false);
            sessions.setTicketKeys(new OpenSslSessionTicketKey(random(OpenSslSessionTicketKey.NAME_SIZE),
                    random(OpenSslSessionTicketKey.HMAC_KEY_SIZE), random(OpenSslSessionTicketKey.AES_KEY_SIZE)));
            return context;
        } catch (SSLException fault) {
            throw new IllegalStateException("BoringSSL does not take a leaf for " + leaf.getSubjectX500Principal(),
                    fault);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        Keys.RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// One leaf in a context of its own.
    ///
    /// BoringSSL's memory is counted by hand: each engine holds the context, and so does this until the leaf is forgotten. Where
    /// a device comes for a leaf that has just been forgotten, a context is made for that connection.
    private static final class OneLeaf extends OneLeafContext {

        private final PrivateKey key;
        private final X509Certificate leaf;
        private final ReferenceCountedOpenSslServerContext kept;

        OneLeaf(PrivateKey key, X509Certificate leaf) {
            this(key, leaf, context(key, leaf));
        }

        private OneLeaf(PrivateKey key, X509Certificate leaf, ReferenceCountedOpenSslServerContext kept) {
            super(kept);
            this.key = key;
            this.leaf = leaf;
            this.kept = kept;
        }

        void forget() {
            kept.release();
        }

        @Override
        public SSLEngine newEngine(ByteBufAllocator alloc) {
            ReferenceCountedOpenSslServerContext held = held();
            try {
                return held.newEngine(alloc);
            } finally {
                held.release();
            }
        }

        private ReferenceCountedOpenSslServerContext held() {
            try {
                kept.retain();
                return kept;
            } catch (IllegalReferenceCountException forgotten) {
                return context(key, leaf);
            }
        }
    }

    /// Shows one leaf to whoever can take a key on an elliptic curve.
    private static final class OneKey extends NoKeys {

        private static final String ALIAS = "leaf";

        private final PrivateKey key;
        private final X509Certificate leaf;

        OneKey(PrivateKey key, X509Certificate leaf) {
            this.key = key;
            this.leaf = leaf;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
                SSLEngine engine) {
            return keyType.equals("EC") ? ALIAS : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[]{leaf};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }

    /// Devices show no certificates, and none would be believed. Without this Netty reads Java's whole set of roots for every
    /// leaf.
    private static final class Nobody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("devices are not known by certificates");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("a device is no site");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
