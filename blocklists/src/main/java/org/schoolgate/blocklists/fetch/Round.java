package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.schoolgate.blocklists.build.SoleLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Updates sources one after the other, as nobody else does at the same time, in this process or another.
public final class Round implements Updating {

    private static final Step.Told QUIET = (name, step, done, total) -> {};

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    private final Fetching fetching;
    private final Schedule schedule;
    private final InstantSource clock;

    /// One that fetches from wherever the sources say.
    ///
    /// @param random for the share of a period by which a source comes later
    public Round(InstantSource clock, RandomGenerator random) {
        this(clock, random, Optional.empty(), DiskRoom.RESERVE);
    }

    Round(InstantSource clock, RandomGenerator random, Optional<SSLContext> trust, long reserve) {
        this.fetching = new Fetching(clock, trust, reserve);
        this.schedule = new Schedule(random);
        this.clock = clock;
    }

    /// Updates those that are meant, whether it is time or not.
    ///
    /// @param meant by their names; one that is named though it is off is fetched all the same
    /// @param each told of each outcome as it comes
    /// @return whether nobody else was fetching; otherwise nothing was done
    public boolean now(Sources sources, Predicate<KnownSource> meant, Step.Told told, Consumer<SourceOutcome> each)
            throws IOException {
        return locked(sources, meant, told, each, true);
    }

    @Override
    public boolean due(Sources sources) throws IOException {
        return due(sources, QUIET);
    }

    boolean due(Sources sources, Step.Told told) throws IOException {
        return due(sources, told, Round::log);
    }

    /// The same.
    ///
    /// @param each told of each outcome as it comes
    public boolean due(Sources sources, Step.Told told, Consumer<SourceOutcome> each) throws IOException {
        return !isAnyDue(sources, clock.instant())
                || locked(sources, source -> isDue(source, clock.instant()), told, each, false);
    }

    @Override
    public boolean one(Sources sources, String name) throws IOException {
        return now(sources, source -> source.name().equals(name), QUIET, Round::log);
    }

    /// Whether any source is due. Costs a few small files for each.
    public static boolean isAnyDue(Sources sources, Instant now) throws IOException {
        return sources.all().stream().anyMatch(source -> isDue(source, now));
    }

    private static boolean isDue(KnownSource source, Instant now) {
        return source.settings().filter(SourceSettings::on)
                .filter(on -> Schedule.isDue(source.status(), on.timing(), now)).isPresent();
    }

    private boolean locked(Sources sources, Predicate<KnownSource> meant, Step.Told told, Consumer<SourceOutcome> each,
            boolean byHand) throws IOException {
        Files.createDirectories(sources.lists());
        Optional<SoleLock> lock = SoleLock.tryTake(sources.lists(), Sources.LOCK);
        if (lock.isEmpty()) {
            return false;
        }
        try (SoleLock _ = lock.get()) {
            for (KnownSource source : interrupted(sources)) {
                if (source.settings().isPresent() && meant.test(source) && !fetching.isStopped()) {
                    each.accept(new SourceRun(sources, fetching, schedule, clock, told, byHand)
                            .run(source.settings().get()));
                }
            }
        }
        return true;
    }

    /// All sources, once those whose update was interrupted say so. That counts as a failure: an update that ends the program
    /// is not to be tried at each start.
    private List<KnownSource> interrupted(Sources sources) throws IOException {
        List<KnownSource> all = new ArrayList<>();
        for (KnownSource source : sources.all()) {
            if (source.there()) {
                sources.keepGood(source.name());
            }
            if (source.settings().isPresent() && source.status().running().isPresent()) {
                Instant since = source.status().running().get();
                Instant next = schedule.afterFailure(clock.instant(), source.settings().get().timing(),
                        source.status().failures() + 1, Duration.ZERO);
                StateFile.of(sources.folder(source.name())).write(source.status().failed("the update of " + since
                        + " was interrupted, as the program or the machine ended; the list before it serves", next));
                all.add(sources.find(source.name()));
            } else {
                all.add(source);
            }
        }
        return all;
    }

    /// Tells the log what came of one.
    static void log(SourceOutcome outcome) {
        switch (outcome) {
            case SourceOutcome.Unchanged(String name, var _) -> LOG.info("The list {} has not changed", name);
            case SourceOutcome.Changed changed -> LOG.info("The list {} is in force in version {}: {} entries",
                    changed.name(), changed.version(), changed.listed());
            case SourceOutcome.Failed(String name, SourceStatus status) -> LOG.warn(
                    "The list {} was not updated, the one before it serves. Next at {}. {}", name,
                    status.due().map(Instant::toString).orElse("once"), status.wrong());
        }
    }

    @Override
    public void stop() {
        fetching.stop();
    }
}
