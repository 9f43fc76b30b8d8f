package org.schoolgate.proxy.engine;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.page.Fault;
import org.schoolgate.proxy.tls.SiteTls;

/// The gateway's side of one connection to a site, first in LittleProxy's pipeline for it. It guards the address, tells
/// [Sites] how the connection fares, and carries a tunnel's bytes.
@SuppressWarnings("NullAway.Init") // The channel is known in handlerAdded, which comes before everything else.
final class Upstream extends ChannelDuplexHandler {

    private static final int MOST_INFORMATIONAL = 10;

    private final Sites sites;
    private final Line line;
    private final AddressGuard guard;
    private final String key;
    private final @Nullable HostName reached;
    private final List<InetSocketAddress> addresses;
    private final Demands demands;
    private Channel channel;
    private final ArrayDeque<Object> early = new ArrayDeque<>();
    private Deadline resting;
    private boolean isResting;
    private @Nullable SslHandler tls;
    private @Nullable IpAddress address;
    private @Nullable Runnable onGone;
    private boolean gone;
    private boolean tunnel;
    private boolean readWanted;
    /// Whether the site has said that it closes after this response.
    private boolean closes;

    /// @param reached the name whose addresses are connected to, where they are not the site's own
    /// @param addresses all that could be connected to
    /// @param demands what is demanded of the site's side of the encryption
    Upstream(Sites sites, Line line, AddressGuard guard, String key, @Nullable HostName reached,
            List<InetSocketAddress> addresses, Demands demands) {
        this.sites = sites;
        this.line = line;
        this.guard = guard;
        this.key = key;
        this.reached = reached;
        this.addresses = addresses;
        this.demands = demands;
    }

    String key() {
        return key;
    }

    @Nullable
    HostName reached() {
        return reached;
    }

    List<InetSocketAddress> addresses() {
        return addresses;
    }

    Demands demands() {
        return demands;
    }

    @Nullable
    IpAddress address() {
        return address;
    }

    Channel channel() {
        return channel;
    }

    /// Whether a request can be sent on it.
    boolean isUsable() {
        return !closes && channel.isActive();
    }

    /// Runs `next` once LittleProxy has noticed that this connection is gone; at once where it has.
    void whenGone(Runnable next) {
        if (gone) {
            next.run();
        } else {
            onGone = next;
            channel.close();
        }
    }

    /// The handler that stands after the decoder.
    Messages messages() {
        return new Messages();
    }

    /// Another exchange uses it.
    void busy() {
        isResting = false;
        resting.clear();
    }

    /// No exchange uses it: it is closed after `atMost`, unless another does.
    void rest(Duration atMost) {
        isResting = true;
        resting.set(atMost);
    }

    void closeIfResting() {
        if (isResting) {
            channel.close();
        }
    }

    /// The client is gone. A tunnel's last bytes are still sent, for a moment.
    void closeSoon(boolean afterFlush) {
        if (afterFlush && channel.isActive()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            channel.eventLoop().schedule((Runnable) channel::close, 1, TimeUnit.SECONDS);
        } else {
            channel.close();
        }
    }

    /// From now on bytes go straight to the client.
    void openTunnel() {
        tunnel = true;
        while (!early.isEmpty()) {
            line.toClient(early.poll());
        }
        line.flush();
        resumeReading();
    }

