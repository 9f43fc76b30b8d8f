package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.OwnNames;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.Rules;
import org.schoolgate.proxy.listen.Arrival;
import org.schoolgate.proxy.page.Fault;

/// Reads whom an encrypted connection is for, and sends it the way its decision says: on as it is ([Tunnel]), to be looked
/// into ([Inspection]), or nowhere.
///
/// Not a byte goes on before the name in the ClientHello is known and open; then they go on untouched, or not at all.
final class Greeting {

    private final Services services;
    private final Line line;
    private final Ending ending;
    private final Sites sites;
    private final Tunnel tunnel;
    private final Inspection inspection;
    private final WhoAsks whoAsks;
    private final ClientHello hello = new ClientHello();

    Greeting(Services services, Line line, Ending ending, Sites sites, Tunnel tunnel, Inspection inspection,
            WhoAsks whoAsks) {
        this.services = services;
        this.line = line;
        this.ending = ending;
        this.sites = sites;
        this.tunnel = tunnel;
        this.inspection = inspection;
        this.whoAsks = whoAsks;
    }

    // ---- until the hello is read -------------------------------------------------------------------------------------

    /// Whether the gateway reads the hello before it goes to the site, as it may have to answer in the site's place.
    /// Nothing is recorded of the name then: what is asked inside will be.
    boolean comesFirst(Decision decision) {
        return services.inspecting().isPresent() && (decision.look() == Look.INSIDE
                || decision.look() == Look.PAGE && !decision.verdict().opens());
    }

    /// An intercepted connection has begun; what it is for shows in its ClientHello. There is no request in it that could be
    /// answered.
    void intercept(Passage now) {
        now.answered = true;
        line.enter(Phase.GREETING);
        line.deadline.set(services.settings().helloTimeout());
    }

    /// Grants a `CONNECT` at once.
    void grant(Passage now, Request request) {
        now.unrecorded = request;
        grant(now, line.ctx.newPromise());
        line.flush();
    }

    /// Grants a `CONNECT` to the gateway's own site.
    void grantOwn(Passage now) {
        grant(now, line.ctx.newPromise());
        line.flush();
    }

