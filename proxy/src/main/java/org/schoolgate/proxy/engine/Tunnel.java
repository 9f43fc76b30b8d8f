package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import org.schoolgate.proxy.page.Fault;

/// The second half of a connection's life, where it has one: after a greeting that opens, or a WebSocket's 101, it carries
/// bytes as they are.
final class Tunnel {

    /// LittleProxy needs a few tasks to take its codecs out; more than these mean that it never will.
    private static final int MOST_TRIES = 100;

    private final Services services;
    private final Line line;
    private final Ending ending;

    Tunnel(Services services, Line line, Ending ending) {
        this.services = services;
        this.line = line;
        this.ending = ending;
    }

    // ---- until it is open --------------------------------------------------------------------------------------------

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
        line.ctx.write(response, promise.unvoid().addListener(done -> whenReady(now, 0)));
    }

    /// Takes bytes of the client that are not HTTP.
    void read(ByteBuf bytes) {
        switch (line.phase()) {
            case TUNNEL -> line.tunnelSite().write(bytes);
            case JUDGING, IDENTIFYING, CONNECTING, GREETING, NAMING, SWITCHING, SECURING -> line.hold(bytes);
            case IDLE, FORWARDING, ANSWERING, OWN, DISCARDING, CLOSING -> bytes.release();
        }
    }

    /// The hello has been read and its name opens, and the site is reached: what is held goes on, once LittleProxy has
    /// taken its codecs out.
    void openWhenReady(Passage now) {
        line.enter(Phase.SWITCHING);
        line.deadline.set(services.settings().helloTimeout());
        whenReady(now, 0);
    }

    /// LittleProxy takes its codecs out in tasks of its own.
    private void whenReady(Passage now, int tries) {
        line.loop.execute(() -> {
            if (!line.isAt(now, Phase.SWITCHING)) {
                return;
            }
            if (line.ctx.pipeline().get(LittleProxy.ENCODER) == null) {
                open(now);
            } else if (tries < MOST_TRIES) {
                whenReady(now, tries + 1);
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
