package org.schoolgate.proxy.tls;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// The gateway's side towards devices: shows the leaf it was last told to, says hello, and closes.
final class LeafServer implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;
    private volatile @Nullable Leaf shown;

    LeafServer() throws InterruptedException {
        listener = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(Objects.requireNonNull(shown).serving().newHandler(channel.alloc()),
                                new ChannelInboundHandlerAdapter() {
                                    @Override
                                    public void userEventTriggered(ChannelHandlerContext context, Object event) {
                                        if (event == SslHandshakeCompletionEvent.SUCCESS) {
                                            context.writeAndFlush(
                                                    Unpooled.copiedBuffer("hello\n", StandardCharsets.US_ASCII))
                                                    .addListener(done -> context.close());
                                        }
                                    }

                                    @Override
                                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                                        context.close();
                                    }
                                });
                    }
                }).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
    }

    /// A leaf as whoever connects sees it.
    static X509Certificate leafOf(Leaf leaf) throws Exception {
        SSLContext anything = SSLContext.getInstance("TLS");
        anything.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        try (LeafServer server = new LeafServer()) {
            server.show(leaf);
            try (SSLSocket socket = (SSLSocket) anything.getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.startHandshake();
                return (X509Certificate) socket.getSession().getPeerCertificates()[0];
            }
        }
    }

    void show(Leaf leaf) {
        shown = leaf;
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
