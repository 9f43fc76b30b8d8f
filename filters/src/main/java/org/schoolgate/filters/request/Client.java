package org.schoolgate.filters.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who asks, as far as it is known.
///
/// @param address where the connection comes from
/// @param placed the group, where someone has said it already; null lets the policy's network ranges decide
/// @param certainty how sure the person is
public record Client(IpAddress address, @Nullable Group placed, Certainty certainty) {

    /// A client known by its address alone.
    public static Client at(IpAddress address) {
        return new Client(address, null, Certainty.NOT_KNOWN);
    }

    /// The same client, placed in a group.
    public Client in(Group group) {
        return new Client(address, group, certainty);
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
