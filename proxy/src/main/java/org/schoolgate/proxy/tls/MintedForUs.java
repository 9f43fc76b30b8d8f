package org.schoolgate.proxy.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Host;

/// A leaf by the school's own authority for a site of the gateway's. It is made anew when the names change, which is looked at
/// once a minute, and when half of its life is over.
final class MintedForUs implements Supplier<Shown> {

    private static final Duration LIFE = Duration.ofDays(30);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Mint mint;
    private final Supplier<Set<Host>> names;
    private final InstantSource clock;
    private @Nullable Made made;

    MintedForUs(Authority authority, Supplier<Set<Host>> names, InstantSource clock) {
        this.mint = new Mint(authority);
        this.names = names;
        this.clock = clock;
    }

    @Override
    public synchronized Shown get() {
        Instant now = clock.instant();
        Made last = made;
        if (last != null && Duration.between(last.looked(), now).abs().compareTo(LOOK) < 0) {
            return last.shown();
        }
        Set<Host> wanted = Set.copyOf(names.get());
        Made next = last != null && last.names().equals(wanted)
                && Duration.between(now, last.shown().ends()).compareTo(LIFE.dividedBy(2)) > 0
                        ? new Made(last.shown(), wanted, now)
                        : new Made(make(wanted, now), wanted, now);
        made = next;
        return next.shown();
    }

    /// From a day ago, as clocks differ; never beyond the authority's own life.
    private Shown make(Set<Host> wanted, Instant now) {
        Instant authority = mint.signer().getNotAfter().toInstant();
        Instant end = now.plus(LIFE);
        return new Shown(List.of(mint.leaf(List.copyOf(wanted), now.minus(Mint.SKEW),
                end.isBefore(authority) ? end : authority).certificate()), mint.leafKey());
    }

    private record Made(Shown shown, Set<Host> names, Instant looked) {}
}
