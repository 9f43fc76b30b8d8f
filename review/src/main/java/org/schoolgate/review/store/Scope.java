package org.schoolgate.review.store;

import java.util.Optional;
import java.util.Set;

/// Which flagged accesses are there for somebody. What lies outside is in no list, no count and on no page of theirs.
///
/// @param groups the names of the groups whose accesses are there; empty for every group
/// @param only the devices and people whose accesses are there; empty for all
/// @param without devices and people whose accesses are not there
public record Scope(Optional<Set<String>> groups, Optional<Set<Asker>> only, Set<Asker> without) {

    /// Every flagged access.
    public static final Scope ALL = new Scope(Optional.empty(), Optional.empty(), Set.of());

    public Scope {
        groups = groups.map(Set::copyOf);
        only = only.map(Set::copyOf);
        without = Set.copyOf(without);
    }

    /// Whether an access is there.
    public boolean holds(RecordedAccess access) {
        return groups.map(some -> some.contains(access.group())).orElse(true)
                && only.map(some -> isOf(access, some)).orElse(true)
                && !isOf(access, without);
    }

    private static boolean isOf(RecordedAccess access, Set<Asker> some) {
        return some.stream().anyMatch(asker -> asker.has(access));
    }
}
