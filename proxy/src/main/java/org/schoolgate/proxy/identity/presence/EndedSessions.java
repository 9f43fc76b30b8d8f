package org.schoolgate.proxy.identity.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.schoolgate.filters.request.Identity;

/// Sessions that are over. What comes late, or is sent once more by somebody who has listened, does not bring them back.
///
/// Remembers at most [#MOST], each for a day.
final class EndedSessions {

    static final int MOST = 50_000;

    private static final Duration KEPT = Duration.ofDays(1);

    private final Cache<Ended, Boolean> all = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT)
            .executor(Runnable::run).build();

    /// Somebody else who is given the same number later has a session of their own.
    private record Ended(Session session, String account, String device) {

        static Ended of(Presence one) {
            return new Ended(one.session, one.person == null ? "" : one.person.account(), one.device);
        }
    }

    void add(Presence gone) {
        all.put(Ended.of(gone), Boolean.TRUE);
    }

    boolean holds(Presence one) {
        return all.getIfPresent(Ended.of(one)) != null;
    }

    /// A keeper that starts anew counts anew.
    void forget(Identity.Source source, String keeper) {
        all.asMap().keySet().removeIf(
                one -> one.session().source() == source && one.session().keeper().equals(keeper));
    }
}
