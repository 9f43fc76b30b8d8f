package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.engine.RequestCheck.Checked;
import org.schoolgate.proxy.engine.StrictRequestDecoder.BadHead;
import org.schoolgate.proxy.page.Answer;
import org.schoolgate.proxy.page.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes each request of one client connection from its first byte to its last: read, judge, record, resolve, connect,
/// forward. It stands before LittleProxy's own handler, which sees only what may go on, one exchange at a time, and never
/// while it would have to wait.
@SuppressWarnings("NullAway.Init")
final class Gate extends ChannelDuplexHandler {

    /// Where the connection stands.
    private enum Phase {
        /// Between exchanges.
        IDLE,
        /// A request is decided, recorded, or its name resolved.
        JUDGING,
        /// LittleProxy connects to the site.
        CONNECTING,
        /// Request and response pass.
        FORWARDING,
        /// The answer is out; the rest of the request is read and dropped.
        DISCARDING,
        /// The tunnel is granted; the client's ClientHello is awaited.
        GREETING,
        /// The name in the ClientHello is judged.
        NAMING,
        /// LittleProxy turns an exchange into a WebSocket.
        SWITCHING,
        /// Bytes pass both ways.
        TUNNEL,
        /// Nothing passes any more.
        CLOSING
    }

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final FastThreadLocal<@Nullable Gate> CURRENT = new FastThreadLocal<>();
    /// A body up to here is read to its end, so that the connection can be kept.
    private static final int MOST_DISCARDED = 64 * 1024;
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final Duration UPSTREAM_IDLE = Duration.ofSeconds(15);
    private static final byte[] ALERT_ACCESS_DENIED = {0x15, 3, 1, 0, 2, 2, 49};

    private final Services services;
    private final Front front = new Front(this);
    private final Ledger ledger;
    private final ArrayDeque<Object> held = new ArrayDeque<>();
    private final Map<String, Upstream> upstreams = new LinkedHashMap<>();
    private ChannelHandlerContext ctx;
    private EventLoop loop;
    private Deadline deadline;
    private Client client;
    private Phase phase = Phase.IDLE;
    private @Nullable Passage passage;
    private ClientHello hello = new ClientHello();
    private boolean headBegun;
    private boolean skipLast;
    private @Nullable Fault connectFault;

    Gate(Services services) {
        this.services = services;
        this.ledger = new Ledger(services.log(), front);
    }

    /// The gate whose request is being handed to LittleProxy on this thread.
    static @Nullable Gate current() {
        return CURRENT.get();
    }

    Front front() {
        return front;
    }

