package org.schoolgate.review.rights;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schoolgate.filters.request.Group;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.CaseScope;
import org.schoolgate.review.store.OwnDevices;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.VictimScope;

/// Works out which flagged accesses are there for whom.
///
/// Nobody reads what came from a device of their own, or was asked for by an account that they have at the school. What is so of the
/// Head of School's is read by the chair of governors, and by nobody else; where there is no chair it waits. Whoever is not known to be an adult is looked after
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

    /// Which cases are there for this reader.
    public CaseScope cases(Account reader) {
        return new CaseScope(reader.id(), Conflicts.abouts(reader.role()), Rights.has(reader.role(), Right.ADULTS),
                Rights.has(reader.role(), Right.HEADS), devices.of(Role.HEAD), devices.of(reader.id()));
    }

    /// Which victims' records are there for this reader.
    public VictimScope victims(Account reader) {
        boolean others = Rights.has(reader.role(), Right.VICTIMS);
        return new VictimScope(reader.id(), others && Rights.has(reader.role(), Right.PUPILS),
                others && Rights.has(reader.role(), Right.ADULTS), others && Rights.has(reader.role(), Right.HEADS));
    }

    /// Which cases this reader agrees to the decision of, as the second person: those that lie in one of these scopes.
    public List<CaseScope> seconds(Account reader) {
        Set<About> abouts = Conflicts.seconds(reader.role());
        if (abouts.isEmpty()) {
            return List.of();
        }
        CaseScope others = new CaseScope(reader.id(), abouts, true, false, devices.of(Role.HEAD),
                devices.of(reader.id()));
        return abouts.contains(About.HEAD)
                ? List.of(others, new CaseScope(reader.id(), abouts, true, true, devices.of(Role.HEAD),
                        devices.of(reader.id())))
                : List.of(others);
    }

    /// Whether one of these is known to be the device or the account of an adult who signs in here, or was seen in a group of
    /// adults: whose it is may then be shown by two people alone.
    ///
    /// @param askers all that would be shown
    /// @param groups those that it was seen in
    public boolean mayBeAdults(Set<Asker> askers, Set<String> groups) {
        return askers.stream().anyMatch(devices::isAnyones) || !groups.stream().allMatch(this::isPupils);
    }

    /// Whether one of these is kept from this reader whatever others agree to: their own, and from a Head any Head's.
    public boolean isKeptFrom(Account reader, Set<Asker> askers) {
        return !Collections.disjoint(devices.of(reader.id()), askers)
                || reader.role() == Role.HEAD && !Collections.disjoint(devices.of(Role.HEAD), askers);
    }

    /// What is there for this reader.
    public Scope of(Account reader) {
        Set<Asker> own = devices.of(reader.id());
        Set<Asker> heads = devices.of(Role.HEAD);
        Set<Right> rights = Rights.of(reader.role());
        if (rights.contains(Right.HEADS)) {
            return new Scope(Optional.empty(), Optional.of(heads), own);
        }
        Set<Asker> without = new HashSet<>(own);
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
