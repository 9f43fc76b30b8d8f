package org.schoolgate.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.app.config.KnownSites;
import org.schoolgate.app.config.Problem;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.FailClosed;
import org.schoolgate.filters.decision.InForce;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.inner.InnerDecider;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Request;
import org.schoolgate.proxy.Rules;
import org.schoolgate.review.Today;
import org.schoolgate.review.register.Allowances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshot in force, and the one place that swaps it. Asked by any thread; reloaded by one at a time.
///
/// What cannot be read never replaces what is in force: the last good snapshot stays, and [#problems] says why.
///
/// Nothing keeps a snapshot but this: a tunnel that lasts all day was decided in a moment and holds its [Decision] alone. So
/// the memory of a snapshot's index is given back a few seconds after the next one has come into force.
final class Snapshots implements Supplier<Rules> {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    /// After lists could not be loaded they are left alone for so long.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /// How long after it was swapped out a snapshot may still be asked: a decision takes microseconds.
    private static final Duration GRACE = Duration.ofSeconds(5);

    /// The program's version, as records keep it.
    private static final String VERSION = Optional.ofNullable(Snapshots.class.getPackage().getImplementationVersion())
            .orElse("development");

    private final Path data;
    private final RegisterFile registers;
    private final Supplier<Read<Configuration>> files;
    private final InstantSource clock;
    private final GatewaySettings started;
    private final Faults faults = new Faults();
    private final AtomicReference<Taken> current;
    private volatile Runnable follower = () -> {};
    private volatile List<String> wrongFiles = List.of();
    private volatile List<String> wrongLists = List.of();
    private final Deque<Retired> retired = new ArrayDeque<>();
    private Instant notBefore = Instant.MIN;

    /// One snapshot, as a request takes it. Whoever was not let run for longer than the grace finds the memory of it gone, and
    /// asks the one that is in force by then.
    private final class Taken implements Rules {

        private final Snapshot snapshot;
        private final Decider closing;

        Taken(Snapshot snapshot) {
            this.snapshot = snapshot;
            this.closing = new FailClosed(request -> ask(snapshot, asked -> asked.decide(request)), faults::report);
        }

        /// A fault on the way to a decision is a block.
        @Override
        public Decision decide(Request request) {
            return closing.decide(request);
        }

        @Override
        public Modes modes(Client client) {
            return ask(snapshot,
                    asked -> Objects.requireNonNull(asked.policy().modes().get(asked.engine().group(client)),
                            "a group without modes"));
        }
    }

    /// An index that is no longer asked, and since when.
    private record Retired(DomainIndex index, Instant since) {}

    private Snapshots(Path data, Supplier<Read<Configuration>> files, InstantSource clock, GatewaySettings started,
            Snapshot first) {
        this.data = data;
        this.registers = new RegisterFile(data);
        this.files = files;
        this.clock = clock;
        this.started = started;
        this.current = new AtomicReference<>(new Taken(first));
    }

    /// Loads the first snapshot from a configuration that was read already.
    ///
    /// @param data the data folder, with the imported lists and the copy of the registers
    /// @param files reads the configuration anew, for reloads
    /// @throws IOException where the lists cannot be loaded and no index of before is left
    static Snapshots start(Configuration configuration, Path data, Supplier<Read<Configuration>> files,
            InstantSource clock) throws IOException {
        SchoolPolicy policy = configuration.policy();
        ListLibrary library = SchoolLists.open(data, configuration, clock);
        Allowances registers = RegisterFile.lastKnown(data);
        end(library, clock);
        try {
            return new Snapshots(data, files, clock, configuration.gateway(),
                    load(policy, library, registers, clock));
        } catch (IOException fault) {
            DomainIndex index = library.lastGood().orElseThrow(() -> fault);
            // No library calls its state by the empty name, so loading is tried again.
            Snapshot first = snapshot(policy, index, library, registers, astray(library), "", clock);
            Snapshots snapshots = new Snapshots(data, files, clock, configuration.gateway(), first);
            snapshots.failed(fault);
            return snapshots;
        }
    }

    Snapshot current() {
        return current.get().snapshot;
    }

    /// What is in force now, for one request. It is to be let go of soon, as it keeps a snapshot's memory.
    @Override
    public Rules get() {
        return current.get();
    }

    /// What of the files, the lists or the registers, as they are now, is not in force, and why; empty where all of it is.
    List<String> problems() {
        return Stream.of(wrongFiles, wrongLists, registers.problems(), current().wrong(),
                current().astray()).flatMap(List::stream)
                .toList();
    }

    /// Asks a snapshot, or where its memory is gone the one that is in force by then, as often as that happens.
    private <T> T ask(Snapshot first, Function<Snapshot, T> question) {
        Snapshot asked = first;
        while (true) {
            try {
                return question.apply(asked);
            } catch (IllegalStateException fault) {
                Snapshot next = current();
                if (next.engine() == asked.engine()) {
                    throw fault;
                }
                asked = next;
            }
        }
    }

    /// What the snapshot in force would answer, for pages that hold a record against it.
    Today.Answer today(Request request) {
        return ask(current(), snapshot -> {
            Decision decision = snapshot.decider().decide(request);
            return new Today.Answer(decision.verdict(), decision.reason().sentence(),
                    snapshot.policy().categories().of(snapshot.forWhomever(request).union(decision.categories()))
                            .stream().map(Category::slug).collect(Collectors.toSet()),
                    decision.snapshot());
        });
    }

