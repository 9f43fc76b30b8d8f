package org.schoolgate.proxy.identity.presence;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.identity.Answer;
import org.schoolgate.proxy.identity.Asking;
import org.schoolgate.proxy.identity.Identification;
import org.schoolgate.proxy.identity.Memberships;

/// Knows people by the address that they ask from. Who may be asked for a password is asked for it where nobody alone is there; so
/// what is known of several comes after that, by [#several].
public final class PresenceSource implements Identification {

    private final Presences presences;
    private final Optional<Memberships> memberships;
    private final InstantSource clock;

    /// @param memberships what the directory counts people to; empty where there is none
    public PresenceSource(Presences presences, Optional<Memberships> memberships, InstantSource clock) {
        this.presences = presences;
        this.memberships = memberships;
        this.clock = clock;
    }

    @Override
    public Answer of(Asking asking) {
        if (!(at(asking.address()) instanceof Identity.Known there)) {
            return Answer.NOTHING;
        }
        if (memberships.isEmpty()) {
            return is(asking.address(), there, Set.of());
        }
        Memberships directory = memberships.get();
        Set<String> known = directory.known(there.person());
        if (known != null) {
            return is(asking.address(), there, known);
        }
        return new Answer.Later(directory.ask(there.person()).handle((found, away) -> away == null
                ? is(asking.address(), there, found)
                : new Answer.Stranger(there)));
    }

    /// Says of an address where several may ask that it is one of them.
    public static Identification several(Presences presences, InstantSource clock) {
        return asking -> {
            Identity there = presences.of(asking.address(), clock.instant());
            return there instanceof Identity.OneOf
                    ? new Answer.Is(there, () -> presences.of(asking.address(), clock.instant()).equals(there))
                    : Answer.NOTHING;
        };
    }

    private boolean isStill(Identity.Known there, Set<String> groups) {
        return memberships.isEmpty() || groups.equals(memberships.get().known(there.person()));
    }

    private Identity at(IpAddress address) {
        return presences.of(address, clock.instant());
    }

    /// What is said holds for as long as the same presence says the same.
    private Answer is(IpAddress address, Identity.Known there, Set<String> groups) {
        return new Answer.Is(new Identity.Known(there.person(), groups, there.source(), there.since()),
                () -> at(address).equals(there) && isStill(there, groups));
    }
}