    /// The client can take more.
    void resumeReading() {
        if (readWanted && mayRead()) {
            readWanted = false;
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        tls = sites.encryption(channel.alloc()).orElse(null);
        if (tls != null) {
            ctx.pipeline().addBefore(ctx.name(), Line.TLS, tls);
        }
        resting = new Deadline(channel.eventLoop(), this::closeIfResting);
    }

    @Override
    public void connect(ChannelHandlerContext ctx, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        InetSocketAddress to = (InetSocketAddress) remote;
        address = IpAddress.ofBytes(to.getAddress().getAddress());
        if (!guard.permits(address, to.getPort())) {
            sites.connectFailed(Trouble.of(Fault.DESTINATION_PROHIBITED));
            promise.setFailure(new ConnectException("the address is not allowed"));
            return;
        }
        // A promise of its own, so that it is noted of a failure before LittleProxy does.
        ChannelPromise tried = ctx.newPromise();
        tried.addListener(done -> {
            if (!done.isSuccess()) {
                failed(promise, Trouble.of(faultOf(done.cause())), done.cause());
            } else if (tls == null) {
                promise.trySuccess();
            } else {
                secured(tls, promise);
            }
        });
        ctx.connect(remote, local, tried);
    }

    /// For LittleProxy it is connected once the site's certificate has been checked.
    private void secured(SslHandler tls, ChannelPromise promise) {
        tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                if (demands.oldProtocols() && SiteTls.isOld(tls)) {
                    sites.tellOfOld(tls);
                }
                promise.trySuccess();
            } else {
                failed(promise, sites.troubleOf(tls, done.cause()), done.cause());
            }
        });
    }

    private void failed(ChannelPromise promise, Trouble trouble, Throwable cause) {
        sites.connectFailed(trouble);
        promise.tryFailure(cause);
    }

    /// The site's certificate and those it rests on, as they were checked.
    List<X509Certificate> certificates() {
        if (tls == null) {
            return List.of();
        }
        try {
            return Arrays.stream(tls.engine().getSession().getPeerCertificates()).map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException never) {
            throw new IllegalStateException("an encrypted connection without a certificate", never);
        }
    }

    private static Fault faultOf(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException _ -> Fault.CONNECTION_TIMEOUT;
            case NoRouteToHostException _ -> Fault.DESTINATION_UNROUTABLE;
            case PortUnreachableException _ -> Fault.DESTINATION_UNROUTABLE;
            case ConnectException refused when refused.getMessage() != null
                    && refused.getMessage().contains("refused") ->
                Fault.CONNECTION_REFUSED;
            default -> Fault.DESTINATION_UNROUTABLE;
        };
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (mayRead()) {
            ctx.read();
        } else {
            readWanted = true;
            channel.config().setAutoRead(false);
        }
    }

    /// A tunnel is not read before it is open, nor while its client is behind.
    private boolean mayRead() {
        return tunnel ? line.isWritable() : !sites.isTunnelPending(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (tunnel) {
            line.toClient(msg);
        } else {
            ctx.fireChannelRead(msg);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (tunnel) {
            line.flush();
            if (!line.isWritable()) {
                readWanted = true;
                channel.config().setAutoRead(false);
            }
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (tunnel && channel.isWritable()) {
            line.resumeReading();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /// The events behind pass on first: the response's last bytes may still be in the decoder.
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        gone = true;
        resting.close();
        early.forEach(ReferenceCountUtil::release);
        early.clear();
        sites.gone(this);
        if (onGone != null) {
            Runnable next = onGone;
            onGone = null;
            next.run();
        }
    }

    /// A broken connection is closed and not told further: LittleProxy would send the request once more.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        sites.broke(this);
        ctx.close();
    }

    /// The same connection, seen after the decoder.
    final class Messages extends ChannelDuplexHandler {

        /// The request for which LittleProxy has connected, where there is none yet, is answered here.
        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            if (!sites.isOpening(Upstream.this)) {
                ctx.write(msg, promise);
                return;
            }
            ReferenceCountUtil.release(msg);
            promise.trySuccess();
            if (msg instanceof HttpRequest) {
                ctx.executor().execute(() -> ctx.fireChannelRead(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                        HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER)));
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            if (!(msg instanceof HttpObject object)) {
                // LittleProxy would send what came with a 101 ahead of it.
                early.add(msg);
                return;
            }
            Optional<Fault> fault = faultIn(object);
            if (fault.isEmpty() && sites.expects(Upstream.this)) {
                ctx.fireChannelRead(msg);
                return;
            }
            ReferenceCountUtil.release(msg);
            fault.ifPresent(what -> sites.faulty(Upstream.this, what));
            channel.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            sites.faulty(Upstream.this, Fault.PROTOCOL_ERROR);
            ctx.close();
        }

        private Optional<Fault> faultIn(HttpObject object) {
            if (object.decoderResult().isFailure()) {
                return Optional.of(ResponseCheck.unreadable(object.decoderResult().cause()));
            }
            if (!(object instanceof HttpResponse response)) {
                return Optional.empty();
            }
            Optional<Fault> fault = ResponseCheck.check(response, sites.awaitsUpgrade(Upstream.this));
            int status = response.status().code();
            if (fault.isEmpty() && status >= 200) {
                closes = !HttpUtil.isKeepAlive(response);
            } else if (fault.isEmpty() && status != 101
                    && sites.countInformational(Upstream.this) > MOST_INFORMATIONAL) {
                return Optional.of(Fault.PROTOCOL_ERROR);
            }
            return fault;
        }
    }
}
