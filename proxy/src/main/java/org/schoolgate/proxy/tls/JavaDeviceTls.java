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
import io.netty.handler.ssl.SslContext;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/// Java's own TLS towards devices: all leaves over one context, so that there is one session cache and one ticket key.
final class JavaDeviceTls implements DeviceTls {

    private static final int SESSIONS = 20_000;

    private final LeafKeys keys;
    private final SslContext shared;

    JavaDeviceTls(PrivateKey key) {
        this.keys = new LeafKeys(key);
        this.shared = shared(keys);
    }

    @Override
    public SslContext serving(X509Certificate leaf) {
        return new OneLeaf(shared, keys.add(leaf));
    }

    /// [LeafKeys] forgets by itself.
    @Override
    public void forget(SslContext serving) {}

    private static SslContext shared(LeafKeys keys) {
        try {
            SSLContext jsse = SSLContext.getInstance("TLS");
            jsse.init(new KeyManager[]{keys}, new TrustManager[0], Keys.RANDOM);
            jsse.getServerSessionContext().setSessionTimeout(Math.toIntExact(SESSION.toSeconds()));
            jsse.getServerSessionContext().setSessionCacheSize(SESSIONS);
            return new JdkSslContext(jsse, false, SUITES, IdentityCipherSuiteFilter.INSTANCE,
                    new ApplicationProtocolConfig(Protocol.ALPN, SelectorFailureBehavior.FATAL_ALERT,
                            SelectedListenerFailureBehavior.ACCEPT, ApplicationProtocolNames.HTTP_1_1),
                    ClientAuth.NONE, PROTOCOLS.toArray(String[]::new), false);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java speaks TLS", impossible);
        }
    }

    /// One leaf over the shared context. The engine carries the leaf's alias where others carry the peer's name; [LeafKeys]
    /// finds the leaf by it.
    private static final class OneLeaf extends OneLeafContext {

        private final SslContext shared;

        /// The very object that is the key in [LeafKeys], and must stay in memory as long as this or an engine does.
        private final String alias;

        OneLeaf(SslContext shared, String alias) {
            super(shared);
            this.shared = shared;
            this.alias = alias;
        }

        @Override
        public SSLEngine newEngine(ByteBufAllocator alloc) {
            SSLEngine engine = shared.newEngine(alloc, alias, -1);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setNamedGroups(GROUPS.toArray(String[]::new));
            parameters.setUseCipherSuitesOrder(true);
            engine.setSSLParameters(parameters);
            return engine;
        }
    }
}
