package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.page.Fault;

/// The second half of a connection's life, where it has one: after a granted `CONNECT` or a WebSocket's 101 it carries
/// bytes. A `CONNECT` first shows in its ClientHello whom it is for; that name must open, too.
final class Tunnel {

    private static final byte[] ALERT_ACCESS_DENIED = {0x15, 3, 1, 0, 2, 2, 49};
    /// LittleProxy needs a few tasks to take its codecs out; more than these mean that it never will.
    private static final int MOST_TRIES = 100;

    private final Services services;
    private final Line line;
    private final Ending ending;
    private final ClientHello hello = new ClientHello();

    Tunnel(Services services, Line line, Ending ending) {
        this.services = services;
        this.line = line;
        this.ending = ending;
    }

    // ---- until it is open --------------------------------------------------------------------------------------------

    /// The site of a `CONNECT` is reached: says so, and reads what the client has sent already.
    void grant(Passage now, ChannelPromise promise) {
        now.answered = true;
        now.status = 200;
        line.enter(Phase.GREETING);
        line.deadline.set(services.settings().helloTimeout());
        line.ctx.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                new HttpResponseStatus(200, "Connection established")), promise);
        List<Object> early = new ArrayList<>();
        for (Object msg = line.takeHeld(); msg != null; msg = line.takeHeld()) {
            early.add(msg);
        }
        early.forEach(bytes -> read((ByteBuf) bytes));
        line.resumeReading();
    }

    /// The site agrees to a WebSocket.
    void switchProtocols(Passage now, HttpResponse response, ChannelPromise promise) {
        now.answered = true;
        now.status = 101;
        line.enter(Phase.SWITCHING);
        line.deadline.set(services.settings().helloTimeout());
        HttpHeaders headers = response.headers();
        Hygiene.forClient(headers, services.via());
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        line.ctx.write(response, promise.unvoid().addListener(done -> openWhenReady(now, 0)));
    }

    /// Takes bytes of the client that are not HTTP.
    void read(ByteBuf bytes) {
        switch (line.phase()) {
            case TUNNEL -> line.tunnelSite().write(bytes);
            case GREETING -> greet(bytes);
            case JUDGING, CONNECTING, NAMING, SWITCHING -> line.hold(bytes);
            case IDLE, FORWARDING, DISCARDING, CLOSING -> bytes.release();
        }
    }

    /// Reads the ClientHello. Its bytes are kept, and go to the site untouched or not at all.
    private void greet(ByteBuf bytes) {
        line.keep(bytes);
        ClientHello.State state = hello.read(ByteBufUtil.getBytes(bytes));
        if (state == ClientHello.State.PARTIAL) {
            return;
        }
        Passage now = line.passage();
        line.enter(Phase.NAMING);
        line.deadline.clear();
        line.stopReading();
        if (state == ClientHello.State.REFUSED) {
            refuse(now, Fault.REQUEST_BAD);
            return;
        }
        Optional<HostName> name = hello.serverName();
        if (name.isEmpty() && services.settings().requireSni()) {
            refuse(now, Fault.REQUEST_BAD);
        } else if (name.isEmpty() || now.target == null || name.get().equals(now.target.host())) {
            openWhenReady(now, 0);
        } else {
            judge(now, new Target.Site(name.get(), now.target.port()));
        }
    }

    /// Another name than was asked for must open by itself, too.
    private void judge(Passage now, Target inner) {
        now.target = inner;
        now.trace = Passage.newTrace();
        Request request = new Request(now.trace, line.client, inner, services.clock().instant());
        services.judge().judge(request, now.signals, line.loop, new ExchangeHearing(line, ending, now, decision -> {
            // A site in its safe mode is not reached by asking for another site first.
            boolean astray = !Objects.equals(now.connectTo(inner), now.reached);
            if (decision.verdict().opens() && !astray) {
                openWhenReady(now, 0);
            } else {
                refuse(now, Fault.REQUEST_DENIED_PORT);
            }
        }));
    }

    /// LittleProxy takes its codecs out in tasks of its own; the tunnel opens once it has.
    private void openWhenReady(Passage now, int tries) {
        line.loop.execute(() -> {
            if (!line.isAt(now, Phase.NAMING) && !line.isAt(now, Phase.SWITCHING)) {
                return;
            }
            if (line.ctx.pipeline().get(LittleProxy.ENCODER) == null) {
                open(now);
            } else if (tries < MOST_TRIES) {
                openWhenReady(now, tries + 1);
            } else {
                refuse(now, Fault.INTERNAL);
            }
        });
    }

    private void open(Passage now) {
        if (now.upstream == null) {
            refuse(now, Fault.INTERNAL);
            return;
        }
        Channel site = now.upstream.channel();
        for (Object early = line.takeHeld(); early != null; early = line.takeHeld()) {
            if (early instanceof ByteBuf bytes) {
                site.write(bytes);
            } else {
                ReferenceCountUtil.release(early);
            }
        }
        line.enter(Phase.TUNNEL);
        line.deadline.set(services.settings().idleTunnel());
        site.flush();
        now.upstream.openTunnel();
        line.resumeReading();
    }

    /// Ends a tunnel that never opened. A TLS client is told so in its own way.
    void refuse(Passage now, Fault fault) {
        now.fault = Optional.of(fault.token());
        if (now.isTunnel()) {
            line.ctx.write(Unpooled.wrappedBuffer(ALERT_ACCESS_DENIED));
        }
        if (now.upstream != null) {
            now.upstream.channel().close();
        }
        line.end(now, false);
        line.closeGently(false);
    }

    // ---- while it is open --------------------------------------------------------------------------------------------

    /// The client has sent what it had; it waits where the site is behind.
    void readComplete() {
        if (line.phase() == Phase.TUNNEL) {
            Channel site = line.tunnelSite();
            site.flush();
            if (!site.isWritable()) {
                line.stopReading();
            }
        }
    }

    /// The client may have caught up; then the site may go on.
    void writabilityChanged() {
        Passage now = line.current();
        if (line.phase() == Phase.TUNNEL && line.isWritable() && now != null && now.upstream != null) {
            now.upstream.resumeReading();
        }
    }

    /// The site has closed the open tunnel, which is how tunnels end.
    void siteClosed(Passage now) {
        line.end(now, true);
        line.closeGently(true);
    }
}
