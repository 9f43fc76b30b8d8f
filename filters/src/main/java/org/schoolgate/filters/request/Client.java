package org.schoolgate.filters.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who asks, as far as it is known.
///
/// @param address where the connection comes from
/// @param placed the group, where someone has said it already; null lets the policy's network ranges decide
/// @param identity who it is, and how that is known
public record Client(IpAddress address, @Nullable Group placed, Identity identity) {

    /// A client known by its address alone.
    public static Client at(IpAddress address) {
        return new Client(address, null, Identity.UNKNOWN);
    }

    /// The same client, placed in a group.
    public Client in(Group group) {
        return new Client(address, group, identity);
    }

    /// The same client, of whom it is known who asks.
    public Client as(Identity identity) {
        return new Client(address, placed, identity);
    }

    /// How sure the person is.
    public Certainty certainty() {
        return identity.certainty();
    }

    /// Who it is, where that is sure enough for a name.
    public Optional<Person> person() {
        return identity instanceof Identity.Known known ? Optional.of(known.person()) : Optional.empty();
    }

    public Optional<Group> group() {
        return Optional.ofNullable(placed);
    }

    /// Leaves the address out, so that no stray log line holds it.
    @Override
    public String toString() {
        return "Client[" + (placed == null ? "unplaced" : placed.name()) + "]";
    }
}
