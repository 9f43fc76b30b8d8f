package org.schoolgate.proxy.engine;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.log.Link;

/// One exchange or tunnel on its way: what was asked, what was decided, and how far it has come. Lives on one loop.
final class Passage {

    /// Stands for the method of a request that could not be read.
    static final HttpMethod UNREAD = new HttpMethod("-");
    /// A body up to here is read to its end, so that the connection can be kept.
    private static final int MOST_DISCARDED = 64 * 1024;

    final Instant at;
    final long started = System.nanoTime();
    TraceId trace;
    final HttpMethod method;
    final HttpHeaders headers;
    final Signals signals;
    /// Whether the client speaks HTTP/1.0 and so cannot read chunks.
    final boolean old;
    /// Who asks, as far as it is known by now.
    Client client;
    /// Whether all has been asked who may know.
    boolean identified;

    @Nullable
    Target target;
    /// What is done to this exchange if it opens; null until its target is read.
    @Nullable
    Modes modes;
    @Nullable
    Decision decision;
    /// What was seen of the device around it.
    Circumstances around = Circumstances.NONE;
    boolean hasBody;
    boolean webSocket;
    boolean expectsContinue;
    /// Whether the connection must not be used for another exchange.
    boolean closes;

    /// A decision that waits for what will be asked inside; recorded only if nothing will be.
    @Nullable
    Request unrecorded;
    /// The size of its ClientHello.
    int helloBytes;
    /// Whether the connection to the site is made before there is a request for it.
    boolean opening;
    /// What trouble on the way leads to, in place of an error page.
    @Nullable
    Consumer<Trouble> onTrouble;

    /// The name whose addresses are connected to, where they are not the target's own.
    @Nullable
    HostName reached;
    List<InetSocketAddress> addresses = List.of();
    int tried;
    @Nullable
    Upstream upstream;
    boolean reused;
    boolean retried;

    /// Whether the whole request has been read.
    boolean requestRead;
    /// Whether the site's response has begun to come in.
    boolean responseCame;
    /// Whether a byte of an answer has gone to the client.
    boolean answered;
    /// Whether the answer being written is one of 1xx, so that its end is not the exchange's.
    boolean informational;
    int informationals;
    /// Where it came inside an encrypted connection, or was that connection.
    @Nullable
    Link link;
    int status;
    /// What the answer says in `Proxy-Authenticate`, whoever gives it.
    List<String> challenges = List.of();
    Optional<String> contentType = Optional.empty();
    Optional<String> fault = Optional.empty();

    Passage(Instant at, TraceId trace, HttpMethod method, HttpHeaders headers, boolean old, Signals signals,
            Client client) {
        this.client = client;
        this.at = at;
        this.trace = trace;
        this.method = method;
        this.headers = headers;
        this.old = old;
        this.signals = signals;
    }

    /// A new mark by which a decision is found again.
    static TraceId newTrace() {
        return new TraceId(ThreadLocalRandom.current().nextLong());
    }

    /// Puts what is to be said of who asks into the head of an answer. Each on a line of its own: some browsers read one to a
    /// line.
    void challenge(HttpHeaders answer) {
        for (String challenge : challenges) {
            answer.add("Proxy-Authenticate", challenge);
        }
    }

    boolean isTunnel() {
        return method.equals(HttpMethod.CONNECT);
    }

    boolean isHead() {
        return method.equals(HttpMethod.HEAD);
    }

    /// Whether it sends something to the site beyond the address.
    boolean sends() {
        return !isTunnel() && !isHead() && !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.OPTIONS);
    }

    /// Whether what the client still sends is better cut off than read.
    boolean hasLongBody() {
        return !requestRead && (expectsContinue
                || headers.getInt(HttpHeaderNames.CONTENT_LENGTH, Integer.MAX_VALUE) > MOST_DISCARDED);
    }

    /// Whether doing it twice does what doing it once does, so that a dropped connection may be tried again.
    boolean isRepeatable() {
        return !hasBody && !webSocket
                && (isHead() || method.equals(HttpMethod.GET) || method.equals(HttpMethod.OPTIONS));
    }

    /// Whether a site that closed without a word may be asked once more: a kept connection can end at any moment, a new
    /// one not.
    boolean mayTryAgain() {
        return reused && !retried && !responseCame && isRepeatable();
    }

    /// Whether it asks for a name in a way that is closed to this client.
    boolean hidesLookUp() {
        return modes != null && modes.choice().lookUpsClosed() && target instanceof Target.Page page
                && HiddenLookUp.isAskedFor(headers, page);
    }

    /// The name whose addresses are to be connected to instead of those of `site`; null where it is that host's own.
    @Nullable
    HostName connectTo(Target site) {
        return modes == null ? null : modes.connectTo(site.host());
    }

    /// Whether the connection to the site is encrypted by the gateway.
    boolean encrypts() {
        return opening || target instanceof Target.Page page && page.scheme() == Scheme.HTTPS;
    }

    /// What is demanded of the site's side of the encryption.
    Demands demands() {
        return decision == null || !encrypts() ? Demands.STANDARD : decision.demands();
    }

    /// How LittleProxy names the connection to the site. Within one client's connection either all of them are encrypted or
    /// none, so this needs no scheme.
    String key() {
        return switch (target) {
            case Target.Page page when encrypts() -> page.host().text() + ":" + page.port();
            case Target.Page page -> page.authority();
            case Target.Site site -> site.text();
            case null -> "";
        };
    }

    /// The request as LittleProxy gets it, new each time: LittleProxy changes what it is given.
    ///
    /// @param withheld a header that never goes on, in lower case; empty where there is none
    HttpRequest forSite(String via, Optional<String> withheld) {
        if (target instanceof Target.Page page) {
            HttpHeaders clean = Hygiene.forSite(headers, page, webSocket, !old, via);
            withheld.ifPresent((String name) -> clean.remove(name));
            if (modes != null) {
                OwnHeaders.set(clean, modes, page.host());
            }
            // LittleProxy is told of plain HTTP; the encryption is put beneath it.
            String uri = "http://" + key() + page.path().text();
            return hasBody
                    ? new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri, clean)
                    : new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, uri, Unpooled.EMPTY_BUFFER,
                            clean, EmptyHttpHeaders.INSTANCE);
        }
        if (opening) {
            // LittleProxy connects for a request only; this one never leaves the gateway.
            return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.HEAD, "http://" + key() + "/");
        }
        DefaultHttpRequest connect = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, key());
        connect.headers().set("host", key());
        return connect;
    }
}
