package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.log.Exchange;
import org.schoolgate.proxy.log.Link;
import org.schoolgate.proxy.page.Fault;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way inside an encrypted connection: the device is given TLS under the school's own certificate, and what it asks
/// then comes to the [Gate] as requests like any other.
///
/// The site comes first: it is reached, and its certificate checked, before the device is promised anything.
final class Inspection {

    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

    private final Services services;
    private final Line line;
    private final Sites sites;
    private final Ending ending;
    private Optional<Trouble> trouble = Optional.empty();
    /// Of the leaf that the device is shown.
    private String leafNumber = "";

    Inspection(Services services, Line line, Ending ending, Sites sites) {
        this.services = services;
        this.line = line;
        this.sites = sites;
        this.ending = ending;
    }

    // ---- towards the site --------------------------------------------------------------------------------------------

    /// Goes to the site of a connection that may be opened. Where it cannot be reached, or shows a certificate that must
    /// not be trusted, the device is told so on a page.
    void enter(Passage now) {
        now.opening = true;
        now.onTrouble = trouble -> page(now, Optional.of(trouble));
        sites.reach(now, target(now));
    }

    /// The site is reached and its certificate checked.
    void reached(Passage now) {
        now.onTrouble = null;
        sites.release(now);
        if (now.upstream == null) {
            page(now, Optional.of(Trouble.of(Fault.INTERNAL)));
            return;
        }
        secure(now, inspecting().leaves().forSite(target(now).host(), now.upstream.certificates(),
                now.helloBytes), Optional.empty());
    }

    // ---- towards the device ------------------------------------------------------------------------------------------

    /// Answers in the place of a site that is not touched.
    void page(Passage now, Optional<Trouble> trouble) {
        now.onTrouble = null;
        secure(now, inspecting().leaves().forPage(target(now).host(), now.helloBytes), trouble);
    }

    private void secure(Passage now, CompletionStage<Leaf> wanted, Optional<Trouble> why) {
        line.enter(Phase.SECURING);
        line.deadline.set(services.settings().helloTimeout());
        trouble = why;
        wanted.whenComplete((leaf, failure) -> line.loop.execute(() -> {
            if (!line.isAt(now, Phase.SECURING)) {
                return;
            }
            if (failure == null) {
                handshake(leaf);
            } else {
                LOG.error("No certificate could be made (trace {})", now.trace, failure);
                recordBefore(now, () -> ending.refuseTunnel(now, Fault.INTERNAL));
            }
        }));
    }

    /// Puts TLS and a fresh decoder into the client's pipeline, and gives them the hello.
    private void handshake(Leaf leaf) {
        ChannelPipeline pipeline = line.ctx.pipeline();
        leafNumber = leaf.number();
        SslHandler tls = leaf.serving().newHandler(line.ctx.alloc());
        tls.setHandshakeTimeoutMillis(services.settings().helloTimeout().toMillis());
        pipeline.addAfter(Front.NAME, Line.TLS, tls);
        FlushTogether.moveAfter(pipeline, Line.TLS);
        pipeline.addAfter(LittleProxy.ENCODER, LittleProxy.DECODER, new StrictRequestDecoder(
                services.settings().requestLineBytes(), services.settings().headerBytes()));
        ChannelHandlerContext front = pipeline.context(Front.NAME);
        for (Object early = line.takeHeld(); early != null; early = line.takeHeld()) {
            if (early instanceof ByteBuf) {
                front.fireChannelRead(early);
            } else {
                ReferenceCountUtil.release(early);
            }
        }
        front.fireChannelReadComplete();
        line.resumeReading();
    }

    /// The device has accepted the certificate, or not.
    void handshaken(SslHandshakeCompletionEvent event) {
        Passage now = line.current();
        if (now == null || line.phase() != Phase.SECURING) {
            return;
        }
        if (event.isSuccess()) {
            now.link = new Link(now.trace, leafNumber, siteHash(now));
            line.inside = new Inside(target(now).host(), target(now).port(), now.client, now.link,
                    trouble.isEmpty() && now.upstream == null, trouble);
            now.unrecorded = null;
            line.end(now, true);
            line.idle();
            return;
        }
        if (now.fault.isEmpty()) {
            now.fault = Optional.of(Exchange.LEAF_REFUSED);
        }
        recordBefore(now, () -> {
            line.end(now, false);
            line.closeGently(false);
        });
    }

    private static String siteHash(Passage now) {
        List<X509Certificate> shown = now.upstream == null ? List.of() : now.upstream.certificates();
        try {
            return shown.isEmpty()
                    ? ""
                    : HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(shown.getFirst().getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a certificate that was checked has no bytes", impossible);
        }
    }

    // ---- what nothing was asked of -----------------------------------------------------------------------------------

    /// Writes down a decision that was to be recorded by what would be asked inside, where nothing will be; then does
    /// `after`.
    void recordBefore(Passage now, Runnable after) {
        Request request = now.unrecorded;
        Decision decision = now.decision;
        now.unrecorded = null;
        if (request == null || decision == null) {
            after.run();
            return;
        }
        services.judge().record(request, decision, now.signals, Circumstances.NONE, line.loop, new Judge.Hearing() {
            @Override
            public void decided(Decision same) {
                if (line.current() == now) {
                    after.run();
                }
            }

            @Override
            public void failed(Fault fault, @Nullable Decision same) {
                decided(decision);
            }
        });
    }

    private Inspecting inspecting() {
        return services.inspecting().orElseThrow(() -> new IllegalStateException("nothing may be looked into"));
    }

    private static Target target(Passage now) {
        if (now.target == null) {
            throw new IllegalStateException("a connection to nowhere");
        }
        return now.target;
    }
}
