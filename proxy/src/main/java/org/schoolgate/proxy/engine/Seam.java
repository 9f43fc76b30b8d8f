package org.schoolgate.proxy.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.littleshoot.proxy.TransportProtocol;
import org.littleshoot.proxy.impl.ServerGroup;
import org.schoolgate.proxy.listen.InterceptingListener;

/// The way into LittleProxy: it takes its event loops from here, and each channel passes through `register` before
/// LittleProxy uses it. Both channels of an exchange get the same loop.
final class Seam extends ServerGroup {

    private final AtomicReference<@Nullable Channel> listener = new AtomicReference<>();
    private final EventLoopGroup acceptor;
    private final Loops loops;

    /// @param furnish puts this engine's handlers into a channel's pipeline, after LittleProxy has put its own; the sites
    ///     are those that a connection to a site belongs to, null for a client's connection
    Seam(int count, BiConsumer<Channel, @Nullable Sites> furnish) {
        super("schoolgate", 1, 1, 1);
        this.acceptor = new Acceptor();
        this.loops = new Loops(count, furnish);
    }

    @Override
    public EventLoopGroup getClientToProxyAcceptorPoolForTransport(TransportProtocol protocol) {
        return acceptor;
    }

    @Override
    public EventLoopGroup getClientToProxyWorkerPoolForTransport(TransportProtocol protocol) {
        return loops;
    }

    @Override
    public EventLoopGroup getProxyToServerWorkerPoolForTransport(TransportProtocol protocol) {
        return loops;
    }

    @Override
    public void shutdown(boolean graceful) {
        super.shutdown(graceful);
        acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }

    /// Blocks until every loop has ended.
    void awaitEnd() throws InterruptedException {
        acceptor.terminationFuture().await(5, TimeUnit.SECONDS);
        loops.terminationFuture().await(5, TimeUnit.SECONDS);
    }

    /// Where channels are accepted.
    EventLoopGroup acceptor() {
        return acceptor;
    }

    /// Gives LittleProxy a client's connection that it has not accepted itself and that no loop knows yet. Only on the
    /// acceptor's loop.
    void handOver(Channel child) {
        Channel own = listener.get();
        if (own != null && own.isActive()) {
            own.pipeline().fireChannelRead(child);
        } else {
            child.unsafe().closeForcibly();
        }
    }

    /// The listening channel; null before the start.
    @Nullable
    Channel listener() {
        return listener.get();
    }

    private final class Acceptor extends MultiThreadIoEventLoopGroup {

        Acceptor() {
            super(1, new DefaultThreadFactory("schoolgate-accept", true), NioIoHandler.newFactory());
        }

        @Override
        public ChannelFuture register(Channel channel) {
            if (!(channel instanceof InterceptingListener)) {
                listener.set(channel);
            }
            return super.register(channel);
        }
    }

    private static final class Loops extends MultiThreadIoEventLoopGroup {

        private final BiConsumer<Channel, @Nullable Sites> furnish;

        Loops(int count, BiConsumer<Channel, @Nullable Sites> furnish) {
            super(count, new DefaultThreadFactory("schoolgate-loop", true), NioIoHandler.newFactory());
            this.furnish = furnish;
        }

        @Override
        public ChannelFuture register(Channel channel) {
            Sites sites = channel.parent() == null ? Sites.current() : null;
            channel.pipeline().addLast(new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel ready) {
                    ChannelPipeline pipeline = ready.pipeline();
                    LittleProxy.MONITORS.stream().filter(name -> pipeline.get(name) != null).forEach(pipeline::remove);
                    pipeline.remove(LittleProxy.IDLE);
                    furnish.accept(ready, sites);
                }
            });
            EventLoop mine = channel.parent() == null ? currentLoop() : null;
            return mine != null ? mine.register(channel) : super.register(channel);
        }

        private @Nullable EventLoop currentLoop() {
            for (EventExecutor loop : this) {
                if (loop.inEventLoop()) {
                    return (EventLoop) loop;
                }
            }
            return null;
        }
    }
}