    // ---- the client's side -------------------------------------------------------------------------------------------

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        loop = context.channel().eventLoop();
        deadline = new Deadline(loop, this::expired);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        InetSocketAddress remote = (InetSocketAddress) context.channel().remoteAddress();
        IpAddress address = IpAddress.ofBytes(remote.getAddress().getAddress());
        client = Client.at(address);
        context.fireChannelActive();
        deadline.set(services.settings().idleRequest());
        if (!services.connections().opened(this, address)) {
            refuseUnread(Fault.TOO_MANY_CONNECTIONS);
        }
    }

    /// A byte has come from the client; called before anyone has read it.
    void bytesCame() {
        if (phase == Phase.IDLE && !headBegun) {
            headBegun = true;
            deadline.set(services.settings().headerTimeout());
        } else if (phase == Phase.FORWARDING || phase == Phase.TUNNEL) {
            deadline.touch();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object msg) {
        if (msg instanceof ByteBuf bytes) {
            readRaw(bytes);
        } else if (phase == Phase.CLOSING) {
            ReferenceCountUtil.release(msg);
        } else if ((held.isEmpty() || held.peek() instanceof ByteBuf) && takes(msg)) {
            process(msg);
        } else {
            hold(msg);
        }
    }

    private void readRaw(ByteBuf bytes) {
        switch (phase) {
            case TUNNEL -> tunnelUpstream().write(bytes);
            case GREETING -> greet(bytes);
            case JUDGING, CONNECTING, NAMING, SWITCHING -> hold(bytes);
            case IDLE, FORWARDING, DISCARDING, CLOSING -> bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (phase == Phase.TUNNEL) {
            Channel upstream = tunnelUpstream();
            upstream.flush();
            if (!upstream.isWritable()) {
                context.channel().config().setAutoRead(false);
            }
        }
        context.fireChannelReadComplete();
    }

    private boolean takes(Object msg) {
        if (endsNothing(msg)) {
            return true;
        }
        return msg instanceof HttpContent
                ? phase == Phase.FORWARDING || phase == Phase.DISCARDING
                : phase == Phase.IDLE;
    }

    /// Whether it is the end that the decoder puts after a request without a body; such a request has gone on whole.
    private boolean endsNothing(Object msg) {
        return skipLast && msg instanceof LastHttpContent;
    }

    private void hold(Object msg) {
        held.add(msg);
        ctx.channel().config().setAutoRead(false);
    }

    private void process(Object msg) {
        if (endsNothing(msg)) {
            skipLast = false;
            ReferenceCountUtil.release(msg);
            return;
        }
        switch (msg) {
            case BadHead(Fault fault) -> refuseUnread(fault);
            case HttpRequest request -> begin(request);
            case HttpContent content -> body(content);
            default -> ReferenceCountUtil.release(msg);
        }
    }

    /// Takes what is held, as far as the phase allows.
    private void pump() {
        while (!held.isEmpty() && takes(held.peek())) {
            process(held.poll());
        }
        resumeReading();
    }

    /// Whether the client must wait before it may send more.
    private boolean isPaused() {
        return switch (phase) {
            case TUNNEL -> !tunnelUpstream().isWritable();
            case GREETING, CLOSING -> false;
            default -> !held.isEmpty();
        };
    }

    void resumeReading() {
        if (!isPaused()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    /// LittleProxy turns reading on at moments of its own; not while something is held.
    @Override
    public void read(ChannelHandlerContext context) {
        if (isPaused()) {
            context.channel().config().setAutoRead(false);
        } else {
            context.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (phase == Phase.TUNNEL && context.channel().isWritable() && passage != null && passage.upstream != null) {
            passage.upstream.resumeReading();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        context.fireChannelInactive();
        deadline.close();
        services.connections().closed(this, client.address());
        Passage unfinished = passage;
        boolean wasTunnel = phase == Phase.TUNNEL;
        phase = Phase.CLOSING;
        if (unfinished != null) {
            account(unfinished, wasTunnel);
            if (unfinished.upstream != null) {
                unfinished.upstream.closeSoon(wasTunnel);
            }
        }
        List.copyOf(upstreams.values()).forEach(upstream -> upstream.channel().close());
        dropHeld();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("A connection was closed after an unexpected fault", cause);
        }
        context.close();
    }

    private void dropHeld() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    // ---- judging -----------------------------------------------------------------------------------------------------

    private Passage newPassage(HttpMethod method, HttpHeaders headers, boolean old) {
        headBegun = false;
        deadline.clear();
        return new Passage(services.clock().instant(), newTrace(), method, headers, old,
                method.equals(Passage.UNREAD) ? Clues.NONE : Clues.of(method, headers));
    }

    private static TraceId newTrace() {
        return new TraceId(ThreadLocalRandom.current().nextLong());
    }

    private void refuseUnread(Fault fault) {
        passage = newPassage(Passage.UNREAD, EmptyHttpHeaders.INSTANCE, false);
        fault(fault);
    }

    private void begin(HttpRequest request) {
        Passage now = newPassage(request.method(), request.headers(),
                request.protocolVersion().equals(HttpVersion.HTTP_1_0));
        passage = now;
        phase = Phase.JUDGING;
        Set<String> tokens = Hygiene.connectionTokens(request.headers());
        now.closes = now.old || now.isTunnel() || tokens.contains("close")
                || request.headers().containsValue("proxy-connection", "close", true);
        switch (services.check().check(request)) {
            case Checked.Refused(Fault fault, Optional<Target> target) -> {
                now.target = target.orElse(null);
                fault(fault);
            }
            case Checked.Accepted(Target target, boolean hasBody, boolean webSocket) -> {
                now.target = target;
                now.hasBody = hasBody;
                now.webSocket = webSocket;
                now.expectsContinue = HttpUtil.is100ContinueExpected(request);
                skipLast = !hasBody;
                now.requestRead = !hasBody;
                if (now.isTunnel()) {
                    // What follows is not HTTP. Bytes that came with the request are handed on unread, and held.
                    ctx.pipeline().remove(LittleProxy.DECODER);
                }
                judge(now, new Request(now.trace, client, target, now.at), this::act);
            }
        }
    }

    private interface Outcome {
        void of(Request request, Decision decision);
    }

    /// Decides, and goes on with `next` once what must be recorded is on disk.
    private void judge(Passage now, Request request, Outcome next) {
        services.judge().judge(request, now.signals, loop, new Judge.Hearing() {
            @Override
            public void decided(Decision decision) {
                if (isBeingJudged(now)) {
                    now.decision = decision;
                    next.of(request, decision);
                }
            }

            @Override
            public void failed(Fault fault, @Nullable Decision decision) {
                if (isBeingJudged(now)) {
                    now.decision = decision;
                    fault(fault);
                }
            }
        });
    }

    private boolean isBeingJudged(Passage now) {
        return passage == now && (phase == Phase.JUDGING || phase == Phase.NAMING);
    }

    private void act(Request request, Decision decision) {
        Passage now = passage();
        if (decision.verdict().opens()) {
            resolve(now, request.target());
            return;
        }
        Answer answer = services.answers().refused(request, decision, now.signals);
        boolean longBody = !now.requestRead && (now.expectsContinue
                || now.headers.getInt(HttpHeaderNames.CONTENT_LENGTH, Integer.MAX_VALUE) > MOST_DISCARDED);
        respond(now, answer, Optional.empty(), now.closes || longBody);
    }

    private Passage passage() {
        if (passage == null) {
            throw new IllegalStateException("no exchange is under way");
        }
        return passage;
    }

    // ---- the way to the site -----------------------------------------------------------------------------------------

    private void resolve(Passage now, Target target) {
        services.route().find(target, loop, addresses -> {
            if (isBeingJudged(now)) {
                now.addresses = addresses;
                connect(now);
            }
        }, failed -> {
            if (isBeingJudged(now)) {
                fault(failed);
            }
        });
    }

    private void connect(Passage now) {
        phase = Phase.CONNECTING;
        connectFault = null;
        now.tried = 0;
        Upstream known = now.isTunnel() ? null : upstreams.get(now.key());
        if (known != null && !known.isUsable()) {
            known.whenGone(() -> loop.execute(() -> {
                if (passage == now && phase == Phase.CONNECTING) {
                    connect(now);
                }
            }));
            return;
        }
        now.reused = known != null;
        now.upstream = known;
        deadline.set(services.settings().connectTimeout().multipliedBy(now.addresses.size()).plusSeconds(1));
        CURRENT.set(this);
        try {
            ctx.fireChannelRead(now.forSite(services.via()));
        } finally {
            CURRENT.remove();
        }
        if (known != null) {
            known.busy();
            connected();
        }
    }

    int addressCount() {
        return passage == null ? 1 : passage.addresses.size();
    }

    /// The address that LittleProxy is to try next.
    InetSocketAddress nextAddress() {
        CURRENT.set(this);
        Passage now = passage();
        return now.addresses.get(Math.min(now.tried++, now.addresses.size() - 1));
    }

    /// A new connection to a site, for the exchange under way.
    Upstream attach() {
        CURRENT.remove();
        Passage now = passage();
        Upstream upstream = new Upstream(this, services.guard(), now.key());
        now.upstream = upstream;
        if (!now.isTunnel()) {
            upstreams.put(upstream.key(), upstream);
        }
        return upstream;
    }

    void connectFailed(Fault fault) {
        if (connectFault == null || connectFault == Fault.DESTINATION_UNROUTABLE) {
            connectFault = fault;
        }
    }

    /// LittleProxy has connected, and is about to send the request's head.
    void connected() {
        Passage now = passage;
        loop.execute(() -> {
            if (now != null && passage == now && phase == Phase.CONNECTING && !now.isTunnel()) {
                phase = Phase.FORWARDING;
                awaitProgress(now);
                pump();
            }
        });
    }

    private void awaitProgress(Passage now) {
        boolean awaitsHead = now.requestRead && !now.answered;
        deadline.set(awaitsHead ? services.settings().responseTimeout() : services.settings().idleRequest());
    }

    private void body(HttpContent content) {
        if (phase == Phase.DISCARDING) {
            boolean last = content instanceof LastHttpContent;
            content.release();
            if (last) {
                idle();
            }
            return;
        }
        Passage now = passage();
        if (content.decoderResult().isFailure()) {
            content.release();
            fault(Fault.REQUEST_BAD);
            return;
        }
        if (content instanceof LastHttpContent) {
            now.requestRead = true;
            awaitProgress(now);
        }
        ctx.fireChannelRead(content);
    }

    // ---- the way back ------------------------------------------------------------------------------------------------

    @Override
    public void write(ChannelHandlerContext context, Object msg, ChannelPromise promise) {
        if (msg instanceof ByteBuf bytes) {
            if (!bytes.isReadable() || phase == Phase.TUNNEL || phase == Phase.SWITCHING) {
                context.write(msg, promise);
            } else {
                drop(msg, promise);
            }
        } else if (passage == null || phase == Phase.CLOSING) {
            drop(msg, promise);
        } else if (msg instanceof HttpResponse response) {
            head(passage, response, promise);
        } else if (msg instanceof HttpContent content) {
            content(passage, content, promise);
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
        if (now.isTunnel() && phase == Phase.CONNECTING && status == 200) {
            ReferenceCountUtil.release(response);
            grantTunnel(now, promise);
        } else if (!now.responseCame) {
            // LittleProxy's own words: it could not connect.
            drop(response, promise);
            fault(connectFault == null ? Fault.CONNECTION_TERMINATED : connectFault);
        } else if (status == 101) {
            switchProtocols(now, response, promise);
        } else if (status < 200) {
            now.informational = true;
            Hygiene.forClient(response.headers(), services.via());
            passUnlessOld(now, response, promise);
        } else {
            now.answered = true;
            now.status = status;
            now.contentType = Optional.ofNullable(response.headers().get(HttpHeaderNames.CONTENT_TYPE));
            now.closes |= services.draining().get();
            Hygiene.forClient(response.headers(), services.via());
            response.setProtocolVersion(HttpVersion.HTTP_1_1);
            if (now.isHead() || now.old) {
                response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
            }
            if (now.closes) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            awaitProgress(now);
            ctx.write(response, promise);
        }
    }

    private void passUnlessOld(Passage now, Object msg, ChannelPromise promise) {
        if (now.old) {
            drop(msg, promise);
        } else {
            ctx.write(msg, promise);
        }
    }

    private void content(Passage now, HttpContent content, ChannelPromise promise) {
        boolean last = content instanceof LastHttpContent;
        if (now.informational) {
            now.informational = !last;
            passUnlessOld(now, content, promise);
        } else if (phase == Phase.SWITCHING) {
            ctx.write(content, promise);
        } else if (!now.answered) {
            drop(content, promise);
        } else {
            deadline.touch();
            ctx.write(content, promise);
            if (last) {
                responseEnded(now);
            }
        }
    }

    private void responseEnded(Passage now) {
        if (now.upstream != null) {
            if (now.requestRead) {
                now.upstream.rest(UPSTREAM_IDLE);
                trimUpstreams();
            } else {
                now.upstream.channel().close();
            }
        }
        finish(now, now.closes || !now.requestRead);
    }

    /// Closes the longest-kept connections to sites, so that one client does not keep hundreds.
    private void trimUpstreams() {
        Iterator<Upstream> oldest = upstreams.values().iterator();
        int surplus = upstreams.size() - services.settings().upstreamsPerClient();
        while (surplus-- > 0 && oldest.hasNext()) {
            Upstream upstream = oldest.next();
            if (passage == null || passage.upstream != upstream) {
                loop.execute(() -> upstream.closeIfResting());
            }
        }
    }

    /// The gateway's own answer to the exchange under way.
    private void respond(Passage now, Answer answer, Optional<Fault> fault, boolean closes) {
        var response = Answers.response(answer, fault, now, closes || services.draining().get());
        now.answered = true;
        now.status = response.status().code();
        now.contentType = Optional.of(answer.contentType()).filter(type -> !type.isEmpty());
        ctx.write(response);
        finish(now, closes);
    }

    /// An error page, where there is still a way to show one; otherwise the connection breaks, and never ends cleanly.
    private void fault(Fault fault) {
        Passage now = passage();
        now.fault = Optional.of(fault.token());
        if (now.upstream != null) {
            now.upstream.channel().close();
        }
        if (now.answered) {
            breakOff(now);
        } else {
            respond(now, services.answers().fault(fault, now), Optional.of(fault), true);
        }
    }

    private void breakOff(Passage now) {
        account(now, false);
        phase = Phase.CLOSING;
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ctx.close();
    }

    private void finish(Passage now, boolean closes) {
        account(now, true);
        if (closes || services.draining().get()) {
            closeGently(now.requestRead);
        } else if (now.requestRead) {
            ctx.flush();
            idle();
        } else {
            ctx.flush();
            phase = Phase.DISCARDING;
            deadline.set(services.settings().headerTimeout());
            loop.execute(this::pump);
        }
    }

    private void idle() {
        phase = Phase.IDLE;
        deadline.set(services.settings().idleRequest());
        loop.execute(this::pump);
    }

    /// Sends what is written, then closes. What the client still sends is read for a moment: closing over unread bytes
    /// would reset the connection and could take the answer with it.
    private void closeGently(boolean requestRead) {
        phase = Phase.CLOSING;
        deadline.set(LINGER.multipliedBy(10));
        dropHeld();
        loop.execute(() -> ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (requestRead || !done.isSuccess() || !(ctx.channel() instanceof SocketChannel socket)) {
                ctx.close();
                return;
            }
            socket.config().setAutoRead(true);
            socket.shutdownOutput();
            deadline.set(LINGER);
        }));
    }

    private void account(Passage ended, boolean complete) {
        passage = null;
        ledger.close(ended, client, complete);
    }

    // ---- what connections to sites report ----------------------------------------------------------------------------

    private @Nullable Passage of(Upstream upstream) {
        return passage != null && passage.upstream == upstream ? passage : null;
    }

    boolean expects(Upstream upstream) {
        Passage now = of(upstream);
        if (now == null || phase != Phase.FORWARDING && phase != Phase.SWITCHING) {
            return false;
        }
        now.responseCame = true;
        return true;
    }

    boolean awaitsUpgrade(Upstream upstream) {
        Passage now = of(upstream);
        return now != null && now.webSocket;
    }

    int countInformational(Upstream upstream) {
        Passage now = of(upstream);
        return now == null ? 0 : ++now.informationals;
    }

    boolean isTunnelPending(Upstream upstream) {
        Passage now = of(upstream);
        return now != null && now.isTunnel() && phase != Phase.TUNNEL;
    }

    void upstreamFault(Upstream upstream, Fault fault) {
        if (of(upstream) != null && phase == Phase.FORWARDING) {
            fault(fault);
        }
    }

    void upstreamBroke(Upstream upstream) {
        Passage now = of(upstream);
        if (now != null && now.answered && phase == Phase.FORWARDING) {
            fault(Fault.CONNECTION_TERMINATED);
        }
    }

    void upstreamGone(Upstream upstream) {
        upstreams.remove(upstream.key(), upstream);
        Passage now = of(upstream);
        if (now == null) {
            return;
        }
        switch (phase) {
            case TUNNEL -> {
                account(now, true);
                closeGently(true);
            }
            case GREETING, NAMING, SWITCHING -> closeTunnel(now, Fault.CONNECTION_TERMINATED.token());
            case CONNECTING, FORWARDING -> {
                if (now.reused && !now.retried && !now.responseCame && now.isRepeatable()) {
                    now.retried = true;
                    now.upstream = null;
                    phase = Phase.CONNECTING;
                    loop.execute(() -> {
                        if (passage == now) {
                            connect(now);
                        }
                    });
                } else {
                    fault(Fault.CONNECTION_TERMINATED);
                }
            }
            default -> {
            }
        }
    }

    // ---- tunnels -----------------------------------------------------------------------------------------------------

    private Channel tunnelUpstream() {
        Upstream upstream = passage().upstream;
        if (upstream == null) {
            throw new IllegalStateException("a tunnel without a site");
        }
        return upstream.channel();
    }

    private void grantTunnel(Passage now, ChannelPromise promise) {
        now.answered = true;
        now.status = 200;
        phase = Phase.GREETING;
        deadline.set(services.settings().helloTimeout());
        ctx.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                new HttpResponseStatus(200, "Connection established")), promise);
        ArrayDeque<Object> early = new ArrayDeque<>(held);
        held.clear();
        while (!early.isEmpty()) {
            readRaw((ByteBuf) early.poll());
        }
        resumeReading();
    }

    /// Reads the ClientHello. Its bytes are kept, and go to the site untouched or not at all.
    private void greet(ByteBuf bytes) {
        held.add(bytes);
        ClientHello.State state = hello.read(ByteBufUtil.getBytes(bytes));
        if (state == ClientHello.State.PARTIAL) {
            return;
        }
        Passage now = passage();
        phase = Phase.NAMING;
        deadline.clear();
        ctx.channel().config().setAutoRead(false);
        if (state == ClientHello.State.REFUSED) {
            closeTunnel(now, Fault.REQUEST_BAD.token());
            return;
        }
        Optional<HostName> name = hello.serverName();
        if (name.isEmpty() && services.settings().requireSni()) {
            closeTunnel(now, Fault.REQUEST_BAD.token());
        } else if (name.isEmpty() || now.target == null || name.get().equals(now.target.host())) {
            openWhenReady(now, 0);
        } else {
            // Another name than was asked for: it must open by itself, too.
            Target inner = new Target.Site(name.get(), now.target.port());
            now.target = inner;
            now.trace = newTrace();
            judge(now, new Request(now.trace, client, inner, services.clock().instant()), (request, decision) -> {
                if (decision.verdict().opens()) {
                    openWhenReady(now, 0);
                } else {
                    closeTunnel(now, Fault.REQUEST_DENIED_PORT.token());
                }
            });
        }
    }

    private void switchProtocols(Passage now, HttpResponse response, ChannelPromise promise) {
        now.answered = true;
        now.status = 101;
        phase = Phase.SWITCHING;
        deadline.set(services.settings().helloTimeout());
        HttpHeaders headers = response.headers();
        Hygiene.forClient(headers, services.via());
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        ctx.write(response, promise.unvoid().addListener(done -> openWhenReady(now, 0)));
    }

    /// LittleProxy takes its codecs out in tasks of its own; the tunnel opens once it has.
    private void openWhenReady(Passage now, int tries) {
        loop.execute(() -> {
            if (passage != now || phase != Phase.NAMING && phase != Phase.SWITCHING) {
                return;
            }
            if (ctx.pipeline().get(LittleProxy.ENCODER) == null) {
                openTunnel(now);
            } else if (tries < 100) {
                openWhenReady(now, tries + 1);
            } else {
                closeTunnel(now, Fault.INTERNAL.token());
            }
        });
    }

    private void openTunnel(Passage now) {
        if (now.upstream == null) {
            closeTunnel(now, Fault.INTERNAL.token());
            return;
        }
        Channel upstream = now.upstream.channel();
        while (!held.isEmpty()) {
            Object early = held.poll();
            if (early instanceof ByteBuf bytes) {
                upstream.write(bytes);
            } else {
                ReferenceCountUtil.release(early);
            }
        }
        phase = Phase.TUNNEL;
        deadline.set(services.settings().idleTunnel());
        upstream.flush();
        now.upstream.openTunnel();
        resumeReading();
    }

    /// Ends a tunnel that never opened. A TLS client is told so in its own way.
    private void closeTunnel(Passage now, String token) {
        now.fault = Optional.of(token);
        if (now.isTunnel()) {
            ctx.write(Unpooled.wrappedBuffer(ALERT_ACCESS_DENIED));
        }
        if (now.upstream != null) {
            now.upstream.channel().close();
        }
        account(now, false);
        closeGently(false);
    }

    boolean isWritable() {
        return ctx.channel().isWritable();
    }

    void toClient(Object msg) {
        deadline.touch();
        ctx.write(msg);
    }

    void flushToClient() {
        ctx.flush();
    }

    // ---- time --------------------------------------------------------------------------------------------------------

    private void expired() {
        Passage now = passage;
        switch (phase) {
            case IDLE -> {
                if (headBegun) {
                    refuseUnread(Fault.HEADER_TIMEOUT);
                } else {
                    ctx.close();
                }
            }
            case JUDGING -> fault(Fault.INTERNAL);
            case CONNECTING -> fault(Fault.CONNECTION_TIMEOUT);
            case FORWARDING -> fault(now != null && now.requestRead ? Fault.RESPONSE_TIMEOUT : Fault.HEADER_TIMEOUT);
            case GREETING, NAMING, SWITCHING -> {
                if (now != null) {
                    closeTunnel(now, Fault.HEADER_TIMEOUT.token());
                }
            }
            case TUNNEL, DISCARDING, CLOSING -> ctx.close();
        }
    }

    /// Ends the connection as soon as nothing is under way. For any thread.
    void drain() {
        loop.execute(() -> {
            if (phase == Phase.IDLE && held.isEmpty() && !headBegun) {
                ctx.close();
            }
        });
    }

    /// The client's channel, for tests of the contract with LittleProxy.
    Channel channel() {
        return ctx.channel();
    }

    /// The channel to the site of the exchange under way, for the same.
    Optional<Channel> siteChannel() {
        return Optional.ofNullable(passage).flatMap(now -> Optional.ofNullable(now.upstream)).map(Upstream::channel);
    }

    /// Runs `task` on the connection's loop after `delay`.
    void later(Runnable task, Duration delay) {
        loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