    /// Grants a `CONNECT` whose site is reached already.
    void grant(Passage now, ChannelPromise promise) {
        now.answered = true;
        now.status = 200;
        line.enter(Phase.GREETING);
        line.deadline.set(services.settings().helloTimeout());
        DefaultFullHttpResponse granted = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                new HttpResponseStatus(200, "Connection established"));
        now.challenge(granted.headers());
        line.ctx.write(granted, promise);
        List<Object> early = new ArrayList<>();
        for (Object msg = line.takeHeld(); msg != null; msg = line.takeHeld()) {
            early.add(msg);
        }
        early.forEach(bytes -> read((ByteBuf) bytes));
        line.resumeReading();
    }

    /// Takes bytes of the client; they are kept.
    void read(ByteBuf bytes) {
        line.keep(bytes);
        if (line.phase() != Phase.GREETING) {
            return;
        }
        ClientHello.State state = hello.read(ByteBufUtil.getBytes(bytes));
        if (state == ClientHello.State.PARTIAL) {
            return;
        }
        Passage now = line.passage();
        now.helloBytes = hello.size();
        line.enter(Phase.NAMING);
        line.deadline.clear();
        line.stopReading();
        if (line.arrival instanceof Arrival.Intercepted way) {
            findSite(now, way, state == ClientHello.State.COMPLETE ? hello.serverName() : Optional.empty());
        } else if (state == ClientHello.State.REFUSED
                || hello.serverName().isEmpty() && services.settings().requireSni()) {
            refuse(now, Fault.REQUEST_BAD);
        } else {
            named(now, hello.serverName());
        }
    }

    // ---- once it is read ---------------------------------------------------------------------------------------------

    /// An intercepted connection is for the site that it names. One that names none is refused, unless the school has
    /// listed its destination; then it is judged by that address.
    private void findSite(Passage now, Arrival.Intercepted way, Optional<HostName> name) {
        if (name.isPresent()) {
            named(now, name.get(), way.port());
        } else if (services.settings().unnamedDestinations().stream()
                .anyMatch(range -> range.contains(way.address()))) {
            identified(now, () -> judge(now, way.site()));
        } else {
            refuse(now, Fault.UNNAMED);
        }
    }

    private void named(Passage now, Optional<HostName> name) {
        if (name.isEmpty() || now.target == null || name.get().equals(now.target.host())) {
            go(now);
        } else {
            named(now, name.get(), now.target.port());
        }
    }

    private void named(Passage now, HostName name, int port) {
        Target.Site site = new Target.Site(name, port);
        if (name.equals(OwnNames.SITE)) {
            if (line.arrival instanceof Arrival.Intercepted && services.inspecting().isPresent()) {
                now.target = site;
                inspection.page(now, Optional.empty());
            } else {
                ending.refuseTunnel(now, Fault.METHOD_REFUSED);
            }
            return;
        }
        boolean hidden = hello.offersHiddenName() && services.settings().hiddenNameFronts().contains(name);
        identified(now, () -> {
            if (hidden) {
                hidden(now, site);
            } else {
                judge(now, site);
            }
        });
    }

    /// Of a `CONNECT` it is known who asks; of an intercepted connection it is found out now.
    private void identified(Passage now, Runnable next) {
        if (now.identified) {
            next.run();
            return;
        }
        whoAsks.find(now, next);
    }

    /// The name that counts is encrypted. A client that meets a certificate for the outer name and no word of its hidden
    /// one asks again in the open, as the standard says (RFC 9849, 6.1.6). Nobody has asked for the outer name, so nothing
    /// is recorded of it.
    private void hidden(Passage now, Target.Site front) {
        now.unrecorded = null;
        now.target = front;
        now.trace = Passage.newTrace();
        Request request = new Request(now.trace, now.client, front, services.clock().instant());
        services.judge().judge(services.rules().get(), request, line.arrival, now.signals, line.loop,
                new ExchangeHearing(line, ending, now, decision -> true, decision -> {
                    now.fault = Optional.of("hidden_name");
                    if (services.inspecting().isPresent() && decision.look().mayAnswer() && now.upstream == null) {
                        inspection.page(now, Optional.empty());
                    } else {
                        ending.refuseTunnel(now, Fault.NAME_HIDDEN);
                    }
                }));
    }

    /// A name that nobody has judged yet must open by itself, too.
    private void judge(Passage now, Target.Site site) {
        now.target = site;
        now.trace = Passage.newTrace();
        now.unrecorded = null;
        Rules rules = services.rules().get();
        now.modes = rules.modes(now.client);
        Request request = new Request(now.trace, now.client, site, services.clock().instant());
        services.judge().judge(rules, request, line.arrival, now.signals, line.loop,
                new ExchangeHearing(line, ending, now, this::comesFirst, decision -> {
                    now.unrecorded = comesFirst(decision) ? request : null;
                    go(now);
                }));
    }

    private void go(Passage now) {
        Decision decision = now.decision;
        if (now.target != null && now.target.host().equals(OwnNames.SITE) && services.inspecting().isPresent()) {
            inspection.page(now, Optional.empty());
        } else if (decision == null || now.target == null) {
            refuse(now, Fault.INTERNAL);
        } else if (now.upstream != null) {
            // The site was reached by its name; from here on it is too late to look inside.
            if (decision.verdict().opens() && !comesFirst(decision) && !isAstray(now, now.target)) {
                tunnel.openWhenReady(now);
            } else {
                refuse(now, Fault.CLOSED);
            }
        } else if (!decision.verdict().opens()) {
            if (comesFirst(decision)) {
                inspection.page(now, Optional.empty());
            } else {
                refuse(now, Fault.CLOSED);
            }
        } else if (comesFirst(decision)) {
            inspection.enter(now);
        } else {
            sites.reach(now, now.target);
        }
    }

    /// A site in its safe mode is not reached by asking for another site first.
    private static boolean isAstray(Passage now, Target site) {
        return !Objects.equals(now.connectTo(site), now.reached);
    }

    private void refuse(Passage now, Fault fault) {
        inspection.recordBefore(now, () -> ending.refuseTunnel(now, fault));
    }
}
