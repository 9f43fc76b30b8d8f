package org.schoolgate.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/// Serves one leaf by means of another context, from which it differs in the engines that it makes.
abstract class OneLeafContext extends SslContext {

    private final SslContext by;

    OneLeafContext(SslContext by) {
        this.by = by;
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
        return by.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // the type has no successor that a subclass of SslContext could give
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return by.applicationProtocolNegotiator();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return by.sessionContext();
    }
}
