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
/// A look-up asks for an ending of each length that is named, from the longest down, and only where a label begins
/// there. Never changes; a look-up allocates nothing.
///
/// @param <V> what is said of a name; immutable
public final class SiteTable<V> {

    /// As much of an ending as goes into its hash, in characters.
    private static final int HASHED = 8;

    /// The lengths of the names, longest first, each once.
    private final int[] lengths;
    /// Open addressing: a name that finds its place taken is in the next one that was free. Empty where there is none.
    private final String[] names;
    private final List<@Nullable V> said;

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
        lengths = Arrays.stream(names).map(String::length).filter(length -> length > 0).distinct()
                .sorted(Comparator.reverseOrder()).mapToInt(length -> length).toArray();
    }

    /// What is said of `host`, or of the nearest name above it; null where nothing is.
    public @Nullable V of(HostName host) {
        String name = host.name();
        for (int length : lengths) {
            int start = name.length() - length;
            if (start == 0 || start > 0 && name.charAt(start - 1) == '.') {
                int place = placeOf(name, start);
                if (!names[place].isEmpty()) {
                    return said.get(place);
                }
            }
        }
        return null;
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
