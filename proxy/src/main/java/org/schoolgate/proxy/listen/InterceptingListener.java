package org.schoolgate.proxy.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.page.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A listening socket that takes connections on their way to other machines, and notes on each where it was going.
///
/// What it accepts is a channel that no loop knows yet. Whoever takes it puts it on a loop or closes it.
public final class InterceptingListener extends NioServerSocketChannel {

    private static final Logger LOG = LoggerFactory.getLogger(InterceptingListener.class);

    /// How long nothing is accepted after the system could give no more sockets.
    private static final long PAUSE_MILLIS = 1_000;

    private final Interception.Mode mode;

    private InterceptingListener(Interception.Mode mode) throws IOException {
        this.mode = mode;
        if (mode == Interception.Mode.TPROXY) {
            try {
                LinuxSocket.setTransparent(javaChannel());
            } catch (IOException refused) {
                javaChannel().close();
                throw refused;
            }
        }
    }

    /// Binds and begins to accept.
    ///
    /// @param loops where it listens
    /// @param taker is given each connection, on the listener's loop
    /// @throws IOException where the port is taken, the system cannot do it, or this process may not
    public static InterceptingListener start(Interception interception, EventLoopGroup loops, Consumer<Channel> taker)
            throws IOException {
        String where = interception.mode().text() + " on " + text(interception.listen());
        InterceptingListener listener;
        try {
            LinuxSocket.require();
            listener = new InterceptingListener(interception.mode());
        } catch (IOException refused) {
            throw new IOException("Cannot intercept by " + where + ": " + refused.getMessage(), refused);
        }
        listener.pipeline().addLast(new Taking(taker));
        loops.register(listener).syncUninterruptibly();
        var bound = listener.bind(interception.listen()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            listener.close().awaitUninterruptibly();
            throw new IOException("Cannot intercept by " + where + ": " + bound.cause().getMessage()
                    + ". Is another program there already? Choose another port, or stop that program.", bound.cause());
        }
        return listener;
    }

    /// Where it listens, with the port that was chosen.
    public InetSocketAddress address() {
        return localAddress();
    }

    /// How connections come to it.
    public Interception.Mode mode() {
        return mode;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        SocketChannel socket = javaChannel().accept();
        if (socket == null) {
            return 0;
        }
        try {
            NioSocketChannel child = new NioSocketChannel(this, socket);
            Arrival.note(child, arrival(socket));
            accepted.add(child);
            return 1;
        } catch (IOException | RuntimeException gone) {
            LOG.debug("A connection was gone before it was taken", gone);
            socket.close();
            return 0;
        }
    }

    private Arrival arrival(SocketChannel socket) throws IOException {
        InetSocketAddress peer = (InetSocketAddress) socket.getRemoteAddress();
        IpAddress client = Arrival.address(peer);
        InetSocketAddress destination;
        if (mode == Interception.Mode.TPROXY) {
            destination = (InetSocketAddress) socket.getLocalAddress();
        } else {
            try {
                destination = LinuxSocket.originalDestination(socket, LinuxSocket.isV6(peer));
            } catch (IOException unknown) {
                return new Arrival.Refused(client, Fault.NOT_INTERCEPTED);
            }
        }
        return new Arrival.Intercepted(client, Arrival.address(destination), destination.getPort());
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /// Hands on what was accepted.
    private static final class Taking extends ChannelInboundHandlerAdapter {

        private final Consumer<Channel> taker;

        Taking(Consumer<Channel> taker) {
            this.taker = taker;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            taker.accept((Channel) accepted);
        }

        /// Too many open files, most likely. Accepting again at once would fail again at once.
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            LOG.warn("A connection could not be taken; the next ones are in a second", cause);
            ctx.channel().config().setAutoRead(false);
            ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }
}
