package org.schoolgate.proxy.identity.radius;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.identity.presence.Presences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears from the school's access points who has come and gone, and answers each genuine request once it is taken in.
///
/// It has a port (UDP) and one thread of its own, so that no flood of packets slows the gate. What is not genuine gets no answer;
/// once a minute a line in the log says from where it came.
public final class AccountingListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountingListener.class);
    private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

    private final EventLoopGroup loop;
    private final List<AccessPoint> accessPoints;
    private final Realms realms;
    private final Presences presences;
    private final InstantSource clock;
    private final AccountingCounts counts = new AccountingCounts();
    private final Repeats repeats = new Repeats();
    private final Channel channel;
    /// Of the loop alone: when a line was last written.
    private long told = System.nanoTime() - QUIET;

    private AccountingListener(InetSocketAddress listen, List<AccessPoint> accessPoints, Realms realms,
            Presences presences, InstantSource clock) throws IOException {
        this.accessPoints = List.copyOf(accessPoints);
        this.realms = realms;
        this.presences = presences;
        this.clock = clock;
        this.loop = new MultiThreadIoEventLoopGroup(1,
                Thread.ofPlatform().daemon().name("radius-", 0).factory(), NioIoHandler.newFactory());
        var bound = new Bootstrap().group(loop).channel(NioDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Packet.LONGEST))
                .handler(new Hearing()).bind(listen).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException("RADIUS accounting cannot be heard on " + listen.getAddress().getHostAddress() + ":"
                    + listen.getPort() + " (UDP). Is another RADIUS server there already? Choose another port, or stop"
                    + " that program.", bound.cause());
        }
        this.channel = bound.channel();
    }

    /// Begins to listen.
    ///
    /// @param listen where, by UDP; port 0 takes a free one
    /// @param accessPoints whom to believe; of several that an address is of, the first
    /// @throws IOException where it cannot be listened on; its message says which and what to do
    public static AccountingListener start(InetSocketAddress listen, List<AccessPoint> accessPoints, Realms realms,
            Presences presences, InstantSource clock) throws IOException {
        return new AccountingListener(listen, accessPoints, realms, presences, clock);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    public AccountingCounts counts() {
        return counts;
    }

    /// Stops at once.
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// What to answer to a datagram; empty where it gets no answer.
    private Optional<byte[]> answer(byte[] datagram, InetSocketAddress from) {
        IpAddress sender = IpAddress.ofBytes(from.getAddress().getAddress());
        Optional<AccessPoint> accessPoint = accessPoints.stream().filter(one -> one.addresses().contains(sender))
                .findFirst();
        if (accessPoint.isEmpty()) {
            counts.unlisted.increment();
            tell(sender, "it is not listed under identity: radius: clients");
            return Optional.empty();
        }
        Optional<Packet> read = Packet.read(datagram).filter(one -> one.code() == Packet.ACCOUNTING_REQUEST);
        if (read.isEmpty()) {
            counts.malformed.increment();
            tell(sender, "it is no accounting request as RFC 2866 has it");
            return Optional.empty();
        }
        Packet packet = read.get();
        Secret secret = accessPoint.get().secret();
        if (!secret.isOf(packet)) {
            counts.forged.increment();
            tell(sender, "it was made with another secret than the one in secret-file");
            return Optional.empty();
        }
        Optional<byte[]> before = repeats.answer(from, packet);
        if (before.isPresent()) {
            counts.repeated.increment();
            return before;
        }
        Optional<Accounting> said = Accounting.of(packet, sender, clock.instant(), realms);
        if (said.isEmpty()) {
            counts.malformed.increment();
            tell(sender, "an attribute in it is not as RFC 2866 has it, or is missing");
            return Optional.empty();
        }
        take(said.get());
        counts.taken.increment();
        return Optional.of(repeats.answered(from, packet, secret.answer(packet)));
    }

    private void take(Accounting said) {
        switch (said.kind()) {
            case START -> presences.begins(said.session(), said.person(), said.device(), said.addresses(), said.at());
            case GOES_ON -> presences.goesOn(said.session(), said.person(), said.device(), said.addresses(),
                    said.since(), said.at());
            case STOP -> presences.ends(said.session(), said.at());
            case ALL_OVER -> presences.endAll(said.session().source(), said.session().keeper(), said.at());
            case OTHER -> {
            }
        }
    }

    private void tell(IpAddress sender, String why) {
        if (System.nanoTime() - told >= QUIET) {
            told = System.nanoTime();
            LOG.warn("A RADIUS packet from {} got no answer: {}. The next such line comes in a minute at the earliest",
                    sender, why);
        }
    }

    /// Netty's side of it.
    private final class Hearing extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            answer(ByteBufUtil.getBytes(packet.content()), packet.sender()).ifPresent(answer -> context
                    .writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(answer), packet.sender())));
        }

        /// One packet that goes wrong is no reason to hear no other.
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.warn("A RADIUS packet could not be taken in", cause);
        }
    }
}
