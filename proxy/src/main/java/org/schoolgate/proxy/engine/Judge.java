package org.schoolgate.proxy.engine;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Journal;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.OwnNames;
import org.schoolgate.filters.request.Request;
import org.schoolgate.proxy.listen.Arrival;
import org.schoolgate.proxy.page.Fault;
import org.schoolgate.proxy.use.PersonalUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides a request, and holds the decision back until what must be recorded is on disk.
///
/// Whoever connects to an address may say any name. So where an intercepted connection opens only for the sake of its
/// name, the address must be one that our own resolver gives for it; otherwise the request is judged as one whose name is
/// merely claimed.
///
/// @param trails what was seen of devices before
/// @param use what a rule's answer comes to for whoever asks
/// @param patience how long a record may take
record Judge(Journal journal, Names names, Trails trails, PersonalUse use, Duration patience) {

    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

    /// What came out: once, on the loop; at once where nothing had to be recorded.
    interface Hearing {

        /// The decision may take effect.
        void decided(Decision decision);

        /// What was seen around the request, before anything is decided about it.
        default void seen(Circumstances around) {}

        /// Whether the record is left to what comes of the decision.
        default boolean recordsLater(Decision decision) {
            return false;
        }

        /// The request must not go on.
        ///
        /// @param decision what was decided before it failed; null where nothing was
        void failed(Fault fault, @Nullable Decision decision);
    }

    /// Decides, records what must be recorded unless `hearing` says that it comes later, and tells `hearing`.
    ///
    /// @param rules the rules that hold for this request
    void judge(Decider rules, Request request, Arrival arrival, Signals signals, EventLoop loop, Hearing hearing) {
        try {
            Decision ruled = rules.decide(request);
            if (OwnNames.hold(request.target().host())) {
                hearing.decided(unrecorded(ruled));
                return;
            }
            Circumstances around = trails.around(request, signals);
            hearing.seen(around);
            Decision decision = use.applied(request, ruled, signals, around);
            if (arrival instanceof Arrival.Intercepted way && decision.verdict().opens()) {
                Decision claimed = rules.decide(request.asClaimed());
                // What was opened by an answer is open for its name's sake, too.
                if (!claimed.equals(ruled) || decision.reason() instanceof Reason.Opened) {
                    Decision unnamed = (decision.addressSealed() ? claimed.sealed() : claimed)
                            .from(claimed.basis().asClaimed());
                    whetherNamed(request.target().host(), way.address(), loop,
                            named -> record(request, named ? decision : unnamed, signals, around, loop, hearing));
                    return;
                }
            }
            record(request, decision, signals, around, loop, hearing);
        } catch (RuntimeException broken) {
            LOG.error("A request could not be decided (trace {})", request.trace(), broken);
            hearing.failed(Fault.INTERNAL, null);
        }
    }

    /// The gateway's own names are no site of anyone's, and who asks for them looks after the gateway.
    private static Decision unrecorded(Decision decision) {
        return new Decision(decision.verdict(), decision.reason(), decision.categories(), decision.listings(),
                decision.group(), false, decision.addressSealed(), decision.holdsUntil(), decision.snapshot(),
                decision.look(), decision.demands(), Terms.NONE);
    }

    /// Whether the machine at `address` goes by that name.
    private void whetherNamed(Host host, IpAddress address, EventLoop loop, Consumer<Boolean> answer) {
        switch (host) {
            case HostName name -> names.whetherGiven(name, address, loop, answer);
            case IpAddress itself -> answer.accept(itself.equals(address));
        }
    }

    /// Holds `decision` back until it is recorded, if it must be.
    void record(Request request, Decision decision, Signals signals, Circumstances around, EventLoop loop,
            Hearing hearing) {
        record(request, decision, signals, around, Optional.empty(), loop, hearing);
    }

    /// The same, with what the person said it is for.
    void record(Request request, Decision decision, Signals signals, Circumstances around, Optional<String> statement,
            EventLoop loop, Hearing hearing) {
        if (!decision.recorded() || hearing.recordsLater(decision)) {
            hearing.decided(decision);
            return;
        }
        CompletionStage<Void> written;
        try {
            written = journal.write(new FlaggedAccess(request, decision, signals, around, statement,
                    use.before(request, decision)));
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
