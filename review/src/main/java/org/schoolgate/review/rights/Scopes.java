package org.schoolgate.review.rights;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.OwnDevices;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;

/// Works out which flagged accesses are there for whom.
///
/// Nobody reads what came from a device of their own. What came from the Head of School's is read by the chair of
/// governors, and by nobody else; where there is no chair it waits. Whoever is not known to be an adult is looked after
/// as a pupil. Asked anew for each page, so that a change is in force at once; any thread may ask.
public final class Scopes {

    private final OwnDevices devices;
    private final Supplier<Set<String>> pupils;

    /// @param pupils the names of the groups that are pupils
    public Scopes(OwnDevices devices, Supplier<Set<String>> pupils) {
        this.devices = devices;
        this.pupils = pupils;
    }

    /// Whether the people of a group are looked after as pupils.
    public boolean isPupils(String group) {
        return group.equals(Group.STRANGERS.name()) || pupils.get().contains(group);
    }

    /// What is there for this reader.
    public Scope of(Account reader) {
        Set<IpAddress> own = devices.of(reader.id());
        Set<IpAddress> heads = devices.of(Role.HEAD);
        Set<Right> rights = Rights.of(reader.role());
        if (rights.contains(Right.HEADS)) {
            return new Scope(Optional.empty(), Optional.of(heads), own);
        }
        Set<IpAddress> without = new HashSet<>(own);
        without.addAll(heads);
        if (rights.contains(Right.ADULTS)) {
            return new Scope(rights.contains(Right.PUPILS) ? Optional.empty() : Optional.of(Set.of()), Optional.empty(),
                    without);
        }
        Set<String> groups = new HashSet<>();
        if (rights.contains(Right.PUPILS)) {
            groups.addAll(pupils.get());
            groups.add(Group.STRANGERS.name());
        }
        return new Scope(Optional.of(groups), Optional.empty(), without);
    }
}
