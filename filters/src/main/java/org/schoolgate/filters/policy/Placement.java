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
/// A policy is known by its number: its place in [Policies#byGroup], or the one after the last for the strangers'. A
/// look-up asks the networks one after the other, about a nanosecond each. Never changes; a look-up allocates nothing.
final class Placement {

    private final Map<Group, Integer> byGroup = new HashMap<>();
    private final Network[] narrowestFirst;
    private final int strangers;

    Placement(Policies policies) {
        List<Policy> all = policies.byGroup();
        strangers = all.size();
        for (int number = 0; number < all.size(); number++) {
            byGroup.putIfAbsent(all.get(number).group(), number);
        }
        narrowestFirst = policies.networks().stream()
                .map(network -> Network.of(network.range(), numberOf(network.group())))
                .toArray(Network[]::new);
    }

    /// The number of the client's policy.
    int of(Client client) {
        Group group = client.placed();
        return group == null ? numberOf(client.address()) : numberOf(group);
    }

    private int numberOf(Group group) {
        Integer number = byGroup.get(group);
        return number == null ? strangers : number;
    }

    private int numberOf(IpAddress address) {
        for (Network network : narrowestFirst) {
            if (network.holds(address)) {
                return network.policy;
            }
        }
        return strangers;
    }

    /// The bits that are alike in all addresses of a network, the masks that leave no others, and whose policy it has.
    private record Network(long high, long highMask, long low, long lowMask, int policy) {

        static Network of(AddressRange range, int policy) {
            return new Network(range.network().high(), leading(range.prefix()), range.network().low(),
                    leading(range.prefix() - 64), policy);
        }

        boolean holds(IpAddress address) {
            return ((address.high() ^ high) & highMask | (address.low() ^ low) & lowMask) == 0;
        }

        /// The uppermost `count` of 64 bits.
        private static long leading(int count) {
            return count <= 0 ? 0 : -1L << Math.max(0, 64 - count);
        }
    }
}
