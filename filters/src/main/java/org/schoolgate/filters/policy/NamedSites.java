package org.schoolgate.filters.policy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.site.SiteTable;

/// The sites that a policy's rules name. Each of them has a number for the set of rules that are about it: those that
/// name it, and those that name what it is below.
///
/// So the longest named ending of a host says all there is to say. Never changes; a look-up allocates nothing.
final class NamedSites {

    /// The set without a rule, which most hosts are in.
    static final int NOWHERE = 0;

    private final boolean empty;
    private final List<BitSet> sets;
    private final SiteTable<Integer> setOfName;
    private final Map<IpAddress, Integer> setOfAddress = new HashMap<>();

    /// @param subjects what the rules are about, in their order
    NamedSites(List<Subject> subjects) {
        Set<Host> hosts = new LinkedHashSet<>();
        Map<String, BitSet> naming = new HashMap<>();
        for (int rule = 0; rule < subjects.size(); rule++) {
            if (subjects.get(rule) instanceof Subject.Sites(List<Host> some)) {
                for (Host host : some) {
                    hosts.add(host);
                    naming.computeIfAbsent(host.text(), _ -> new BitSet()).set(rule);
                }
            }
        }
        empty = hosts.isEmpty();
        Map<HostName, Integer> byName = new HashMap<>();
        Map<BitSet, Integer> numbers = new LinkedHashMap<>();
        numbers.put(new BitSet(), NOWHERE);
        for (Host host : hosts) {
            int set = numbers.computeIfAbsent(about(host, naming), _ -> numbers.size());
            switch (host) {
                case HostName name -> byName.put(name, set);
                case IpAddress address -> setOfAddress.put(address, set);
            }
        }
        sets = List.copyOf(numbers.keySet());
        setOfName = new SiteTable<>(byName);
    }

    /// How many sets there are, [#NOWHERE] among them.
    int sets() {
        return sets.size();
    }

    boolean isEmpty() {
        return empty;
    }

    /// Whether a rule is in a set.
    ///
    /// @param rule its place among them
    boolean has(int set, int rule) {
        return sets.get(set).get(rule);
    }

    /// The set of the rules that are about `host`.
    int setOf(Host host) {
        // A switch over types costs more here than the rest of a look-up.
        Integer set = host instanceof HostName name ? setOfName.of(name) : setOfAddress.get((IpAddress) host);
        return set == null ? NOWHERE : set;
    }

    /// The rules that name `host` or a name above it. Above an address nothing is named.
    private static BitSet about(Host host, Map<String, BitSet> naming) {
        BitSet about = new BitSet();
        String ending = host.text();
        for (int dot = 0; dot >= 0; dot = ending.indexOf('.')) {
            ending = ending.substring(dot == 0 ? 0 : dot + 1);
            about.or(naming.getOrDefault(ending, new BitSet()));
        }
        return about;
    }
}
