package org.schoolgate.app.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.schoolgate.blocklists.fetch.KnownSource;
import org.schoolgate.blocklists.fetch.Sources;
import org.schoolgate.blocklists.fetch.Updates;
import org.schoolgate.blocklists.fetch.Updating;
import org.schoolgate.review.SystemStatus;

/// The sources of lists in a running gateway: what is due is fetched, how it goes is counted and told on the System page.
///
/// @param current the snapshot in force
record ListSources(Supplier<Snapshot> current, InstantSource clock) implements Supplier<List<SystemStatus.Upkeep>> {

    /// Begins to fetch what is due.
    ///
    /// @param updating who does
    Updates start(MeterRegistry registry, Updating updating) {
        SourceMeters meters = new SourceMeters(registry, clock);
        return Updates.start(updating, this::sources, () -> {
            try {
                meters.show(sources().all(), current.get().listLibrary().status());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("the folder of the lists cannot be read", unreadable);
            }
        });
    }

    private Sources sources() {
        return new Sources(current.get().listLibrary());
    }

    /// A line for each source that the school has.
    @Override
    public List<SystemStatus.Upkeep> get() {
        Instant now = clock.instant();
        try {
            return sources().all().stream().filter(KnownSource::there).map(source -> upkeep(source, now)).toList();
        } catch (IOException unreadable) {
            return List.of(new SystemStatus.Upkeep("Sources of lists", false, "Cannot be read",
                    "The folder of the lists: " + unreadable.getMessage() + ".", List.of()));
        }
    }

    private static SystemStatus.Upkeep upkeep(KnownSource source, Instant now) {
        KnownSource.State state = source.state(now);
        boolean well = switch (state) {
            case OLD, FAILING, WRONG -> false;
            case OFFERED, OFF, RUNNING, NEW, FRESH -> source.mistakes().isEmpty();
        };
        String title = state.title();
        return new SystemStatus.Upkeep("List " + source.name(), well,
                Character.toUpperCase(title.charAt(0)) + title.substring(1),
                source.words(now) + (state == KnownSource.State.OLD || state == KnownSource.State.FAILING
                        ? " What was in force before serves."
                        : ""),
                List.of());
    }
}
