package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.Rules;
import org.schoolgate.proxy.engine.RequestCheck.Checked;
import org.schoolgate.proxy.engine.StrictRequestDecoder.BadHead;
import org.schoolgate.proxy.listen.Arrival;
import org.schoolgate.proxy.listen.FirstByte;
import org.schoolgate.proxy.page.Answer;
import org.schoolgate.proxy.page.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes each request of one client connection from its first byte to its last: read, judge, record, resolve, connect,
/// forward. It stands before LittleProxy's own handler, which sees only what may go on, one exchange at a time, and never
/// while it would have to wait.
///
/// Netty's events come in here; what they mean hangs on the [Phase] that the [Line] keeps. The way to the site is [Sites],
/// the way back [WayBack], the end of an exchange [Ending], and what is no longer HTTP [Tunnel].
@SuppressWarnings("NullAway.Init") // The parts are made in channelActive, which comes before every other event.
final class Gate extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Services services;
    private final Front front = new Front(this);
    private Line line;
    private Ending ending;
    private Tunnel tunnel;
    private Sites sites;
    private Inspection inspection;
    private Greeting greeting;
    private WayBack wayBack;
    private Answering answering;
    private WhoAsks whoAsks;
    private OwnVisit own;
    /// Whether a byte of the next request has come.
    private boolean headBegun;
    private boolean skipLast;

    Gate(Services services) {
        this.services = services;
    }

    Front front() {
        return front;
    }

    Sites sites() {
        return sites;
    }

    // ---- the connection ----------------------------------------------------------------------------------------------

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Arrival arrival = services.guard().admitted(Arrival.of(context.channel()));
        line = new Line(context, arrival, services.settings().idleRequest(),
                new Ledger(services.log(), front), this::expired, this::pump);
        ending = new Ending(services, line);
        tunnel = new Tunnel(services, line, ending);
        sites = new Sites(services, line, ending, tunnel);
        inspection = new Inspection(services, line, ending, sites);
        whoAsks = new WhoAsks(services, line, ending, Arrival.peer(context.channel()));
        greeting = new Greeting(services, line, ending, sites, tunnel, inspection, whoAsks);
        wayBack = new WayBack(services, line, ending, sites, tunnel, inspection, greeting);
        answering = new Answering(services, line, ending);
        own = new OwnVisit(services, line, ending);
        context.fireChannelActive();
        line.deadline.set(services.settings().idleRequest());
        if (!services.connections().opened(this, arrival.client())) {
            turnAway(Fault.TOO_MANY_CONNECTIONS);
        } else if (arrival instanceof Arrival.Refused(IpAddress _, Fault fault)) {
            turnAway(fault);
        } else if (arrival instanceof Arrival.Intercepted way) {
            context.pipeline().addAfter(Front.NAME, "peek", new Peek(first -> peeked(way, first)));
        }
    }

    /// Ends a connection on which nothing was asked. Only a client of the explicit port is sure to read HTTP.
    private void turnAway(Fault fault) {
        Passage none = newPassage(Passage.UNREAD, EmptyHttpHeaders.INSTANCE, false);
        none.answered = !(line.arrival instanceof Arrival.Explicit);
        ending.fault(fault);
    }

    /// The first byte of an intercepted connection has come. Ports that a `CONNECT` may name speak TLS, all others HTTP.
    private void peeked(Arrival.Intercepted way, FirstByte first) {
        if (services.settings().connectPorts().contains(way.port())) {
            beginIntercepted(way);
        } else if (first != FirstByte.HTTP) {
            turnAway(Fault.NOT_HTTP);
        }
    }

    /// Begins what is a `CONNECT` to where the connection was going, but that nobody has written one. Its bytes come to the
    /// tunnel undecoded.
    void beginIntercepted(Arrival.Intercepted way) {
        Passage now = newPassage(HttpMethod.CONNECT, EmptyHttpHeaders.INSTANCE, false);
        now.target = way.site();
        now.requestRead = true;
        now.closes = true;
        line.ctx.pipeline().remove(LittleProxy.DECODER);
        greeting.intercept(now);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        context.fireChannelInactive();
        line.deadline.close();
        services.connections().closed(this, line.client.address());
        Passage unfinished = line.current();
        boolean wasTunnel = line.phase() == Phase.TUNNEL;
        line.enter(Phase.CLOSING);
        if (unfinished != null) {
            inspection.recordBefore(unfinished, () -> {});
            line.end(unfinished, wasTunnel);
            if (unfinished.upstream != null) {
                unfinished.upstream.closeSoon(wasTunnel);
            }
        }
        sites.closeAll();
        line.dropHeld();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) {
            LOG.warn("A connection was closed after an unexpected fault", cause);
        }
        context.close();
    }

    /// Ends the connection as soon as nothing is under way. For any thread.
    void drain() {
        line.loop.execute(() -> {
            if (line.phase() == Phase.IDLE && line.holdsNothing() && !headBegun) {
                line.ctx.close();
            }
        });
    }

    private void expired() {
        switch (line.phase()) {
            case IDLE -> {
                if (headBegun) {
                    refuseUnread(Fault.HEADER_TIMEOUT);
                } else {
                    line.ctx.close();
                }
            }
            case JUDGING, IDENTIFYING -> ending.fault(Fault.INTERNAL);
            case ANSWERING -> answering.expired(line.passage());
            case OWN -> ending.fault(line.passage().requestRead ? Fault.INTERNAL : Fault.HEADER_TIMEOUT);
            case CONNECTING -> ending.fault(Fault.CONNECTION_TIMEOUT);
            case FORWARDING -> ending.fault(
                    line.passage().requestRead ? Fault.RESPONSE_TIMEOUT : Fault.HEADER_TIMEOUT);
            case GREETING, NAMING, SWITCHING, SECURING -> {
                Passage now = line.passage();
                inspection.recordBefore(now, () -> ending.refuseTunnel(now, Fault.HEADER_TIMEOUT));
            }
            case TUNNEL, DISCARDING, CLOSING -> line.ctx.close();
        }
    }

    // ---- what the client sends ---------------------------------------------------------------------------------------

    /// A byte has come from the client; called before anyone has read it.
    void bytesCame() {
        Phase phase = line.phase();
        if (phase == Phase.IDLE && !headBegun) {
            headBegun = true;
            line.deadline.set(services.settings().headerTimeout());
        } else if (phase == Phase.FORWARDING || phase == Phase.TUNNEL) {
            line.deadline.touch();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object msg) {
        if (msg instanceof ByteBuf bytes) {
            if (line.phase() == Phase.GREETING) {
                greeting.read(bytes);
            } else {
                tunnel.read(bytes);
            }
        } else if (line.phase() == Phase.CLOSING) {
            ReferenceCountUtil.release(msg);
        } else if ((line.holdsNothing() || line.firstHeld() instanceof ByteBuf) && takes(msg)) {
            process(msg);
        } else {
            line.hold(msg);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        tunnel.readComplete();
        context.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            inspection.handshaken(handshake);
        }
        context.fireUserEventTriggered(event);
    }

    /// LittleProxy turns reading on at moments of its own; not while something is held.
    @Override
    public void read(ChannelHandlerContext context) {
        if (line.isPaused()) {
            line.stopReading();
        } else {
            context.read();
        }
    }

    /// Takes what is held, as far as the phase allows.
    private void pump() {
        for (Object next = line.firstHeld(); next != null && takes(next); next = line.firstHeld()) {
            line.takeHeld();
            process(next);
        }
        line.resumeReading();
    }

    private boolean takes(Object msg) {
        return endsNothing(msg) || line.phase().takes(msg);
    }

    /// Whether it is the end that the decoder puts after a request without a body; such a request has gone on whole.
    private boolean endsNothing(Object msg) {
        return skipLast && msg instanceof LastHttpContent;
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

    private void body(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (line.phase() == Phase.DISCARDING) {
            content.release();
            if (last) {
                line.idle();
            }
            return;
        }
        if (line.phase() == Phase.ANSWERING) {
            answering.body(content);
            return;
        }
        Passage now = line.passage();
        if (line.phase() == Phase.OWN && content.decoderResult().isSuccess()) {
            own.read(now, content);
            return;
        }
        if (content.decoderResult().isFailure()) {
            content.release();
            ending.fault(Fault.REQUEST_BAD);
            return;
        }
        if (last) {
            now.requestRead = true;
            sites.awaitProgress(now);
        }
        line.ctx.fireChannelRead(content);
    }

    // ---- what goes to the client -------------------------------------------------------------------------------------

    @Override
    public void write(ChannelHandlerContext context, Object msg, ChannelPromise promise) {
        wayBack.write(msg, promise);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        tunnel.writabilityChanged();
        context.fireChannelWritabilityChanged();
    }

    // ---- judging -----------------------------------------------------------------------------------------------------

    private Passage newPassage(HttpMethod method, HttpHeaders headers, boolean old) {
        headBegun = false;
        line.deadline.clear();
        Passage passage = new Passage(services.clock().instant(), Passage.newTrace(), method, headers, old,
                method.equals(Passage.UNREAD) ? Clues.NONE : Clues.of(method, headers, line.inside != null),
                line.inside == null ? line.client : line.inside.client());
        passage.link = line.inside == null ? null : line.inside.link();
        line.begin(passage);
        return passage;
    }

    private void refuseUnread(Fault fault) {
        newPassage(Passage.UNREAD, EmptyHttpHeaders.INSTANCE, false);
        ending.fault(fault);
    }

    private void begin(HttpRequest request) {
        Passage now = newPassage(request.method(), request.headers(),
                request.protocolVersion().equals(HttpVersion.HTTP_1_0));
        line.enter(Phase.JUDGING);
        if (line.inside != null && line.inside.fault().isPresent()) {
            now.target = services.check().target(request, line.arrival, line.inside).orElse(null);
            ending.trouble(line.inside.fault().get());
            return;
        }
        Set<String> tokens = Hygiene.connectionTokens(request.headers());
        now.closes = now.old || now.isTunnel() || tokens.contains("close")
                || request.headers().containsValue("proxy-connection", "close", true);
        switch (services.check().check(request, line.arrival, line.inside)) {
            case Checked.Refused(Fault fault, Optional<Target> target) -> {
                now.target = target.orElse(null);
                ending.fault(fault);
            }
            case Checked.Own(Target.Page page, boolean hasBody) -> {
                now.target = page;
                setBody(now, hasBody, request);
                own.visit(now, page, now.closes || now.hasLongBody());
            }
            case Checked.OwnTunnel(Target.Site site) -> {
                now.target = site;
                setBody(now, false, request);
                line.ctx.pipeline().remove(LittleProxy.DECODER);
                greeting.grantOwn(now);
            }
            case Checked.Accepted(Target target, boolean hasBody, boolean webSocket) -> {
                now.target = target;
                now.webSocket = webSocket;
                setBody(now, hasBody, request);
                if (now.isTunnel()) {
                    // What follows is not HTTP. Bytes that came with the request are handed on unread, and held.
                    line.ctx.pipeline().remove(LittleProxy.DECODER);
                }
                whoAsks.find(now, () -> identified(now, target));
            }
        }
    }

    /// It is known who asks, as far as it will be.
    private void identified(Passage now, Target target) {
        Rules rules = services.rules().get();
        Modes modes = rules.modes(now.client);
        // From here on there is no other address: what is judged and forwarded is the one in the safe mode.
        Target asked = target instanceof Target.Page page ? modes.asked(page) : target;
        now.modes = modes;
        now.target = asked;
        if (Answering.isMeant(asked)) {
            answering.begin(now);
            return;
        }
        if (asked instanceof Target.Page page && services.answers().isOurs(page)) {
            own.visit(now, page, now.closes || now.hasLongBody());
            return;
        }
        if (now.hidesLookUp()) {
            ending.fault(Fault.HIDDEN_LOOK_UP);
            return;
        }
        Optional<MonitoringNotice> unseen = services.notices().unseen(now);
        if (unseen.isPresent()) {
            ending.respond(now, services.answers().monitoring(unseen.get(), now), Optional.empty(), now.closes);
        } else if (line.inside != null && services.notices().isDue(now, line.client.address())) {
            ending.respond(now, services.answers().notice(now), Optional.empty(), now.closes);
        } else {
            Request request = new Request(now.trace, now.client, asked, now.at);
            judge(now, rules, now.sends() ? request.sending() : request);
        }
    }

    private void setBody(Passage now, boolean hasBody, HttpRequest request) {
        now.hasBody = hasBody;
        now.expectsContinue = HttpUtil.is100ContinueExpected(request);
        skipLast = !hasBody;
        now.requestRead = !hasBody;
    }

    private void judge(Passage now, Rules rules, Request request) {
        services.judge().judge(rules, request, line.arrival, now.signals, line.loop,
                new ExchangeHearing(line, ending, now,
                        decision -> now.isTunnel() && greeting.comesFirst(decision),
                        decision -> act(now, rules, request, decision)));
    }

    private void act(Passage now, Rules rules, Request request, Decision decision) {
        if (now.isTunnel() && greeting.comesFirst(decision)) {
            greeting.grant(now, request);
            return;
        }
        if (decision.verdict().opens()) {
            if (line.inside != null && line.inside.closed() && decision.reason() instanceof Reason.Opened) {
                ending.respond(now, Answers.again((Target.Page) request.target()), Optional.empty(), true);
            } else {
                sites.reach(now, request.target());
            }
            return;
        }
        Answer answer = services.answers().refused(request, decision, now.signals,
                () -> answering.question(now, rules, request, decision));
        ending.respond(now, answer, Optional.empty(), now.closes || now.hasLongBody());
    }

    // ---- for tests ---------------------------------------------------------------------------------------------------

    /// Who asks over it.
    WhoAsks whoAsks() {
        return whoAsks;
    }

    /// The client's channel.
    Channel channel() {
        return line.ctx.channel();
    }

    /// The channel to the site of the exchange under way.
    Optional<Channel> siteChannel() {
        return line.siteChannel();
    }
}
