package org.schoolgate.proxy.engine;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.schoolgate.proxy.page.Answer;
import org.schoolgate.proxy.page.Fault;

/// How the exchanges of one connection end: answered by the site, by the gateway itself, or broken off.
final class Ending {

    private static final byte[] ALERT_ACCESS_DENIED = {0x15, 3, 1, 0, 2, 2, 49};

    private final Services services;
    private final Line line;

    Ending(Services services, Line line) {
        this.services = services;
        this.line = line;
    }

    /// The gateway's own answer to the exchange under way.
    void respond(Passage now, Answer answer, Optional<Fault> fault, boolean closes) {
        var response = Answers.response(answer, fault, now, closes || services.draining().get());
        now.answered = true;
        now.status = response.status().code();
        now.contentType = Optional.of(answer.contentType()).filter(type -> !type.isEmpty());
        line.ctx.write(response);
        finish(now, closes);
    }

    /// See [#trouble].
    void fault(Fault fault) {
        trouble(Trouble.of(fault));
    }

    /// An error page, where there is still a way to show one, or what else the exchange has made out; otherwise the
    /// connection breaks, and never ends cleanly.
    void trouble(Trouble trouble) {
        Passage now = line.passage();
        now.fault = Optional.of(trouble.fault().token());
        if (now.upstream != null) {
            now.upstream.channel().close();
        }
        if (now.onTrouble != null) {
            Consumer<Trouble> instead = now.onTrouble;
            now.onTrouble = null;
            now.upstream = null;
            instead.accept(trouble);
        } else if (now.isTunnel() && now.answered) {
            refuseTunnel(now, trouble.fault());
        } else if (now.answered) {
            breakOff(now);
        } else {
            respond(now, services.answers().fault(trouble, now), Optional.of(trouble.fault()), true);
        }
    }

    /// Ends a tunnel that never opened. A TLS client is told so in its own way.
    void refuseTunnel(Passage now, Fault fault) {
        now.fault = Optional.of(fault.token());
        if (now.isTunnel() && !line.isEncrypted()) {
            line.beneathCodecs().write(Unpooled.wrappedBuffer(ALERT_ACCESS_DENIED));
        }
        if (now.upstream != null) {
            now.upstream.channel().close();
        }
        line.end(now, false);
        line.closeGently(false);
    }

    private void breakOff(Passage now) {
        line.end(now, false);
        line.enter(Phase.CLOSING);
        line.ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        line.cut();
    }

    /// The answer is written to its end.
    void finish(Passage now, boolean closes) {
        line.end(now, true);
        if (closes || services.draining().get()) {
            line.closeGently(now.requestRead);
            return;
        }
        line.flush();
        if (now.requestRead) {
            line.idle();
        } else {
            line.enter(Phase.DISCARDING);
            line.deadline.set(services.settings().headerTimeout());
            line.pumpSoon();
        }
    }
}
