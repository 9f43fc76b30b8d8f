package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.schoolgate.proxy.page.Fault;

/// What LittleProxy writes to the client: a site's response goes on, cleaned; LittleProxy's own words do not.
final class WayBack {

    private final Services services;
    private final Line line;
    private final Ending ending;
    private final Sites sites;
    private final Tunnel tunnel;
    private final Inspection inspection;
    private final Greeting greeting;

    WayBack(Services services, Line line, Ending ending, Sites sites, Tunnel tunnel, Inspection inspection,
            Greeting greeting) {
        this.services = services;
        this.line = line;
        this.ending = ending;
        this.sites = sites;
        this.tunnel = tunnel;
        this.inspection = inspection;
        this.greeting = greeting;
    }

    void write(Object msg, ChannelPromise promise) {
        Passage now = line.current();
        Phase phase = line.phase();
        if (msg instanceof ByteBuf bytes) {
            if (!bytes.isReadable() || phase == Phase.TUNNEL || phase == Phase.SWITCHING) {
                line.ctx.write(msg, promise);
            } else {
                drop(msg, promise);
            }
        } else if (now == null || phase == Phase.CLOSING) {
            drop(msg, promise);
        } else if (msg instanceof HttpResponse response) {
            head(now, response, promise);
        } else if (msg instanceof HttpContent content) {
            content(now, content, promise);
        } else {
            drop(msg, promise);
        }
    }

    private static void drop(Object msg, ChannelPromise promise) {
        ReferenceCountUtil.release(msg);
        if (!promise.isVoid()) {
            promise.trySuccess();
        }
    }

    private void head(Passage now, HttpResponse response, ChannelPromise promise) {
        int status = response.status().code();
        if (now.isTunnel() && line.phase() == Phase.CONNECTING && status < 300) {
            reached(now, response, promise);
        } else if (!now.responseCame) {
            // LittleProxy's own words: it could not connect.
            drop(response, promise);
            ending.trouble(sites.connectTrouble());
        } else if (status == 101) {
            tunnel.switchProtocols(now, response, promise);
        } else if (status < 200) {
            now.informational = true;
            Hygiene.forClient(response.headers(), services.via());
            passUnlessOld(now, response, promise);
        } else {
            answer(now, response, promise);
        }
    }

    private void reached(Passage now, HttpResponse response, ChannelPromise promise) {
        if (now.opening) {
            drop(response, promise);
            inspection.reached(now);
        } else if (now.answered) {
            drop(response, promise);
            tunnel.openWhenReady(now);
        } else {
            ReferenceCountUtil.release(response);
            greeting.grant(now, promise);
        }
    }

    private void answer(Passage now, HttpResponse response, ChannelPromise promise) {
        if (now.modes != null && now.modes.choice().lookUpsClosed() && HiddenLookUp.isAnswer(response.headers())) {
            drop(response, promise);
            ending.fault(Fault.HIDDEN_LOOK_UP);
            return;
        }
        now.answered = true;
        now.status = response.status().code();
        now.contentType = Optional.ofNullable(response.headers().get(HttpHeaderNames.CONTENT_TYPE));
        now.closes |= services.draining().get();
        String location = now.status / 100 == 3 ? response.headers().get(HttpHeaderNames.LOCATION) : null;
        if (location != null) {
            services.trails().redirected(now, line.client.address(), location, services.clock().instant());
        }
        Hygiene.forClient(response.headers(), services.via());
        now.challenge(response.headers());
        response.setProtocolVersion(HttpVersion.HTTP_1_1);
        if (now.isHead() || now.old) {
            response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        if (now.closes) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        sites.awaitProgress(now);
        line.ctx.write(response, promise);
    }

    /// A client that speaks HTTP/1.0 knows no interim answers.
    private void passUnlessOld(Passage now, Object msg, ChannelPromise promise) {
        if (now.old) {
            drop(msg, promise);
        } else {
            line.ctx.write(msg, promise);
        }
    }

    private void content(Passage now, HttpContent content, ChannelPromise promise) {
        boolean last = content instanceof LastHttpContent;
        if (now.informational) {
            now.informational = !last;
            passUnlessOld(now, content, promise);
        } else if (line.phase() == Phase.SWITCHING) {
            line.ctx.write(content, promise);
        } else if (!now.answered) {
            drop(content, promise);
        } else {
            line.deadline.touch();
            line.ctx.write(content, promise);
            if (last) {
                sites.release(now);
                ending.finish(now, now.closes || !now.requestRead);
            }
        }
    }
}
