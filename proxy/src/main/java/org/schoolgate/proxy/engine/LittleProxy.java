package org.schoolgate.proxy.engine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.littleshoot.proxy.ChainedProxy;
import org.littleshoot.proxy.ChainedProxyAdapter;
import org.littleshoot.proxy.HttpFilters;
import org.littleshoot.proxy.HttpFiltersAdapter;
import org.littleshoot.proxy.HttpFiltersSourceAdapter;
import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.impl.ClientDetails;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;

/// LittleProxy's names and settings: what this engine relies on, in one place.
final class LittleProxy {

    /// Handler names in its pipelines; a contract that tests hold.
    static final String ENCODER = "encoder";
    static final String DECODER = "decoder";
    static final String IDLE = "idle";
    static final String HANDLER = "handler";
    static final List<String> MONITORS = List.of("bytesReadMonitor", "bytesWrittenMonitor", "requestReadMonitor",
            "responseWrittenMonitor", "responseReadMonitor", "requestWrittenMonitor");

    /// A read of this size is not cut into several messages.
    static final int CHUNK_BYTES = 64 * 1024;

    /// LittleProxy's own idle timer is taken out of every pipeline; this only keeps it from being built short.
    private static final int NEVER_SECONDS = 24 * 60 * 60;

    private LittleProxy() {}

    /// Binds and starts.
    ///
    /// @throws RuntimeException where the address cannot be bound, with the cause
    static HttpProxyServer start(Seam seam, InetSocketAddress listen, int lineBytes, int headBytes, int connectMillis,
            String via) {
        return DefaultHttpProxyServer.bootstrap()
                .withName("schoolgate")
                .withAddress(listen)
                .withServerGroup(seam)
                .withProxyAlias(via)
                // Headers are cleaned once, by the gate.
                .withTransparent(true)
                .withAllowRequestToOriginServer(true)
                .withServerResolver((host, port) -> {
                    throw new UnknownHostException("names are resolved by the gate, never here");
                })
                .withChainProxyManager(LittleProxy::offerAddresses)
                .withFiltersSource(new HttpFiltersSourceAdapter() {
                    @Override
                    public HttpFilters filterRequest(HttpRequest original, @Nullable ChannelHandlerContext ctx) {
                        return new Steering(original, ctx);
                    }
                })
                .withConnectTimeout(connectMillis)
                .withIdleConnectionTimeout(NEVER_SECONDS)
                .withMaxInitialLineLength(lineBytes)
                .withMaxHeaderSize(headBytes)
                .withMaxChunkSize(CHUNK_BYTES)
                .start();
    }

    /// One direct connection for each address, so that LittleProxy tries the next where one fails.
    private static void offerAddresses(HttpRequest request, Queue<ChainedProxy> proxies, ClientDetails client) {
        Sites sites = Sites.current();
        int count = sites == null ? 1 : sites.addressCount();
        for (int i = 0; i < count; i++) {
            proxies.add(ChainedProxyAdapter.FALLBACK_TO_DIRECT_CONNECTION);
        }
    }

    /// Answers LittleProxy's questions about one request from what the gate knows already.
    private static final class Steering extends HttpFiltersAdapter {

        private final @Nullable Gate gate;

        Steering(HttpRequest original, @Nullable ChannelHandlerContext ctx) {
            super(original, ctx);
            this.gate = ctx == null ? null : ctx.pipeline().get(Gate.class);
        }

        @Override
        public InetSocketAddress proxyToServerResolutionStarted(String hostAndPort) {
            // An address nobody answers at: without a gate nothing may be reached.
            return gate == null
                    ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)
                    : gate.sites().nextAddress();
        }

        @Override
        public void proxyToServerConnectionSucceeded(ChannelHandlerContext server) {
            if (gate != null) {
                gate.sites().connected();
            }
        }

        @Override
        public boolean proxyToServerAllowMitm() {
            return false;
        }
    }
}
