package org.schoolgate.proxy.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/// Which sites' certificates have been found good, until when, and under which number sessions with them may be resumed.
///
/// JSSE asks nobody before it resumes a session, and finds sessions by the peer that an engine is made for. So each engine
/// gets a number besides: that of the site's standing where it has one, a number never used before where it has none. A
/// session from before its site's standing ended can then be found no more. Any thread may call.
final class Standings {

    private static final int KEPT = 20_000;

    private final Cache<Peer, Standing> standings = Caffeine.newBuilder().maximumSize(KEPT).build();
    private final AtomicInteger numbers = new AtomicInteger();
    private final InstantSource clock;

    Standings(InstantSource clock) {
        this.clock = clock;
    }

    /// The number for a new connection to `peer`.
    int number(Peer peer) {
        Standing standing = standings.getIfPresent(peer);
        if (standing != null && clock.instant().isBefore(standing.until())) {
            return standing.number();
        }
        return numbers.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
    }

    /// The site's certificates were found good on the connection of that number.
    void put(Peer peer, int number, Instant until) {
        standings.put(peer, new Standing(number, until));
    }

    /// The site showed certificates that are not good.
    void drop(Peer peer) {
        standings.invalidate(peer);
    }

    private record Standing(int number, Instant until) {}
}
