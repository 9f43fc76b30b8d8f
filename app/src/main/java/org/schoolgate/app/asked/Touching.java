package org.schoolgate.app.asked;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.schoolgate.review.lists.Effect.OfGroup;
import org.schoolgate.review.lists.Effect.OfSite;
import org.schoolgate.review.lists.Effect.OnDay;
import org.schoolgate.review.lists.Effect.Touched;

/// Counts what would have been answered otherwise. For one thread.
final class Touching {

    /// So many sites are named at most.
    static final int MOST_NAMED = 20;

    /// A site for which fewer people than this have asked is not named.
    static final int PEOPLE = 5;

    /// So many of the sites that most was asked of are looked at.
    private static final int MOST_LOOKED_AT = 500;

    private final Map<LocalDate, Long> byDay = new TreeMap<>();
    private final Map<String, Long> byGroup = new TreeMap<>();
    private final Map<String, One> bySite = new HashMap<>();
    private final Map<LocalDate, Set<Place>> places = new TreeMap<>();

    /// Begins a day, which has none as yet.
    void begin(LocalDate date) {
        byDay.merge(date, 0L, Long::sum);
    }

    void add(LocalDate date, Counted counted, int requests) {
        byDay.merge(date, (long) requests, Long::sum);
        byGroup.merge(counted.group(), (long) requests, Long::sum);
        Place place = new Place(counted.host(), counted.group());
        places.computeIfAbsent(date, fresh -> new HashSet<>()).add(place);
        One site = bySite.computeIfAbsent(counted.host(), fresh -> new One());
        site.requests += requests;
        site.places.computeIfAbsent(date, fresh -> new HashSet<>()).add(place);
    }

    /// @param shown whether a site may be named
    Touched touched(Asked asked, Predicate<String> shown) {
        List<OnDay> days = new ArrayList<>();
        byDay.forEach((date, requests) -> days.add(new OnDay(date, requests)));
        List<OfGroup> groups = new ArrayList<>();
        byGroup.forEach((group, requests) -> groups.add(new OfGroup(group, requests)));
        groups.sort(Comparator.comparingLong(OfGroup::requests).reversed());
        return new Touched(byDay.values().stream().mapToLong(Long::longValue).sum(), asked.people(places), days,
                groups, sites(asked, shown));
    }

    private List<OfSite> sites(Asked asked, Predicate<String> shown) {
        return bySite.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, One> site) -> site.getValue().requests).reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_LOOKED_AT).filter(site -> asked.people(site.getValue().places) >= PEOPLE)
                .filter(site -> shown.test(site.getKey())).limit(MOST_NAMED)
                .map(site -> new OfSite(site.getKey(), site.getValue().requests)).toList();
    }

    /// One site.
    private static final class One {
        private final Map<LocalDate, Set<Place>> places = new HashMap<>();
        private long requests;
    }
}
