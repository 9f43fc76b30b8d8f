package org.schoolgate.filters.policy;

import java.util.Set;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.request.Group;

/// One sentence on how far encrypted connections are looked into.
///
/// @param groups whose connections; empty for everyone's
/// @param subject to what
/// @param look how far
/// @param demands what is demanded of a site that is looked into
public record LookRule(Set<Group> groups, Subject subject, Look look, Demands demands) {

    public LookRule {
        groups = Set.copyOf(groups);
    }

    public boolean isFor(Group group) {
        return groups.isEmpty() || groups.contains(group);
    }
}
