package org.schoolgate.proxy.engine;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.page.Answer;
import org.schoolgate.proxy.page.Fault;
import org.schoolgate.proxy.page.OwnRequest;
import org.schoolgate.proxy.page.Pages;
import org.schoolgate.proxy.page.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns the gateway's own answers into responses.
record Answers(Pages pages) {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /// @param question what a page can ask; only one that asks draws it
    Answer refused(Request request, Decision decision, Signals signals, Supplier<Optional<Question>> question) {
        try {
            return pages.refused(request, decision, signals, question);
        } catch (RuntimeException broken) {
            return plain(403, request.trace().reference(), broken);
        }
    }

    Answer fault(Trouble trouble, Passage passage) {
        Fault fault = trouble.fault();
        try {
            boolean sealed = passage.decision != null && passage.decision.addressSealed();
            return pages.fault(fault, trouble.detail(),
                    sealed ? Optional.empty() : Optional.ofNullable(passage.target), passage.trace, passage.signals);
        } catch (RuntimeException broken) {
            return plain(fault.status(), passage.trace.reference(), broken);
        }
    }

    /// The question who asks.
    ///
    /// @param more a sentence more; empty where there is nothing to add
    Answer challenge(Optional<String> more, Passage passage) {
        return fault(new Trouble(Fault.SIGN_IN_NEEDED, more), passage);
    }

    /// Whether this is a page of the gateway's own, whatever site it is on.
    boolean isOurs(Target target) {
        return target instanceof Target.Page page && pages.isEverywhere(page.path().path());
    }

    /// The longest form that the gateway's own site takes at a page; 0 where it takes none.
    int longestForm(Target.Page page) {
        return pages.ownForm(page.path().path(), page.scheme() == Scheme.HTTPS);
    }

    /// The answer of the gateway's own site.
    ///
    /// @param body what was sent along; empty where it is not read
    CompletionStage<Answer> own(Target.Page page, Passage passage, IpAddress from, byte[] body) {
        String reference = passage.trace.reference();
        try {
            return pages.own(new OwnRequest(passage.method.name(), page.path().path(), from,
                    page.scheme().text() + "://" + page.authority(), page.scheme() == Scheme.HTTPS,
                    Optional.ofNullable(passage.headers.get(HttpHeaderNames.ORIGIN)), query(page),
                    String.join("; ", passage.headers.getAll(HttpHeaderNames.COOKIE)), body))
                    .exceptionally(broken -> plain(500, reference, broken));
        } catch (RuntimeException broken) {
            return CompletableFuture.completedFuture(plain(500, reference, broken));
        }
    }

    private static String query(Target.Page page) {
        String path = page.path().text();
        return path.substring(Math.min(path.length(), page.path().path().length() + 1));
    }

    /// The answer to an answer that opens nothing.
    Answer unanswered(Passage passage) {
        try {
            return pages.unanswered();
        } catch (RuntimeException broken) {
            return plain(403, passage.trace.reference(), broken);
        }
    }

    /// Sends a browser to the same page once more, on a new connection: this one leads nowhere.
    static Answer again(Target.Page page) {
        return new Answer(307, "", new byte[0], Map.of("Cache-Control", "no-store", "Location", page.text()));
    }

    /// The notice that a device's connections are looked into.
    Answer notice(Passage passage) {
        try {
            return pages.notice();
        } catch (RuntimeException broken) {
            return plain(403, passage.trace.reference(), broken);
        }
    }

    /// The school's notice that use is monitored.
    Answer monitoring(MonitoringNotice notice, Passage passage) {
        try {
            return pages.monitoring(notice);
        } catch (RuntimeException broken) {
            return plain(403, passage.trace.reference(), broken);
        }
    }

    /// The response to `passage`. To a `HEAD` it has no body; to a `CONNECT` it never looks like success.
    static FullHttpResponse response(Answer answer, Optional<Fault> fault, Passage passage, boolean closes) {
        int status = passage.isTunnel() && answer.status() < 300 ? 403 : answer.status();
        FullHttpResponse out = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status),
                passage.isHead() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
        HttpHeaders headers = out.headers();
        answer.headers().forEach(headers::set);
        passage.challenge(headers);
        if (!answer.contentType().isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        }
        if (status != 204) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        }
        fault.ifPresent(what -> headers.set("Proxy-Status", "schoolgate; error=" + what.token()));
        if (status == 405 && !headers.contains(HttpHeaderNames.ALLOW)) {
            headers.set(HttpHeaderNames.ALLOW, String.join(", ", HttpMethod.GET.name(), HttpMethod.HEAD.name(),
                    HttpMethod.POST.name(), HttpMethod.PUT.name(), HttpMethod.DELETE.name(), HttpMethod.OPTIONS.name(),
                    HttpMethod.PATCH.name(), HttpMethod.CONNECT.name()));
        }
        if (closes) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return out;
    }

    private static Answer plain(int status, String reference, Throwable broken) {
        LOG.error("A page could not be made (reference {}); a plain line was sent instead", reference, broken);
        byte[] body = ("This could not be opened. Reference: " + reference + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(status, "text/plain; charset=utf-8", body, Map.of("Cache-Control", "no-store"));
    }
}
