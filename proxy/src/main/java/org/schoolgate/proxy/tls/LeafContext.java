package org.schoolgate.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;

/// One leaf over the context that all leaves share, so that there is one session cache and one ticket key.
///
/// The engine carries the leaf's alias where others carry the peer's name; [LeafKeys] finds the leaf by it.
final class LeafContext extends SslContext {

    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1"};

    private final SslContext shared;
    private final X509Certificate leaf;

    /// The very object that is the key in [LeafKeys], and must stay in memory as long as this or an engine does.
    private final String alias;

    LeafContext(SslContext shared, X509Certificate leaf, String alias) {
        this.shared = shared;
        this.leaf = leaf;
        this.alias = alias;
    }

    Instant until() {
        return leaf.getNotAfter().toInstant();
    }

    X509Certificate leaf() {
        return leaf;
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc) {
        SSLEngine engine = shared.newEngine(alloc, alias, -1);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setNamedGroups(GROUPS);
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// What the device calls itself is of no meaning here.
    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc, String peerHost, int peerPort) {
        return newEngine(alloc);
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return shared.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // the type has no successor that a subclass of SslContext could give
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return shared.applicationProtocolNegotiator();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return shared.sessionContext();
    }
}
