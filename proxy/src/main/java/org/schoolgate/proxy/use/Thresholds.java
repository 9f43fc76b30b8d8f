package org.schoolgate.proxy.use;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import org.schoolgate.filters.decision.Terms.Threshold;
import org.schoolgate.filters.evidence.Circumstances;

/// Whether somebody has asked for so many pages of what a rule is about that it counts. Remembers at most [#MOST] counts, some
/// 20 MB; beyond that somebody begins anew. For any thread.
final class Thresholds {

    static final int MOST = 20_000;

    /// No threshold looks further back; see `within`.
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Cache<Whose.Rule, Pages> counts;

    Thresholds(Ticker ticker) {
        counts = Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(LONGEST).ticker(ticker)
                .executor(Runnable::run).build();
    }

    /// Whether what is asked for at `at` counts.
    ///
    /// @param page whether it is a page that somebody went to
    boolean counts(Whose.Rule of, Threshold from, Instant at, boolean page) {
        Pages pages = page ? counts.get(of, _ -> new Pages()) : counts.getIfPresent(of);
        return pages != null && pages.count(from, at.toEpochMilli(), page);
    }

    /// How many pages before this one did not count; from now on none.
    int before(Whose.Rule of) {
        Pages pages = counts.getIfPresent(of);
        return pages == null ? 0 : pages.take();
    }

    /// The latest pages of one, by their moments.
    private static final class Pages {

        private final ArrayDeque<Long> moments = new ArrayDeque<>();
        private int uncounted;

        synchronized boolean count(Threshold from, long at, boolean page) {
            while (!moments.isEmpty() && moments.peekFirst() <= at - from.within().toMillis()) {
                moments.removeFirst();
            }
            // What lies closer together, one click may have done.
            boolean another = page
                    && (moments.isEmpty() || at - moments.peekLast() >= Circumstances.AT_ONCE.toMillis());
            if (another) {
                moments.addLast(at);
                if (moments.size() > from.times()) {
                    moments.removeFirst();
                }
            }
            boolean counts = moments.size() >= from.times();
            if (another && !counts) {
                uncounted = Math.min(uncounted + 1, moments.size());
            }
            return counts;
        }

        synchronized int take() {
            int before = uncounted;
            uncounted = 0;
            return before;
        }
    }
}
