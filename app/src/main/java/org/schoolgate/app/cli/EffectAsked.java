package org.schoolgate.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.schoolgate.app.asked.Asked;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.lists.Effects;
import org.schoolgate.app.wiring.ListsAtRest;
import org.schoolgate.app.wiring.StorePlace;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.SchoolEdit;
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

    /// Of an edit that is tried out.
    ///
    /// @throws ListRefusedException where there is none of this number
    TriedTold of(int edit) throws IOException, ListRefusedException {
        InstantSource clock = InstantSource.system();
        try (ListsAtRest lists = ListsAtRest.open(data, configuration, clock)) {
            SchoolEdit tried = lists.listLibrary().editing().inShadow(edit)
                    .orElseThrow(() -> new ListRefusedException("edit " + edit
                            + " is not tried out; 'lists edits --shadow' tells those that are"));
            Asked asked = Asked.atRest(data, lists.zone(), clock);
            return TriedTold.of(tried, new Effects(lists, () -> asked).of(tried));
        }
    }

    private EffectTold of(Trying trying, Optional<Corrections> corrections) throws IOException, ListRefusedException {
        InstantSource clock = InstantSource.system();
        try (ListsAtRest lists = ListsAtRest.open(data, configuration, clock)) {
            Asked asked = Asked.atRest(data, lists.zone(), clock);
            Tried tried = new Effects(lists, () -> asked).of(corrections.map(Corrections::standing).orElse(List.of()),
                    targets -> trying.run(lists.listLibrary(), targets));
            return EffectTold.of(tried, corrections.map(all -> all.resting(tried.gone(), clock.instant().minus(WEEK))));
        }
    }
}
