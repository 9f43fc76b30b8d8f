package org.schoolgate.proxy.use;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which sites are open for whom, because they have said what it is for, and until when. Remembers at most [#MOST] people and
/// devices with [#MOST_SITES] sites each, some 30 MB; beyond that the oldest are asked about again. For any thread.
final class Openings {

    static final int MOST = 20_000;
    static final int MOST_SITES = 20;

    /// No opening is longer; see `opens-for`.
    private static final Duration LONGEST = Duration.ofHours(8);

    private final Cache<Object, List<Opening>> openings;

    /// @param site the name that its owner registered
    private record Opening(String site, Instant until) {}

    Openings(Ticker ticker) {
        openings = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).ticker(ticker)
                .executor(Runnable::run).build();
    }

    /// Whether anything is open for one; a look-up, and nothing allocated.
    boolean hasAny(Object whose) {
        return openings.getIfPresent(whose) != null;
    }

    /// Until when a site is open for one; null where it is not.
    @Nullable
    Instant until(Object whose, String site, Instant at) {
        List<Opening> own = openings.getIfPresent(whose);
        if (own == null) {
            return null;
        }
        for (Opening one : own) {
            if (one.until().isAfter(at) && one.site().equals(site)) {
                return one.until();
            }
        }
        return null;
    }

    void open(Object whose, String site, Instant at, Instant until) {
        openings.asMap().merge(whose, List.of(new Opening(site, until)), (before, added) -> {
            List<Opening> all = new ArrayList<>(added);
            before.stream().filter(one -> one.until().isAfter(at) && !one.site().equals(site))
                    .limit(MOST_SITES - 1L).forEach(all::add);
            return List.copyOf(all);
        });
    }
}
