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
/// named, from the longest down, and only where a label begins there: one comparison says where. Never changes; a look-up
/// allocates nothing.
final class NamedSites {

    /// The set without a rule, which most hosts are in.
    static final int NOWHERE = 0;

    /// Spreads the bits of a word over its upper ones.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final boolean empty;
    private final List<BitSet> sets;
    /// The lengths of the names: those below 64 as bits, as [HostName#endings] has them; the others longest first.
    private final long shortLengths;
    private final int[] longLengths;
    /// Open addressing: a name that finds its place taken is in the next one that was free. So few places are taken that a name
    /// that is not there mostly finds an empty one, where the text is empty.
    private final String[] names;
    /// Of each name its first bytes, see [#firstBytes].
    private final long[] firsts;
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
        names = new String[Math.max(2, 16 * Integer.highestOneBit(hosts.size()))];
        Arrays.fill(names, "");
        firsts = new long[names.length];
        setOfName = new int[names.length];
        Map<BitSet, Integer> numbers = new LinkedHashMap<>();
        numbers.put(new BitSet(), NOWHERE);
        for (Host host : hosts) {
            int set = numbers.computeIfAbsent(about(host, naming), _ -> numbers.size());
            switch (host) {
                case HostName name -> put(name, set);
                case IpAddress address -> setOfAddress.put(address, set);
            }
        }
        sets = List.copyOf(numbers.keySet());
        int[] lengths = Arrays.stream(names).mapToInt(String::length).filter(length -> length > 0).toArray();
        shortLengths = Arrays.stream(lengths).filter(length -> length < Long.SIZE)
                .mapToLong(length -> Long.MIN_VALUE >>> length).reduce(0, (one, other) -> one | other);
        longLengths = Arrays.stream(lengths).filter(length -> length >= Long.SIZE).distinct().boxed()
                .sorted(Comparator.reverseOrder()).mapToInt(length -> length).toArray();
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
            return setOf(name);
        }
        Integer set = setOfAddress.get((IpAddress) host);
        return set == null ? NOWHERE : set;
    }

    private int setOf(HostName name) {
        for (int length : longLengths) {
            if (isEnding(name, length)) {
                int place = placeOf(name, length);
                if (!names[place].isEmpty()) {
                    return setOfName[place];
                }
            }
        }
        // The last bit that is set is the longest.
        for (long left = name.endings() & shortLengths; left != 0; left &= left - 1) {
            int place = placeOf(name, Long.SIZE - 1 - Long.numberOfTrailingZeros(left));
            if (!names[place].isEmpty()) {
                return setOfName[place];
            }
        }
        return NOWHERE;
    }

    private static boolean isEnding(HostName name, int length) {
        int start = name.length() - length;
        return start == 0 || start > 0 && name.name().charAt(start - 1) == '.';
    }

    /// Where the ending of a name is, or else would be.
    private int placeOf(HostName name, int length) {
        long first = firstBytes(name, length);
        int place = (int) ((first ^ length) * GOLDEN >>> 32) & names.length - 1;
        while (!names[place].isEmpty() && !(firsts[place] == first && names[place].length() == length
                && name.name().endsWith(names[place]))) {
            place = place + 1 & names.length - 1;
        }
        return place;
    }

    /// The first eight bytes of an ending, or as many as it has.
    private static long firstBytes(HostName name, int length) {
        int start = name.length() - length;
        if (length >= Long.BYTES) {
            return name.word(start);
        }
        long bytes = 0;
        for (int i = name.length() - 1; i >= start; i--) {
            bytes = bytes << 8 | name.name().charAt(i);
        }
        return bytes;
    }

    private void put(HostName name, int set) {
        int place = placeOf(name, name.length());
        names[place] = name.name();
        firsts[place] = firstBytes(name, name.length());
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
