package org.schoolgate.filters.decision;

import java.util.List;
import org.schoolgate.filters.category.Listing;

/// What a decision was made from, so that it can be made again. Only decisions that are recorded have one: it costs some
/// microseconds.
///
/// @param inForce policy and lists
/// @param entries every list entry that spoke about the address or one inside it, whether or not it decided
/// @param queryCounted whether addresses inside were found that are not found without what follows the `?`, which no record
/// keeps
/// @param claimed whether it was made for a host that is only claimed
public record Basis(InForce inForce, List<Listing> entries, boolean queryCounted, boolean claimed) {

    public static final Basis NONE = new Basis(InForce.NONE, List.of(), false, false);

    public Basis {
        entries = List.copyOf(entries);
    }

    public boolean isNothing() {
        return equals(NONE);
    }

    /// The same, for a host that turned out to be claimed alone.
    public Basis asClaimed() {
        return isNothing() ? this : new Basis(inForce, entries, queryCounted, true);
    }
}
