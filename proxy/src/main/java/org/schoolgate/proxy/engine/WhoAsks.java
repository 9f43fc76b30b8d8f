package org.schoolgate.proxy.engine;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.identity.Answer;
import org.schoolgate.proxy.identity.Asking;
import org.schoolgate.proxy.identity.Shown;
import org.schoolgate.proxy.listen.Arrival;
import org.schoolgate.proxy.page.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who asks over one connection, for each exchange before it is judged. Every request is known by what it carries
/// itself, or by what its connection has shown; one that carries the same as the one before is known at once, and leaves no garbage. What is asked inside an
/// inspected connection is asked by whoever asked for that.
///
/// Only for use on the connection's loop.
final class WhoAsks {

    private static final Logger LOG = LoggerFactory.getLogger(WhoAsks.class);

    /// Whoever is asked answers sooner than this, with something or with nothing; it only keeps a connection from waiting for
    /// ever.
    private static final Duration MOST = Duration.ofSeconds(30);

    private static final AsciiString FORWARDED_FOR = new AsciiString("x-forwarded-for");
    private static final AsciiString FORWARDED = new AsciiString("forwarded");

    private final Services services;
    private final Line line;
    private final Ending ending;
    private final IpAddress peer;
    private final Shown shown = new Shown();
    private final @Nullable AsciiString header;
    private @Nullable Asking last;
    private Answer.@Nullable Is found;
    private Client client;

    /// @param peer the machine at the other end of the connection
    WhoAsks(Services services, Line line, Ending ending, IpAddress peer) {
        this.services = services;
        this.line = line;
        this.ending = ending;
        this.peer = peer;
        this.header = services.identification().header().map(AsciiString::new).orElse(null);
        this.client = line.client;
    }

    /// Finds who sends `now`, and then does `next`; or asks the client to say so, and that is the end of the exchange.
    void find(Passage now, Runnable next) {
        if (now.identified) {
            next.run();
            return;
        }
        Inside inside = line.inside;
        Client known = inside != null ? inside.client() : known(now.headers);
        if (known != null) {
            settle(now, known, next);
            return;
        }
        Asking asking = asking(now.headers);
        try {
            take(now, asking, services.identification().of(asking), next);
        } catch (RuntimeException broken) {
            failed(now, broken);
        }
    }

    /// Who sends a request with these headers, where the one before has told already; null where somebody must be asked.
    @Nullable
    Client known(HttpHeaders headers) {
        return last != null && found != null && isSame(last, headers) && found.holds().getAsBoolean() ? client : null;
    }

    private Asking asking(HttpHeaders headers) {
        if (last != null && isSame(last, headers)) {
            return last;
        }
        last = new Asking(line.client.address(), peer, line.arrival instanceof Arrival.Explicit,
                isHandedOn(headers), headers.get(HttpHeaderNames.PROXY_AUTHORIZATION), shown,
                header == null ? List.of() : headers.getAll(header));
        found = null;
        return last;
    }

    private boolean isSame(Asking before, HttpHeaders headers) {
        return Objects.equals(before.authorization(), headers.get(HttpHeaderNames.PROXY_AUTHORIZATION))
                && before.handedOn() == isHandedOn(headers)
                && (header == null || !headers.contains(header)
                        ? before.named().isEmpty()
                        : headers.getAll(header).equals(before.named()));
    }

    private static boolean isHandedOn(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.VIA) || headers.contains(FORWARDED_FOR) || headers.contains(FORWARDED);
    }

    private void take(Passage now, Asking asking, Answer answer, Runnable next) {
        switch (answer) {
            case Answer.Nothing _ -> settle(now, line.client, next);
            case Answer.Is is -> settle(now, remembered(asking, is), next);
            case Answer.Stranger(Identity identity) -> settle(now, line.client.as(identity).in(Group.STRANGERS), next);
            case Answer.Ask(List<String> challenges, Optional<String> more) -> ask(now, challenges, more, next);
            case Answer.Proven(Answer proven, String proof) -> {
                now.challenges = List.of(proof);
                take(now, asking, proven, next);
            }
            case Answer.Later(CompletionStage<Answer> coming) -> await(now, asking, coming, next);
        }
    }

    private Client remembered(Asking asking, Answer.Is is) {
        if (!asking.equals(last)) {
            return line.client.as(is.identity());
        }
        if (found == null || !found.identity().equals(is.identity())) {
            client = is.identity() instanceof Identity.Unknown ? line.client : line.client.as(is.identity());
        }
        found = is;
        return client;
    }

    private void settle(Passage now, Client known, Runnable next) {
        now.client = known;
        now.identified = true;
        next.run();
    }

    /// Whoever takes the gateway for a site is not asked: it would be the site that it gives the password to.
    private void ask(Passage now, List<String> challenges, Optional<String> more, Runnable next) {
        if (!(line.arrival instanceof Arrival.Explicit) || now.answered) {
            settle(now, line.client.in(Group.STRANGERS), next);
            return;
        }
        now.fault = Optional.of(Fault.SIGN_IN_NEEDED.token());
        now.challenges = challenges;
        boolean goesOn = now.isTunnel() && challenges.stream().anyMatch(WhoAsks::needsConnection) && isHttpAgain(now);
        ending.respond(now, services.answers().challenge(more, now), Optional.of(Fault.SIGN_IN_NEEDED),
                !goesOn && (now.closes || now.hasLongBody()));
    }

    /// Whether what the client says next has to come over the same connection.
    private static boolean needsConnection(String challenge) {
        return challenge.startsWith("Negotiate ");
    }

    /// Makes the connection one for requests again, as it was before the `CONNECT`. Not where the client has ended it, or has
    /// sent something else already.
    private boolean isHttpAgain(Passage now) {
        if (now.old || !line.holdsNothing() || Hygiene.connectionTokens(now.headers).contains("close")
                || now.headers.containsValue("proxy-connection", "close", true)) {
            return false;
        }
        line.ctx.pipeline().addAfter(LittleProxy.ENCODER, LittleProxy.DECODER, new StrictRequestDecoder(
                services.settings().requestLineBytes(), services.settings().headerBytes()));
        return true;
    }

    private void await(Passage now, Asking asking, CompletionStage<Answer> coming, Runnable next) {
        if (line.phase() == Phase.JUDGING) {
            line.enter(Phase.IDENTIFYING);
        }
        Phase waiting = line.phase();
        line.deadline.set(MOST);
        coming.whenComplete((answer, fault) -> line.loop.execute(() -> {
            if (!line.isAt(now, waiting)) {
                return;
            }
            line.deadline.clear();
            if (waiting == Phase.IDENTIFYING) {
                line.enter(Phase.JUDGING);
            }
            if (fault != null || answer instanceof Answer.Later) {
                failed(now, fault);
            } else {
                take(now, asking, answer, next);
            }
        }));
    }

    private void failed(Passage now, @Nullable Throwable fault) {
        LOG.error("It could not be told who asks (trace {})", now.trace, fault);
        ending.fault(Fault.INTERNAL);
    }
}
