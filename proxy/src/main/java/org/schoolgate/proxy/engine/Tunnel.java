package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
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
import java.util.Optional;
import java.util.function.BiConsumer;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.listen.Arrival;
import org.schoolgate.proxy.page.Fault;

/// The second half of a connection's life, where it has one: after a granted `CONNECT` or a WebSocket's 101 it carries
/// bytes. A `CONNECT` first shows in its ClientHello whom it is for; that name must open, too. So does an intercepted
/// connection, which has no other.
final class Tunnel {

    /// LittleProxy needs a few tasks to take its codecs out; more than these mean that it never will.
    private static final int MOST_TRIES = 100;

    private final Services services;
    private final Line line;
    private final Ending ending;
    private final BiConsumer<Passage, Target> connect;
    private final ClientHello hello = new ClientHello();

    /// @param connect has the site of an intercepted connection reached
    Tunnel(Services services, Line line, Ending ending, BiConsumer<Passage, Target> connect) {
        this.services = services;
        this.line = line;
        this.ending = ending;
        this.connect = connect;
    }

    // ---- until it is open --------------------------------------------------------------------------------------------

    /// An intercepted connection has begun; what it is for shows in its ClientHello. There is no request in it that could be
    /// answered.
    void intercept(Passage now) {
        now.answered = true;
        line.enter(Phase.GREETING);
        line.deadline.set(services.settings().helloTimeout());
    }

    /// An intercepted connection is for the site that it names. One that names none is refused, unless the school has
    /// listed its destination; then it is judged by that address.
    private void findSite(Passage now, Arrival.Intercepted way, Optional<HostName> name) {
        if (name.isPresent()) {
            judge(now, new Target.Site(name.get(), way.port()));
        } else if (services.settings().unnamedDestinations().stream()
                .anyMatch(range -> range.contains(way.address()))) {
            judge(now, way.site());
        } else {
            ending.refuseTunnel(now, Fault.UNNAMED);
        }
    }

    /// The site of an intercepted connection is reached. Nobody has asked for the answer that LittleProxy gives to that.
    private void pass(Passage now, ChannelPromise promise) {
        if (!promise.isVoid()) {
            promise.trySuccess();
        }
        line.enter(Phase.SWITCHING);
        line.deadline.set(services.settings().helloTimeout());
        openWhenReady(now, 0);
    }

    /// The site of a `CONNECT` is reached: says so, and reads what the client has sent already.
    void grant(Passage now, ChannelPromise promise) {
        if (line.arrival instanceof Arrival.Intercepted) {
            pass(now, promise);
            return;
        }
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
        if (line.arrival instanceof Arrival.Intercepted way) {
            findSite(now, way, state == ClientHello.State.COMPLETE ? hello.serverName() : Optional.empty());
            return;
        }
        if (state == ClientHello.State.REFUSED) {
            ending.refuseTunnel(now, Fault.REQUEST_BAD);
            return;
        }
        Optional<HostName> name = hello.serverName();
        if (name.isEmpty() && services.settings().requireSni()) {
            ending.refuseTunnel(now, Fault.REQUEST_BAD);
        } else if (name.isEmpty() || now.target == null || name.get().equals(now.target.host())) {
            openWhenReady(now, 0);
        } else {
            judge(now, new Target.Site(name.get(), now.target.port()));
        }
    }

    /// A name that nobody has judged yet must open by itself, too.
    private void judge(Passage now, Target inner) {
        now.target = inner;
        now.trace = Passage.newTrace();
        Request request = new Request(now.trace, line.client, inner, services.clock().instant());
        services.judge().judge(request, line.arrival, now.signals, line.loop,
                new ExchangeHearing(line, ending, now, decision -> {
                    if (!decision.verdict().opens()) {
                        ending.refuseTunnel(now, Fault.REQUEST_DENIED_PORT);
                    } else if (line.arrival instanceof Arrival.Intercepted) {
                        connect.accept(now, inner);
                    } else {
                        openWhenReady(now, 0);
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
                ending.refuseTunnel(now, Fault.INTERNAL);
            }
        });
    }

    private void open(Passage now) {
        if (now.upstream == null) {
            ending.refuseTunnel(now, Fault.INTERNAL);
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
        now.status = now.status == 0 ? 200 : now.status;
        line.enter(Phase.TUNNEL);
        line.deadline.set(services.settings().idleTunnel());
        site.flush();
        now.upstream.openTunnel();
        line.resumeReading();
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
