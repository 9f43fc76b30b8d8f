package org.schoolgate.proxy.engine;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Journal;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Request;
import org.schoolgate.proxy.page.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides a request, and holds the decision back until what must be recorded is on disk.
///
/// @param patience how long a record may take
record Judge(Decider decider, Journal journal, Duration patience) {

    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

    /// What came out: once, on the loop; at once where nothing had to be recorded.
    interface Hearing {

        /// The decision may take effect.
        void decided(Decision decision);

        /// The request must not go on.
        ///
        /// @param decision what was decided before it failed; null where nothing was
        void failed(Fault fault, @Nullable Decision decision);
    }

    void judge(Request request, Signals signals, EventLoop loop, Hearing hearing) {
        Decision decision = decide(request, hearing);
        if (decision != null) {
            record(request, decision, signals, loop, hearing);
        }
    }

    /// The decision alone, of which nothing is recorded yet; null where none could be made, which `hearing` knows then.
    @Nullable
    Decision decide(Request request, Hearing hearing) {
        try {
            return decider.decide(request);
        } catch (RuntimeException broken) {
            LOG.error("A request could not be decided (trace {})", request.trace(), broken);
            hearing.failed(Fault.INTERNAL, null);
            return null;
        }
    }

    /// Holds `decision` back until it is recorded, if it must be.
    void record(Request request, Decision decision, Signals signals, EventLoop loop, Hearing hearing) {
        if (!decision.recorded()) {
            hearing.decided(decision);
            return;
        }
        CompletionStage<Void> written;
        try {
            written = journal.write(new FlaggedAccess(request, decision, signals));
        } catch (RuntimeException broken) {
            LOG.error("A flagged access could not be recorded (trace {})", request.trace(), broken);
            hearing.failed(Fault.RECORD_FAILED, decision);
            return;
        }
        var once = loop.<Void>newPromise();
        var alarm = loop.schedule(() -> once.tryFailure(new IllegalStateException("the journal has not answered")),
                patience.toMillis(), TimeUnit.MILLISECONDS);
        written.whenComplete((ok, failure) -> {
            if (failure == null) {
                once.trySuccess(null);
            } else {
                once.tryFailure(failure);
            }
        });
        once.addListener(done -> {
            alarm.cancel(false);
            if (done.isSuccess()) {
                hearing.decided(decision);
            } else {
                LOG.error("A flagged access could not be recorded (trace {})", request.trace(), done.cause());
                hearing.failed(Fault.RECORD_FAILED, decision);
            }
        });
    }
}
