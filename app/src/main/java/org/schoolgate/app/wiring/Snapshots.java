package org.schoolgate.app.wiring;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.Problem;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshot in force, and the one place that swaps it. Asked by any thread; reloaded by one at a time.
///
/// What cannot be read never replaces what is in force: the last good snapshot stays, and [#problems] says why.
final class Snapshots implements Decider {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final Supplier<Read<Configuration>> files;
    private final Supplier<ListLibrary> library;
    private final InstantSource clock;
    private final AtomicReference<Snapshot> current;
    private volatile List<String> problems = List.of();

    private Snapshots(Supplier<Read<Configuration>> files, Supplier<ListLibrary> library, InstantSource clock,
            Snapshot first) {
        this.files = files;
        this.library = library;
        this.clock = clock;
        this.current = new AtomicReference<>(first);
    }

    /// Loads the first snapshot from a configuration that was read already.
    ///
    /// @param files reads the configuration anew, for reloads
    static Snapshots start(SchoolPolicy policy, ListLibrary library, Supplier<Read<Configuration>> files,
            InstantSource clock) throws IOException {
        return new Snapshots(files, () -> library, clock, load(policy, library, clock));
    }

    Snapshot current() {
        return current.get();
    }

    /// What is wrong with the files as they are now; empty where all of them are in force.
    List<String> problems() {
        return problems;
    }

    @Override
    public Decision decide(Request request) {
        return current.get().engine().decide(request);
    }

    /// Reads policy and lists anew and swaps them in together, or leaves all as it is.
    ///
    /// @return whether the new files are in force
    synchronized boolean reload() {
        return switch (files.get()) {
            case Read.Bad<Configuration>(List<Problem> bad) -> {
                problems = bad.stream().map(Problem::toString).toList();
                LOG.error("The configuration has {} mistakes; the one from {} stays in force:\n  {}", bad.size(),
                        current.get().loaded(), String.join("\n  ", problems));
                yield false;
            }
            case Read.Good<Configuration>(Configuration good, var remarks) -> swap(good.policy());
        };
    }

    /// Takes up lists that were imported since, where there are any. Called every second or so; cheap where nothing has
    /// changed.
    synchronized void followLists() {
        if (!library.get().mark().equals(current.get().lists())) {
            swap(current.get().policy());
        }
    }

    private boolean swap(SchoolPolicy policy) {
        try {
            Snapshot next = load(policy, library.get(), clock);
            current.set(next);
            problems = List.of();
            LOG.info("In force: policy {}, lists {}, {} entries", policy.version(), next.engine().index().version(),
                    next.engine().index().size());
            return true;
        } catch (IOException | RuntimeException fault) {
            problems = List.of("The lists could not be loaded; those from " + current.get().loaded()
                    + " stay in force: " + fault.getMessage());
            LOG.error(problems.getFirst(), fault);
            return false;
        }
    }

    private static Snapshot load(SchoolPolicy policy, ListLibrary library, InstantSource clock) throws IOException {
        String mark = library.mark();
        PolicyEngine engine = new PolicyEngine(policy.categories(), library.load(), policy.policies(),
                policy.version());
        return new Snapshot(policy, engine, mark, clock.instant());
    }
}
