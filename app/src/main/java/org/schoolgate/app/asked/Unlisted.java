package org.schoolgate.app.asked;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Sites that were asked for today and that no list knows.
///
/// @param host the canonical name
/// @param requests how often they were asked for today
/// @param people about how many people and devices asked; whoever shows it shows no number below five
/// @param groups the groups that asked, by name
/// @param isNew whether nobody had asked for them on the six days before
public record Unlisted(String host, long requests, int people, Set<String> groups, boolean isNew) {

    public Unlisted {
        groups = Set.copyOf(groups);
    }

    /// What no list knew when it was asked for, the most asked for first, new ones before all others.
    public static List<Unlisted> of(Asked asked) {
        List<Asked.OfDay> week = asked.week(host -> true);
        Set<String> before = new HashSet<>();
        Map<String, List<Counted>> today = new HashMap<>();
        for (int i = 0; i < week.size(); i++) {
            for (Counted counted : week.get(i).all()) {
                if (i > 0) {
                    before.add(counted.host());
                } else if (!counted.listed()) {
                    today.computeIfAbsent(counted.host(), fresh -> new ArrayList<>()).add(counted);
                }
            }
        }
        return today.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), !before.contains(entry.getKey())))
                .sorted(Comparator.comparing(Unlisted::isNew).reversed()
                        .thenComparing(Comparator.comparingLong(Unlisted::requests).reversed())
                        .thenComparing(Unlisted::host))
                .toList();
    }

    private static Unlisted of(String host, List<Counted> counted, boolean isNew) {
        Set<String> groups = new TreeSet<>();
        counted.forEach(one -> groups.add(one.group()));
        return new Unlisted(host, counted.stream().mapToLong(Counted::requests).sum(),
                counted.stream().mapToInt(Counted::people).sum(), groups, isNew);
    }
}
