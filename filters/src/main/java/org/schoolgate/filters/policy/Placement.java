package org.schoolgate.filters.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.Placing.By;
import org.schoolgate.filters.policy.Placing.Claim;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;

/// Which policy is whose: of the group a client was placed in, else of the first group in the file that the person who
/// asks is in, else of the narrowest network it is in, else the strangers'.
///
/// A policy is known by its number: its place in [Policies#byGroup], or the one after the last for the strangers'. A
/// look-up asks for the account once and for each of the directory's groups that the policy names, until one answers;
/// then the networks one after the other, about a nanosecond each. Never changes; a look-up allocates nothing.
final class Placement {

    private static final int NONE = Integer.MAX_VALUE;

    private final Policies policies;
    private final Map<Group, Integer> byGroup = new HashMap<>();
    private final Map<String, Integer> byAccount = new HashMap<>();
    /// In the order of the groups in the file.
    private final InDirectory[] inDirectory;
    private final Network[] narrowestFirst;
    private final int strangers;

    Placement(Policies policies) {
        this.policies = policies;
        List<Policy> all = policies.byGroup();
        strangers = all.size();
        for (int number = 0; number < all.size(); number++) {
            byGroup.putIfAbsent(all.get(number).group(), number);
        }
        for (Members members : policies.members()) {
            members.accounts().forEach(account -> byAccount.merge(account, numberOf(members.group()), Math::min));
        }
        inDirectory = policies.members().stream()
                .flatMap(members -> members.directory().stream().sorted()
                        .map(name -> new InDirectory(name, numberOf(members.group()))))
                .sorted((a, b) -> Integer.compare(a.policy, b.policy))
                .toArray(InDirectory[]::new);
        narrowestFirst = policies.networks().stream()
                .map(network -> Network.of(network.range(), numberOf(network.group())))
                .toArray(Network[]::new);
    }

    /// The number of the client's policy.
    int of(Client client) {
        Group group = client.placed();
        if (group != null) {
            return numberOf(group);
        }
        int person = client.identity() instanceof Identity.Known known ? numberOf(known) : NONE;
        return person == NONE ? numberOf(client.address()) : person;
    }

    /// The same with all that speaks for a group, for people who ask why.
    Placing explain(Client client) {
        List<Claim> claims = new ArrayList<>();
        client.group().ifPresent(group -> claims.add(new Claim(groupOf(numberOf(group)), By.PLACED, group.name())));
        if (client.identity() instanceof Identity.Known known) {
            List<Claim> ofPerson = new ArrayList<>();
            Integer account = byAccount.get(known.person().account());
            if (account != null) {
                ofPerson.add(new Claim(groupOf(account), By.ACCOUNT, known.person().account()));
            }
            Stream.of(inDirectory).filter(one -> known.memberships().contains(one.name))
                    .forEach(one -> ofPerson.add(new Claim(groupOf(one.policy), By.DIRECTORY, one.name)));
            ofPerson.sort(Comparator.comparingInt(claim -> numberOf(claim.group())));
            claims.addAll(ofPerson);
        }
        policies.networks().stream().filter(network -> network.range().contains(client.address())).findFirst()
                .ifPresent(network -> claims
                        .add(new Claim(network.group(), By.NETWORK, network.range().toString())));
        return new Placing(groupOf(of(client)), claims);
    }

    private Group groupOf(int number) {
        return number == strangers ? policies.strangers().group() : policies.byGroup().get(number).group();
    }

    private int numberOf(Group group) {
        Integer number = byGroup.get(group);
        return number == null ? strangers : number;
    }

    private int numberOf(Identity.Known known) {
        Integer account = byAccount.get(known.person().account());
        int best = account == null ? NONE : account;
        for (InDirectory one : inDirectory) {
            if (one.policy >= best) {
                break;
            }
            if (known.memberships().contains(one.name)) {
                return one.policy;
            }
        }
        return best;
    }

    private int numberOf(IpAddress address) {
        for (Network network : narrowestFirst) {
            if (network.holds(address)) {
                return network.policy;
            }
        }
        return strangers;
    }

    /// A group of the directory, and whose policy its people have.
    private record InDirectory(String name, int policy) {}

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
