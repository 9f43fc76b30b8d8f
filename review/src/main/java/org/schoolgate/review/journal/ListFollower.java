package org.schoolgate.review.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.Today;
import org.schoolgate.review.store.Sorting;
import org.schoolgate.review.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds what records rest on against the lists in force, each time these change: what is no longer listed is noted as
/// corrected, and what is listed again is noted as that. Each different address is asked once, however many records there are
/// of it; some microseconds each. On a thread of its own; where it fails nothing else does, and it tries again.
public final class ListFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ListFollower.class);

    /// How many are read and written at once.
    private static final int SOME = 1_000;
    private static final int AGAIN_MINUTES = 1;

    /// Who asks does not matter to the lists.
    private static final Client NOBODY = Client.at(IpAddress.ofV4(0));

    private final Store store;
    private final Today today;
    private final InstantSource clock;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("list-follower").factory());

    public ListFollower(Store store, Today today, InstantSource clock) {
        this.store = store;
        this.today = today;
        this.clock = clock;
    }

    /// Says that other lists or another policy are in force. Returns at once; any thread may call.
    public void changed() {
        if (!thread.isShutdown() && waiting.compareAndSet(false, true)) {
            thread.execute(this::tryLook);
        }
    }

    private void tryLook() {
        waiting.set(false);
        try {
            look();
        } catch (RuntimeException fault) {
            if (!thread.isShutdown()) {
                LOG.error("It could not be noted which records have been corrected; it is tried again in a minute: {}",
                        fault.getMessage(), fault);
                thread.schedule(this::changed, AGAIN_MINUTES, TimeUnit.MINUTES);
            }
        }
    }

    /// Looks at all of them, at this moment. How many addresses have been corrected or listed again.
    int look() {
        int changed = 0;
        Instant now = clock.instant();
        String last = "";
        List<Sorting> some;
        do {
            some = store.corrections().next(last, SOME);
            List<Sorting> gone = new ArrayList<>();
            List<Sorting> back = new ArrayList<>();
            String by = "";
            for (Sorting one : some) {
                last = one.name();
                Optional<Today.Answer> answer = answer(one.asked(), now);
                if (answer.isPresent()) {
                    by = answer.get().snapshot();
                    boolean listed = answer.get().categories().contains(one.category());
                    if (listed == one.gone()) {
                        (listed ? back : gone).add(one);
                    }
                }
            }
            if (!gone.isEmpty() || !back.isEmpty()) {
                store.corrections().note(gone, back, now, by);
            }
            changed += gone.size() + back.size();
        } while (some.size() == SOME && !thread.isShutdown());
        if (changed > 0) {
            LOG.info("{} addresses that records rest on are sorted otherwise by the lists now in force", changed);
        }
        return changed;
    }

    private Optional<Today.Answer> answer(String asked, Instant now) {
        Optional<Target> target = asked.contains("://")
                ? Target.Page.parse(asked).map(Target.class::cast)
                : Target.Site.parse(asked).map(Target.class::cast);
        return target.map(found -> today.answer(new Request(new TraceId(0), NOBODY, found, now)));
    }

    /// Breaks off between two transactions.
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("records are still being held against the lists");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
