package org.schoolgate.filters.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.schoolgate.filters.request.HostName;

/// Sites that have one name in each country: `google.*` stands for all of Google's.
///
/// @param byName of each family its names, such as `google.co.uk`
public record Families(Map<String, List<HostName>> byName) {

    public Families {
        byName = Map.copyOf(byName);
    }

    /// Reads a file of lines `family NAME…`, of which a family may have several.
    public static Families read(String text) {
        Map<String, List<HostName>> families = new LinkedHashMap<>();
        for (List<String> line : KnownFile.read(text).lines()) {
            families.merge(line.getFirst(), line.stream().skip(1).map(HostName::new).toList(),
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        }
        return new Families(families);
    }

    /// The patterns that one word stands for: as [#expand] says, and with every name below where it begins with a dot.
    public List<HostPattern> patterns(String word) {
        boolean below = word.startsWith(".");
        return expand(below ? word.substring(1) : word).stream().map(name -> new HostPattern(name, below)).toList();
    }

    /// The names that a pattern stands for: itself, or where it ends in `FAMILY.*` one for each name of the family.
    ///
    /// @throws IllegalArgumentException where there is no such family
    public List<HostName> expand(String pattern) {
        if (!pattern.endsWith(".*")) {
            return List.of(new HostName(pattern));
        }
        String name = pattern.substring(0, pattern.length() - 2);
        int dot = name.lastIndexOf('.');
        String before = name.substring(0, dot + 1);
        List<HostName> family = byName.get(name.substring(dot + 1));
        if (family == null) {
            throw new IllegalArgumentException("there is no family '" + name.substring(dot + 1) + "'");
        }
        return family.stream().map(one -> new HostName(before + one.name())).toList();
    }
}