    /// Asks the rules in force about more than one request.
    <T> T askRules(Function<PolicyEngine, T> question) {
        return ask(current(), snapshot -> question.apply(snapshot.engine()));
    }

    /// How the snapshot in force comes to its answer.
    Explained explain(Request whole) {
        return ask(current(), snapshot -> Explained.asSeen(snapshot.engine(), KnownSites.innerAddresses(), whole));
    }

    /// Has `follower` told of each snapshot that comes into force, and of the one that is in force. It must return at once.
    void follow(Runnable follower) {
        this.follower = follower;
        follower.run();
    }

    /// Reads policy and lists anew and swaps them in together, or leaves all as it is.
    synchronized void reload() {
        switch (files.get()) {
            case Read.Bad<Configuration>(List<Problem> bad) -> {
                wrongFiles = bad.stream().map(Problem::toString).toList();
                LOG.error("The configuration has mistakes ({}); the one from {} stays in force:\n  {}", bad.size(),
                        current().loaded(), String.join("\n  ", wrongFiles));
            }
            case Read.Good<Configuration>(Configuration good, var _) -> {
                wrongFiles = good.gateway().equals(started)
                        ? List.of()
                        : List.of("schoolgate.yaml has changed since the start. What it says now holds from the next "
                                + "start on.");
                wrongFiles.forEach(LOG::warn);
                swap(good.policy(), SchoolLists.open(data, good, clock));
            }
        }
    }

    /// Takes up lists that were imported and edits that were made since, where there are any. Called a few times a second;
    /// cheap where nothing has changed.
    synchronized void followLists() {
        closeRetired();
        Snapshot now = current();
        if (clock.instant().isBefore(notBefore)) {
            return;
        }
        try {
            if (now.listLibrary().mark().equals(now.mark())) {
                return;
            }
        } catch (RuntimeException unreadable) {
            failed(unreadable);
            return;
        }
        swap(now.policy(), now.listLibrary());
    }

    /// Ends edits whose time is over. What comes of it is taken up as any other edit is.
    void endEdits() {
        end(current().listLibrary(), clock);
    }

    private static void end(ListLibrary library, InstantSource clock) {
        try {
            int ended = library.editing().expire(clock.instant());
            if (ended > 0) {
                LOG.info("{} edits of the lists have ended, as their time was over", ended);
            }
        } catch (ListRefusedException busy) {
            LOG.debug("Edits are ended the next time: {}", busy.getMessage());
        } catch (IOException unreadable) {
            LOG.error("Edits whose time is over could not be ended", unreadable);
        }
    }

    private void swap(SchoolPolicy policy, ListLibrary library) {
        try {
            Snapshot next = load(policy, library, current().registers(), clock);
            retired.add(new Retired(current.getAndSet(new Taken(next)).snapshot.engine().index(), clock.instant()));
            wrongLists = List.of();
            notBefore = Instant.MIN;
            follower.run();
            LOG.info("In force: policy {}, lists {}, {} entries", policy.version(), next.engine().index().version(),
                    next.engine().index().size());
        } catch (IOException | RuntimeException fault) {
            failed(fault);
        }
    }

    /// Takes up what the registers open since, where they have changed. The index stays as it is, so that this is cheap.
    /// What cannot be read replaces nothing.
    synchronized void followRegisters() {
        registers.changed().filter(read -> !read.equals(current().registers())).ifPresent(read -> {
            Snapshot now = current();
            current.set(
                    new Taken(
                            snapshot(now.policy(), now.engine().index(), now.listLibrary(), read, now.astray(),
                                    now.mark(), clock)));
            LOG.info("In force: registers {}, which open {} things", read.turn(), read.all().size());
        });
    }

    private void closeRetired() {
        Instant late = clock.instant().minus(GRACE);
        while (!retired.isEmpty() && retired.peek().since().isBefore(late)) {
            retired.remove().index().close();
        }
    }

    private void failed(Exception fault) {
        notBefore = clock.instant().plus(PAUSE);
        wrongLists = List.of("The lists could not be loaded; what came into force at " + current().loaded()
                + " stays: " + fault.getMessage() + ".");
        LOG.error("The lists could not be loaded; what came into force at {} stays", current().loaded(), fault);
    }

    private static Snapshot load(SchoolPolicy policy, ListLibrary library, Allowances registers, InstantSource clock)
            throws IOException {
        String mark = library.mark();
        List<String> astray = astray(library);
        astray.forEach(LOG::warn);
        return snapshot(policy, library.load(), library, registers, astray, mark, clock);
    }

    /// What is to be told of edits that name groups which are not there any more.
    private static List<String> astray(ListLibrary library) {
        try {
            return library.editing().astray().stream()
                    .map(edit -> "Edit " + edit.number() + " of the lists: " + edit.astray().orElse("") + ".").toList();
        } catch (IOException unreadable) {
            return List.of("The edits of the lists cannot be read: " + unreadable.getMessage() + ".");
        }
    }

    private static Snapshot snapshot(SchoolPolicy policy, DomainIndex index, ListLibrary library,
            Allowances registers, List<String> astray, String mark, InstantSource clock) {
        RegisterPermits opened = RegisterPermits.of(registers, policy);
        var engine = new PolicyEngine(policy.categories(), index, policy.policies(), opened.permits(),
                policy.version());
        return new Snapshot(policy, engine, new InnerDecider(engine, KnownSites.innerAddresses()), library, registers,
                opened.problems(), astray, mark,
                clock.instant(), new InForce(policy.text(), KeptText.of("program " + VERSION + "\n"
                        + library.describe(index))));
    }
}
