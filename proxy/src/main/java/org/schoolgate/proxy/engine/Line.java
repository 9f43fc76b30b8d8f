package org.schoolgate.proxy.engine;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Client;
import org.schoolgate.proxy.listen.Arrival;

/// One client's connection as the parts of its gate share it: where it stands, which exchange is under way, until when
/// something must happen, and what the client sent too early. Only for use on its loop.
final class Line {

    /// The name of the encryption in a pipeline, on either side.
    static final String TLS = "tls";

    private static final Duration LINGER = Duration.ofSeconds(1);

    /// The gate's place in the pipeline: what is written here goes to the client, what is fired here to LittleProxy.
    final ChannelHandlerContext ctx;
    final EventLoop loop;
    /// How the connection came.
    final Arrival arrival;
    /// By its address alone; who asks is told for each exchange.
    final Client client;
    final Deadline deadline;
    private final Duration idle;
    private final Ledger ledger;
    private final Runnable pump;
    private final ArrayDeque<Object> held = new ArrayDeque<>();
    private Phase phase = Phase.IDLE;
    private @Nullable Passage passage;
    /// Whom the client speaks to through encryption that the gateway ends; null where it speaks to the proxy itself.
    @Nullable
    Inside inside;

    /// @param idle how long nothing may come between exchanges
    /// @param expired what to do when the deadline passes
    /// @param pump takes what is held, as far as the phase allows
    Line(ChannelHandlerContext ctx, Arrival arrival, Duration idle, Ledger ledger, Runnable expired, Runnable pump) {
        this.ctx = ctx;
        this.loop = ctx.channel().eventLoop();
        this.arrival = arrival;
        this.client = Client.at(arrival.client());
        this.deadline = new Deadline(loop, expired);
        this.idle = idle;
        this.ledger = ledger;
        this.pump = pump;
    }

    // ---- where it stands ---------------------------------------------------------------------------------------------

    Phase phase() {
        return phase;
    }

    /// The only place where the phase changes.
    ///
    /// @throws IllegalStateException where `next` cannot follow; the connection is closed
    void enter(Phase next) {
        if (!phase.mayBecome(next)) {
            ctx.close();
            throw new IllegalStateException("a connection cannot go from " + phase + " to " + next);
        }
        phase = next;
    }

    /// The exchange under way; null between exchanges.
    @Nullable
    Passage current() {
        return passage;
    }

    /// The exchange under way, where there must be one.
    Passage passage() {
        if (passage == null) {
            throw new IllegalStateException("no exchange is under way");
        }
        return passage;
    }

    /// Whether `one` is still under way: what was asked for its sake may come back after its end.
    boolean isAt(Passage one, Phase expected) {
        return passage == one && phase == expected;
    }

    /// Whether a decision on `one` is still awaited.
    boolean isJudged(Passage one) {
        return passage == one && phase.isJudged();
    }

    void begin(Passage one) {
        passage = one;
    }

    /// The exchange is over, and goes into the log.
    void end(Passage one, boolean complete) {
        passage = null;
        ledger.close(one, complete);
    }

    /// The next exchange may begin.
    void idle() {
        enter(Phase.IDLE);
        deadline.set(idle);
        pumpSoon();
    }

    // ---- what came too early -----------------------------------------------------------------------------------------

    /// Keeps a message, and reads no more until it is taken.
    void hold(Object msg) {
        held.add(msg);
        stopReading();
    }

    /// Keeps a message without stopping: its reader needs what follows.
    void keep(Object msg) {
        held.add(msg);
    }

    boolean holdsNothing() {
        return held.isEmpty();
    }

    /// What was held first; it stays held.
    @Nullable
    Object firstHeld() {
        return held.peek();
    }

    /// What was held first; it is the caller's from now on.
    @Nullable
    Object takeHeld() {
        return held.poll();
    }

    void dropHeld() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    void pump() {
        pump.run();
    }

    /// After what runs now: the pump may start the next exchange.
    void pumpSoon() {
        loop.execute(pump);
    }

    void stopReading() {
        ctx.channel().config().setAutoRead(false);
    }

    void resumeReading() {
        if (!isPaused()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    /// Whether the client must wait before it may send more.
    boolean isPaused() {
        return switch (phase) {
            case TUNNEL -> !tunnelSite().isWritable();
            case GREETING, CLOSING -> false;
            default -> !held.isEmpty();
        };
    }

    /// The channel to the site at the other end of the open tunnel.
    Channel tunnelSite() {
        return siteChannel().orElseThrow(() -> new IllegalStateException("a tunnel without a site"));
    }

    /// The channel to the site of the exchange under way.
    Optional<Channel> siteChannel() {
        return Optional.ofNullable(passage).flatMap(now -> Optional.ofNullable(now.upstream)).map(Upstream::channel);
    }

    // ---- towards the client ------------------------------------------------------------------------------------------

    /// Whether the client keeps up with what is written.
    boolean isWritable() {
        return ctx.channel().isWritable();
    }

    /// A tunnel's bytes.
    void toClient(Object msg) {
        deadline.touch();
        ctx.write(msg);
    }

    void flush() {
        ctx.flush();
    }

    /// Sends what is written, then closes. What the client still sends is read for a moment: closing over unread bytes
    /// would reset the connection and could take the answer with it.
    void closeGently(boolean requestRead) {
        enter(Phase.CLOSING);
        deadline.set(LINGER.multipliedBy(10));
        dropHeld();
        loop.execute(() -> ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (requestRead || !done.isSuccess() || !(ctx.channel() instanceof SocketChannel socket)) {
                ctx.close();
                return;
            }
            socket.config().setAutoRead(true);
            endEncryption(() -> socket.shutdownOutput());
            deadline.set(LINGER);
        }));
    }

    /// Says on the encrypted connection that nothing more comes, so that nobody takes the end for a cut.
    private void endEncryption(Runnable after) {
        if (ctx.pipeline().get(TLS) instanceof SslHandler tls && tls.handshakeFuture().isSuccess()) {
            tls.closeOutbound().addListener(done -> after.run());
        } else {
            after.run();
        }
    }

    /// Ends the connection at once, and not as if all had been said.
    void cut() {
        beneathCodecs().close();
    }

    /// Whether encryption that the gateway ends has begun.
    boolean isEncrypted() {
        return ctx.pipeline().get(TLS) != null;
    }

    /// The place from which bytes go to the client as they are.
    ChannelHandlerContext beneathCodecs() {
        ChannelHandlerContext front = ctx.pipeline().context(Front.NAME);
        return front == null ? ctx : front;
    }
}
