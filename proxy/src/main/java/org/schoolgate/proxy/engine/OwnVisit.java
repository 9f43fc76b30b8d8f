package org.schoolgate.proxy.engine;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.page.Answer;

/// A visit to the gateway's own site. What is typed into a form there is read to its end, if it is no longer than the page takes;
/// nothing else that is sent is looked at. Only for use on the connection's loop.
final class OwnVisit {

    private static final byte[] NOTHING = {};

    private final Services services;
    private final Line line;
    private final Ending ending;
    private final FormBody form = new FormBody();

    OwnVisit(Services services, Line line, Ending ending) {
        this.services = services;
        this.line = line;
        this.ending = ending;
    }

    /// @param closes whether the connection ends with an answer that does not wait for the body
    void visit(Passage now, Target.Page page, boolean closes) {
        int longest = now.hasBody ? services.answers().longestForm(page) : 0;
        if (longest == 0) {
            answer(now, services.answers().own(page, now, line.client.address(), NOTHING), closes);
        } else if (now.headers.getInt(HttpHeaderNames.CONTENT_LENGTH, 0) > longest) {
            tooLong(now);
        } else {
            form.begin(longest);
            line.enter(Phase.OWN);
            line.deadline.set(services.settings().headerTimeout());
            line.pumpSoon();
        }
    }

    /// Takes a part of the form, and releases it.
    void read(Passage now, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (!form.take(content)) {
            tooLong(now);
            return;
        }
        if (last && now.target instanceof Target.Page page) {
            now.requestRead = true;
            line.deadline.set(services.settings().responseTimeout());
            answer(now, services.answers().own(page, now, line.client.address(), form.end()), now.closes);
        }
    }

    private void answer(Passage now, CompletionStage<Answer> made, boolean closes) {
        CompletableFuture<Answer> answer = made.toCompletableFuture();
        if (answer.isDone()) {
            ending.respond(now, answer.join(), Optional.empty(), closes);
            return;
        }
        if (line.phase() != Phase.OWN) {
            line.enter(Phase.OWN);
            line.deadline.set(services.settings().responseTimeout());
        }
        answer.thenAccept(ready -> line.loop.execute(() -> {
            if (line.isAt(now, Phase.OWN)) {
                ending.respond(now, ready, Optional.empty(), closes);
            }
        }));
    }

    private void tooLong(Passage now) {
        byte[] words = "This is longer than any form here.\n".getBytes(StandardCharsets.US_ASCII);
        ending.respond(now, new Answer(413, "text/plain; charset=utf-8", words,
                Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff")), Optional.empty(), true);
    }
}
