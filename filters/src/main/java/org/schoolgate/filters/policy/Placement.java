package org.schoolgate.filters.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;

/// Which policy is whose: of the group a client was placed in, else of the narrowest network it is in, else the
/// strangers'.
///
/// A look-up compares the client's address with each network in turn. Never changes; allocates nothing once made.
final class Placement {

    private final Map<Group, Integer> byGroup = new HashMap<>();
    private final AddressRange[] ranges;
    private final int[] byRange;
    private final int strangers;

    Placement(Policies policies) {
        List<Policy> all = policies.byGroup();
        strangers = all.size();
        for (int number = 0; number < all.size(); number++) {
            byGroup.putIfAbsent(all.get(number).group(), number);
        }
        ranges = policies.networks().stream().map(Policies.Network::range).toArray(AddressRange[]::new);
        byRange = policies.networks().stream().mapToInt(network -> numberOf(network.group())).toArray();
    }

    /// The number of the client's policy: its place in [Policies#byGroup], or the number after the last for the
    /// strangers'.
    int of(Client client) {
        Group group = client.placed();
        return group == null ? numberOf(client.address()) : numberOf(group);
    }

    private int numberOf(Group group) {
        Integer number = byGroup.get(group);
        return number == null ? strangers : number;
    }

    private int numberOf(IpAddress address) {
        for (int i = 0; i < ranges.length; i++) {
            if (ranges[i].contains(address)) {
                return byRange[i];
            }
        }
        return strangers;
    }
}
