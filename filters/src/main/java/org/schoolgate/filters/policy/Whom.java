package org.schoolgate.filters.policy;

import java.util.Set;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// Whom something is for: some people, wherever they ask from, whoever is in some groups, and some devices, whoever holds
/// them. Never everybody.
///
/// @param people known to have asked, and nobody else: one of several who may have is not meant
/// @param but whoever is in one of these groups is not meant, whatever else is so
public record Whom(Set<Person> people, Set<Group> groups, Set<IpAddress> devices, Set<Group> but) {

    /// With nobody left out.
    public Whom(Set<Person> people, Set<Group> groups, Set<IpAddress> devices) {
        this(people, groups, devices, Set.of());
    }

    public Whom {
        people = Set.copyOf(people);
        groups = Set.copyOf(groups);
        devices = Set.copyOf(devices);
        but = Set.copyOf(but);
        if (people.isEmpty() && groups.isEmpty() && devices.isEmpty()) {
            throw new IllegalArgumentException("whom it is for must be said");
        }
    }

    /// Whether a client is meant.
    ///
    /// @param group the one that it was placed in
    public boolean covers(Client client, Group group) {
        return !but.contains(group) && (groups.contains(group) || devices.contains(client.address())
                || client.identity() instanceof Identity.Known known && people.contains(known.person()));
    }

    /// Leaves names and addresses out, so that no stray log line holds them.
    @Override
    public String toString() {
        return "Whom[" + people.size() + " people, " + groups + ", " + devices.size() + " devices]";
    }
}
