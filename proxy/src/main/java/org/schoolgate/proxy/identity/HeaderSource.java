package org.schoolgate.proxy.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;

/// Balancers that have signed people in say in a header who asks. They alone are believed, by the connection itself: what
/// anybody else writes into the header means nothing.
///
/// A header that is there twice, or names nobody, makes nobody known: one of the two may be the client's own.
public final class HeaderSource implements Identification {

    /// How long a word may stand for the connection that it came on, before it is noted anew when it was last said.
    private static final Duration AFRESH = Duration.ofMinutes(1);

    private final String header;
    private final List<AddressRange> balancers;
    private final AccountNames names;
    private final @Nullable Memberships memberships;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /// @param header its name
    /// @param balancers who is believed
    /// @param memberships what the directory counts people to; null where there is no directory
    /// @param nanos as [System#nanoTime] counts
    public HeaderSource(String header, List<AddressRange> balancers, AccountNames names,
            @Nullable Memberships memberships, InstantSource clock, LongSupplier nanos) {
        this.header = header.toLowerCase(Locale.ROOT);
        this.balancers = List.copyOf(balancers);
        this.names = names;
        this.memberships = memberships;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public Optional<String> header() {
        return Optional.of(header);
    }

    @Override
    public Answer of(Asking asking) {
        if (!asking.explicit() || asking.named().isEmpty() || !isBalancer(asking)) {
            return Answer.NOTHING;
        }
        Optional<Person> person = asking.named().size() == 1
                ? names.person(AccountNames.decoded(asking.named().getFirst()))
                : Optional.empty();
        if (person.isEmpty()) {
            return new Answer.Is(Identity.UNKNOWN, () -> false);
        }
        if (memberships == null) {
            return is(person.get(), Set.of());
        }
        Set<String> known = memberships.known(person.get());
        if (known != null) {
            return is(person.get(), known);
        }
        return new Answer.Later(memberships.ask(person.get()).handle((found, away) -> away == null
                ? is(person.get(), found)
                : new Answer.Stranger(identity(person.get(), Set.of()))));
    }

    private boolean isBalancer(Asking asking) {
        return balancers.stream().anyMatch(range -> range.contains(asking.peer()));
    }

    private Answer is(Person person, Set<String> groups) {
        long until = nanos.getAsLong() + AFRESH.toNanos();
        return new Answer.Is(identity(person, groups), () -> until - nanos.getAsLong() > 0);
    }

    private Identity identity(Person person, Set<String> groups) {
        return new Identity.Known(person, groups, Identity.Source.HEADER, clock.instant());
    }
}
