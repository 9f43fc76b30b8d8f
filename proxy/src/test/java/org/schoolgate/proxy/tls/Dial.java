package org.schoolgate.proxy.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.request.Host;

/// Connects to origins on loopback as the gateway does.
final class Dial implements AutoCloseable {

    final SiteTls tls;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    Dial(SiteTls tls) {
        this.tls = tls;
    }

    /// @param fault why the handshake failed
    /// @param answer what the site answered to a line, where it did
    /// @param resumed whether a session of before was taken up again
    record Outcome(@Nullable SSLSession session, @Nullable Throwable failure, Optional<CertificateFault> fault,
            String answer, boolean resumed) {

        boolean isGood() {
            return failure == null;
        }

        List<X509Certificate> chain() throws Exception {
            return Arrays.stream(Objects.requireNonNull(session).getPeerCertificates())
                    .map(X509Certificate.class::cast).toList();
        }
    }

    /// Shakes hands with `127.0.0.1:port` under the name `host`, sends a line, and waits for the answer.
    Outcome to(String host, int port) throws Exception {
        return to(host, port, Demands.STANDARD);
    }

    /// The same, where this is demanded of the site.
    Outcome to(String host, int port, Demands demands) throws Exception {
        return to(host, port, demands, "hello");
    }

    /// The same with another line.
    Outcome to(String host, int port, Demands demands, String line) throws Exception {
        Host name = Host.parse(host).orElseThrow();
        long start = System.currentTimeMillis();
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<SslHandler> ready = new CompletableFuture<>();
        CompletableFuture<Boolean> reused = new CompletableFuture<>();
        Channel channel = new Bootstrap().group(loops).channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        SslHandler handler = tls.handler(made.alloc(), name, port, demands);
                        // On the loop, where the engine is still whole: the site may close at once.
                        handler.handshakeFuture().addListener(
                                done -> reused.complete(done.isSuccess() && isReused(handler.engine(), start)));
                        made.pipeline().addLast(handler, new SimpleChannelInboundHandler<ByteBuf>() {
                            @Override
                            protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
                                answer.complete(bytes.toString(StandardCharsets.US_ASCII));
                            }

                            @Override
                            public void channelInactive(ChannelHandlerContext context) {
                                answer.completeExceptionally(new java.io.IOException("closed"));
                            }

                            @Override
                            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                                answer.completeExceptionally(cause);
                            }
                        });
                        ready.complete(handler);
                    }
                }).connect(InetAddress.getLoopbackAddress(), port).sync().channel();
        SslHandler handler = ready.get(5, TimeUnit.SECONDS);
        try {
            channel.writeAndFlush(Unpooled.copiedBuffer(line + "\n", StandardCharsets.US_ASCII));
            if (!handler.handshakeFuture().await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no end of the handshake");
            }
            if (!handler.handshakeFuture().isSuccess()) {
                Throwable cause = handler.handshakeFuture().cause();
                return new Outcome(null, cause, tls.faultOf(handler, cause), "", false);
            }
            SSLSession session = handler.engine().getSession();
            boolean resumed = reused.get(5, TimeUnit.SECONDS);
            try {
                return new Outcome(session, null, Optional.empty(), answer.get(10, TimeUnit.SECONDS),
                        resumed);
            } catch (java.util.concurrent.ExecutionException broken) {
                return new Outcome(session, broken, tls.faultOf(handler, broken), "", resumed);
            }
        } finally {
            channel.close().sync();
        }
    }

    private static boolean isReused(SSLEngine engine, long start) {
        return engine instanceof ReferenceCountedOpenSslEngine boring
                ? SSL.isSessionReused(boring.sslPointer())
                : engine.getSession().getCreationTime() < start;
    }

    @Override
    public void close() {
        tls.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
