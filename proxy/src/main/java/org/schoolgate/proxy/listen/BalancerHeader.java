package org.schoolgate.proxy.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.page.Fault;

/// Reads the header by which a balancer says whose connection it hands on, in version 1 or 2 of the
/// [PROXY protocol](https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt). Until it is read, nobody behind learns
/// of the connection. A connection whose header is missing, cannot be read or does not come in time is refused.
///
/// Whoever is no balancer must never get here: the header is believed.
public final class BalancerHeader extends ChannelInboundHandlerAdapter {

    /// What version 2 may carry beside the addresses, in bytes: 536 with them.
    private static final int MOST_EXTRAS = 304;

    private final Arrival before;
    private final Duration patience;
    private final Consumer<Channel> furnish;
    private @Nullable Runnable cancelAlarm;
    private boolean settled;

    private BalancerHeader(Arrival before, Duration patience, Consumer<Channel> furnish) {
        this.before = before;
        this.patience = patience;
        this.furnish = furnish;
    }

    /// Puts itself first in a pipeline that nothing has come through yet.
    ///
    /// @param before how the connection came, as if the balancer were the client
    /// @param patience until when the header must be there
    /// @param furnish puts those who are to learn of the connection into the pipeline, once it is known how it came
    public static void await(ChannelPipeline pipeline, Arrival before, Duration patience, Consumer<Channel> furnish) {
        pipeline.addFirst(new BalancerHeader(before, patience, furnish));
        pipeline.addFirst(new HAProxyMessageDecoder(MOST_EXTRAS));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        var alarm = ctx.executor().schedule(() -> refuse(ctx), patience.toMillis(), TimeUnit.MILLISECONDS);
        cancelAlarm = () -> alarm.cancel(false);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        settled = true;
        stopWaiting();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof HAProxyMessage header)) {
            ReferenceCountUtil.release(msg);
            return;
        }
        try {
            if (isItsOwn(header)) {
                ownConnection(ctx);
            } else {
                said(header).ifPresentOrElse(arrival -> settle(ctx, arrival), () -> refuse(ctx));
            }
        } finally {
            header.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Those behind know of no reading yet.
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(ctx);
    }

    /// Whether the balancer speaks for itself, to see whether the gateway is well.
    private static boolean isItsOwn(HAProxyMessage header) {
        return header.command() == HAProxyCommand.LOCAL || header.proxiedProtocol() == HAProxyProxiedProtocol.UNKNOWN;
    }

    private void ownConnection(ChannelHandlerContext ctx) {
        if (before instanceof Arrival.Explicit) {
            settle(ctx, before);
        } else {
            // It was going nowhere else.
            ctx.close();
        }
    }

    private Optional<Arrival> said(HAProxyMessage header) {
        AddressFamily family = header.proxiedProtocol().addressFamily();
        if (family != AddressFamily.AF_IPv4 && family != AddressFamily.AF_IPv6
                || header.proxiedProtocol().transportProtocol() != HAProxyProxiedProtocol.TransportProtocol.STREAM) {
            return Optional.empty();
        }
        Optional<IpAddress> client = IpAddress.parse(header.sourceAddress());
        Optional<IpAddress> destination = IpAddress.parse(header.destinationAddress());
        int port = header.destinationPort();
        if (before instanceof Arrival.Explicit) {
            return client.map(Arrival.Explicit::new);
        }
        return port == 0
                ? Optional.empty()
                : client.flatMap(from -> destination.map(to -> new Arrival.Intercepted(from, to, port)));
    }

    private void refuse(ChannelHandlerContext ctx) {
        settle(ctx, new Arrival.Refused(before.client(), Fault.BALANCER_HEADER));
    }

    private void settle(ChannelHandlerContext ctx, Arrival arrival) {
        if (settled) {
            return;
        }
        settled = true;
        stopWaiting();
        Arrival.note(ctx.channel(), arrival);
        furnish.accept(ctx.channel());
        ctx.fireChannelActive();
        // The decoder before it leaves by itself, and what came behind the header goes on from there.
        ctx.pipeline().remove(this);
    }

    private void stopWaiting() {
        if (cancelAlarm != null) {
            cancelAlarm.run();
        }
    }
}
