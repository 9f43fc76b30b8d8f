package org.schoolgate.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.asked.Asked;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.lists.Effects;
import org.schoolgate.app.wiring.ListsAtRest;
import org.schoolgate.app.wiring.StorePlace;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.Trial;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.lists.Tried;
import org.schoolgate.review.store.Corrections;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;

/// Finds out beside the gateway what a list would have touched in the last week, by the counts as they were last written down.
///
/// @param data the data folder
record EffectAsked(Path data, Configuration configuration) {

    private static final Duration WEEK = Duration.ofDays(7);

    /// Tries a list.
    interface Trying {
        Trial run(ListLibrary library, Collection<Target> targets) throws IOException, ListRefusedException;
    }

    EffectTold of(Trying trying) throws IOException, ListRefusedException {
        try (Store store = StorePlace.toRead(data, configuration.gateway())) {
            return of(trying, Optional.of(store.corrections()));
        } catch (StoreException none) {
            return of(trying, Optional.empty());
        }
    }

    private EffectTold of(Trying trying, Optional<Corrections> corrections) throws IOException, ListRefusedException {
        InstantSource clock = InstantSource.system();
        AtomicReference<@Nullable Trial> trial = new AtomicReference<>();
        try (ListsAtRest lists = ListsAtRest.open(data, configuration, clock)) {
            Asked asked = Asked.atRest(data, lists.zone(), clock);
            Tried tried = new Effects(lists, () -> asked).of(corrections.map(Corrections::standing).orElse(List.of()),
                    targets -> {
                        Trial made = trying.run(lists.listLibrary(), targets);
                        trial.set(made);
                        return made;
                    });
            Trial made = trial.get();
            if (made == null) {
                throw new IllegalStateException("nothing was tried");
            }
            return EffectTold.of(made, tried,
                    corrections.map(all -> all.resting(tried.gone(), clock.instant().minus(WEEK))));
        }
    }
}
