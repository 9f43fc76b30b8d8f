package org.schoolgate.filters.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.HostName;

/// What is said of some names and of every name below them; of two names one below the other, the longer one speaks.
///
/// Of most hosts one bit tells that no name ends in their last eight letters. Of the others a look-up asks for the endings of
/// those lengths that are named, from the longest down. Never changes; a look-up allocates nothing.
///
/// @param <V> what is said of a name; immutable
public final class SiteTable<V> {

    /// As much of an ending as goes into its hash, in characters.
    private static final int HASHED = 8;

    /// The lengths of the names, as [HostName#endings] tells them.
    private final long lengths;
    /// Those that are left out there, longest first, each once.
    private final int[] farLengths;
    /// Open addressing: a name that finds its place taken is in the next one that was free. Empty where there is none.
    private final String[] names;
    private final List<@Nullable V> said;

    /// Of the last eight letters of each name one bit, at the place that they are mixed to.
    private final long[] ends;
    private final int endShift;
    /// The lengths of those names that have no eight letters.
    private final long shortLengths;

    public SiteTable(Map<HostName, V> sayings) {
        names = new String[Math.max(2, 4 * Integer.highestOneBit(sayings.size()))];
        Arrays.fill(names, "");
        List<@Nullable V> values = new ArrayList<>();
        for (int place = 0; place < names.length; place++) {
            values.add(null);
        }
        sayings.forEach((name, value) -> {
            int place = placeOf(name.name(), 0);
            names[place] = name.name();
            values.set(place, value);
        });
        said = values;
        ends = new long[names.length];
        endShift = Long.SIZE - Integer.numberOfTrailingZeros(ends.length * Long.SIZE);
        sayings.keySet().stream().filter(name -> name.length() >= Long.BYTES).mapToInt(this::placeOfEnd)
                .forEach(place -> ends[place / Long.SIZE] |= 1L << place);
        lengths = Arrays.stream(names).mapToInt(String::length).filter(length -> length > 0 && length < Long.SIZE)
                .mapToLong(length -> Long.MIN_VALUE >>> length).reduce(0, (one, other) -> one | other);
        shortLengths = lengths & ~(-1L >>> Long.BYTES);
        farLengths = Arrays.stream(names).map(String::length).filter(length -> length >= Long.SIZE).distinct()
                .sorted(Comparator.reverseOrder()).mapToInt(length -> length).toArray();
    }

    /// What is said of `host`, or of the nearest name above it; null where nothing is.
    public @Nullable V of(HostName host) {
        return mayBeNamed(host) ? longestOf(host) : null;
    }

    private boolean mayBeNamed(HostName host) {
        if (host.length() < Long.BYTES) {
            return true;
        }
        int place = placeOfEnd(host);
        return (ends[place / Long.SIZE] >>> place & 1) != 0 || (host.endings() & shortLengths) != 0;
    }

    private int placeOfEnd(HostName name) {
        return (int) (name.word(name.length() - Long.BYTES) * 0x9E3779B97F4A7C15L >>> endShift);
    }

    private @Nullable V longestOf(HostName host) {
        for (int length : farLengths) {
            int start = host.length() - length;
            V found = start == 0 || start > 0 && host.name().charAt(start - 1) == '.' ? ofEnding(host, start) : null;
            if (found != null) {
                return found;
            }
        }
        for (long left = host.endings() & lengths; left != 0; left &= left - 1) {
            V found = ofEnding(host, host.length() - (Long.SIZE - 1 - Long.numberOfTrailingZeros(left)));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable V ofEnding(HostName host, int start) {
        return said.get(placeOf(host.name(), start));
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
}
