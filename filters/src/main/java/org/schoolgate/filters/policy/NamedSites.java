package org.schoolgate.filters.policy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;

/// The sites that a policy's rules name. Each of them has a number for the set of rules that are about it: those that
/// name it, and those that name what it is below.
///
/// So the longest named ending of a host says all there is to say. A look-up asks for an ending of each length that is
/// named, from the longest down, and only where a label begins there; for most hosts one comparison says that there is
/// none. Never changes; a look-up allocates nothing.
final class NamedSites {

    /// The set without a rule, which most hosts are in.
    static final int NOWHERE = 0;

    /// As much of an ending as goes into its hash, in characters.
    private static final int HASHED = 8;

    private final boolean empty;
    private final List<BitSet> sets;
    /// The lengths of the names, longest first, each once; and those below 64 as bits, as [HostName#endings] has them.
    private final int[] lengths;
    private final long shortLengths;
    private final boolean hasLong;
    /// Open addressing: a name that finds its place taken is in the next one that was free. Empty where there is none.
    private final String[] names;
    private final int[] setOfName;
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
        names = new String[Math.max(2, 4 * Integer.highestOneBit(hosts.size()))];
        Arrays.fill(names, "");
        setOfName = new int[names.length];
        Map<BitSet, Integer> numbers = new LinkedHashMap<>();
        numbers.put(new BitSet(), NOWHERE);
        for (Host host : hosts) {
            int set = numbers.computeIfAbsent(about(host, naming), _ -> numbers.size());
            switch (host) {
                case HostName name -> put(name.name(), set);
                case IpAddress address -> setOfAddress.put(address, set);
            }
        }
        sets = List.copyOf(numbers.keySet());
        lengths = Arrays.stream(names).map(String::length).filter(length -> length > 0).distinct()
                .sorted(Comparator.reverseOrder()).mapToInt(length -> length).toArray();
        shortLengths = Arrays.stream(lengths).filter(length -> length < Long.SIZE)
                .mapToLong(length -> Long.MIN_VALUE >>> length).reduce(0, (one, other) -> one | other);
        hasLong = Arrays.stream(lengths).anyMatch(length -> length >= Long.SIZE);
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
        if (host instanceof HostName name) {
            return (name.endings() & shortLengths) == 0 && !hasLong ? NOWHERE : setOf(name.name());
        }
        Integer set = setOfAddress.get((IpAddress) host);
        return set == null ? NOWHERE : set;
    }

    private int setOf(String name) {
        for (int length : lengths) {
            int start = name.length() - length;
            if (start == 0 || start > 0 && name.charAt(start - 1) == '.') {
                int place = placeOf(name, start);
                if (!names[place].isEmpty()) {
                    return setOfName[place];
                }
            }
        }
        return NOWHERE;
    }

    /// Where the ending of `name` from `start` on is, or else would be.
    private int placeOf(String name, int start) {
        int hash = name.length() - start;
        for (int i = start; i < Math.min(start + HASHED, name.length()); i++) {
            hash = 31 * hash + name.charAt(i);
        }
        int place = (hash ^ hash >>> 15) & names.length - 1;
        while (!names[place].isEmpty()
                && !(names[place].length() == name.length() - start && name.endsWith(names[place]))) {
            place = place + 1 & names.length - 1;
        }
        return place;
    }

    private void put(String name, int set) {
        int place = placeOf(name, 0);
        names[place] = name;
        setOfName[place] = set;
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
