package org.schoolgate.proxy.page;

import java.util.Set;
import org.schoolgate.filters.request.Group;

/// To whom a page speaks.
public enum Voice {
    /// A group that the policy says is pupils, the group `pupils`, and every group whose name begins with `pupils-`.
    PUPIL,
    /// Any other group of people whom the school knows.
    ADULT,
    /// Nobody knows who it is: it may be a child, and it may be a grown-up.
    UNKNOWN;

    /// @param pupils the names of the groups that the policy says are pupils
    static Voice of(Group group, Set<String> pupils) {
        if (pupils.contains(group.name()) || group.name().equals("pupils") || group.name().startsWith("pupils-")) {
            return PUPIL;
        }
        return group.equals(Group.STRANGERS) ? UNKNOWN : ADULT;
    }

    public boolean mayBeChild() {
        return this != ADULT;
    }

    public boolean mayBeAdult() {
        return this != PUPIL;
    }
}
