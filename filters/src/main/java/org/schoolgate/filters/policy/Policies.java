package org.schoolgate.filters.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;

/// Every group's policy, and which part of the network belongs to which group.
///
/// It cannot be made without saying what happens to a client of no known group.
///
/// @param byGroup the policy of each group
/// @param networks which addresses are whose; the narrowest range that holds an address decides
/// @param strangers the policy of whoever belongs to no group
/// @param timetable the school's hours
public record Policies(List<Policy> byGroup, List<Network> networks, Policy strangers, Timetable timetable) {

    /// A part of the network, and whose it is.
    public record Network(AddressRange range, Group group) {}

    public Policies {
        byGroup = List.copyOf(byGroup);
        networks = networks.stream()
                .sorted((a, b) -> Integer.compare(b.range().prefix(), a.range().prefix()))
                .toList();
    }

    /// The policy for a client: of the group it was placed in, else of the network it is in, else the strangers'.
    public Policy of(Client client) {
        Optional<Group> group = client.group().or(() -> networks.stream()
                .filter(network -> network.range().contains(client.address()))
                .map(Network::group)
                .findFirst());
        return group.flatMap(this::of).orElse(strangers);
    }

    /// The group of this name, strangers included.
    public Optional<Group> group(String name) {
        return java.util.stream.Stream.concat(byGroup.stream(), java.util.stream.Stream.of(strangers))
                .map(Policy::group)
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    private Optional<Policy> of(Group group) {
        return byGroup.stream().filter(policy -> policy.group().equals(group)).findFirst();
    }

    /// Every rule of every policy, by name.
    public Map<String, Rule> rules() {
        return java.util.stream.Stream.concat(byGroup.stream(), java.util.stream.Stream.of(strangers))
                .flatMap(policy -> policy.rules().stream())
                .collect(Collectors.toMap(Rule::name, rule -> rule, (first, same) -> first));
    }
}
