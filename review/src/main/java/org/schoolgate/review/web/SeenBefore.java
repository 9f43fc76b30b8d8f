package org.schoolgate.review.web;

import java.util.List;
import java.util.Optional;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Corrections.Seen;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Corrected;

/// Tells a reader which of the records that they have looked at have been corrected since: they may have drawn conclusions. It
/// is told until they have looked at each once more.
final class SeenBefore {

    private static final int MOST_SHOWN = 5;

    private SeenBefore() {}

    static Optional<Corrected> of(Store store, ScopedAccesses accesses, Account account, Times times) {
        List<Seen> seen = store.corrections().seenBefore(account.id());
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        List<Corrected.One> records = seen.stream().limit(MOST_SHOWN)
                .flatMap(one -> accesses.find(one.number()).stream().map(access -> new Corrected.One(
                        "/access/" + access.number(), access.host().orElse("Address sealed") + ", asked for "
                                + times.near(access.at()) + "; corrected " + times.near(one.at()))))
                .toList();
        return Optional.of(new Corrected(Wording.sentence(Wording.count(seen.size()))
                + (seen.size() == 1 ? " record that you have looked at rests" : " records that you have looked at rest")
                + " on a list that has been corrected since", records));
    }
}
