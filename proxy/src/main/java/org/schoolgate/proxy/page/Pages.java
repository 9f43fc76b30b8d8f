package org.schoolgate.proxy.page;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// Makes the answers of the gateway's own. Safe for any number of threads; waits for nothing, so that an event loop may
/// ask it.
public interface Pages {

    /// The answer to a request that does not open at once: a page for people, something that cannot be seen inside
    /// another page, JSON or a few words for machines, by what `signals` say was wanted.
    ///
    /// @param question what a page can ask, so that whoever answers gets on; only a page that asks draws it
    Answer refused(Request request, Decision decision, Signals signals, Supplier<Optional<Question>> question);

    /// The same where nothing can be asked.
    default Answer refused(Request request, Decision decision, Signals signals) {
        return refused(request, decision, signals, Optional::empty);
    }

    /// The answer to an answer that opens nothing: the question is over, or was put to somebody else.
    Answer unanswered();

    /// The answer where the gateway could not carry a request.
    ///
    /// @param detail one sentence more than the fault says by itself
    /// @param target what was asked for; empty where it could not be read, or must not be shown
    Answer fault(Fault fault, Optional<String> detail, Optional<Target> target, TraceId trace, Signals signals);

    /// The page by which a device is told, in the place of the first page that it goes to, that its connections are looked into.
    Answer notice();

    /// The page by which somebody is told once, in the place of the first page that they go to, that use is monitored.
    Answer monitoring(MonitoringNotice notice);

    /// The answer of the gateway's own site; see [OwnSite].
    ///
    /// @param method the HTTP method; all but `GET` and `HEAD` are refused
    /// @param path without its query
    Answer own(String method, String path);

    /// The longest form, in bytes, that is taken at a path of the gateway's own site; 0 where none is, and then nothing that was
    /// sent is read.
    ///
    /// @param encrypted whether the way from the device is
    default int ownForm(String path, boolean encrypted) {
        return 0;
    }

    /// Whether a path belongs to the gateway on every site: what is sent there never goes on, and is answered as by its own site.
    default boolean isEverywhere(String path) {
        return false;
    }

    /// The answer of the gateway's own site, where it may have to be waited for.
    default CompletionStage<Answer> own(OwnRequest request) {
        return CompletableFuture.completedFuture(own(request.method(), request.path()));
    }
}
