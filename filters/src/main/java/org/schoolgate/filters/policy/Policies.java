package org.schoolgate.filters.policy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Group;

/// Every group's policy, and which part of the network belongs to which group.
///
/// It cannot be made without saying what happens to a client of no known group.
///
/// @param byGroup the policy of each group; of two for one group the first
/// @param networks which addresses are whose; the narrowest range that holds an address decides, of equal ranges the
/// first
/// @param members people who are in a group wherever they ask from; of several groups that somebody is in, the one that
/// stands first in `byGroup` decides, and before any network
/// @param strangers the policy of whoever belongs to no group, or to one without a policy
/// @param timetables the hours of the school, of groups and of people
public record Policies(List<Policy> byGroup, List<Network> networks, List<Members> members, Policy strangers,
        Timetables timetables) {

    /// A part of the network, and whose it is.
    public record Network(AddressRange range, Group group) {}

    /// @throws IllegalArgumentException where a network or somebody belongs to a group that has no policy
    public Policies {
        byGroup = List.copyOf(byGroup);
        networks = networks.stream()
                .sorted((a, b) -> Integer.compare(b.range().prefix(), a.range().prefix()))
                .toList();
        Set<Group> known = new HashSet<>();
        for (Policy policy : byGroup) {
            known.add(policy.group());
        }
        known.add(strangers.group());
        members = List.copyOf(members);
        for (Members some : members) {
            if (!known.contains(some.group())) {
                throw new IllegalArgumentException(
                        "people belong to the group '" + some.group() + "', which has no policy");
            }
        }
        for (Network network : networks) {
            if (!known.contains(network.group())) {
                throw new IllegalArgumentException(
                        network.range() + " belongs to the group '" + network.group() + "', which has no policy");
            }
        }
    }

    /// Policies of a school where the network alone says who is in which group, and whose hours are the same for everybody.
    public Policies(List<Policy> byGroup, List<Network> networks, Policy strangers, Timetable timetable) {
        this(byGroup, networks, List.of(), strangers, Timetables.of(timetable));
    }

    /// The school's hours.
    public Timetable timetable() {
        return timetables.school();
    }

    /// The group of this name, strangers included.
    public Optional<Group> group(String name) {
        for (Policy policy : byGroup) {
            if (policy.group().name().equals(name)) {
                return Optional.of(policy.group());
            }
        }
        return strangers.group().name().equals(name) ? Optional.of(strangers.group()) : Optional.empty();
    }

    /// Every rule of every policy, by name.
    public Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (Policy policy : byGroup) {
            policy.rules().forEach(rule -> rules.putIfAbsent(rule.name(), rule));
        }
        strangers.rules().forEach(rule -> rules.putIfAbsent(rule.name(), rule));
        return rules;
    }
}
