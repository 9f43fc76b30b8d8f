package org.schoolgate.review.lists;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.schoolgate.review.lists.Effect.OfGroup;
import org.schoolgate.review.lists.Effect.OfSite;
import org.schoolgate.review.lists.Effect.OnDay;
import org.schoolgate.review.lists.Effect.Touched;
import org.schoolgate.review.report.SmallNumbers;

/// What may be told of the requests that a change would have touched: no number from which it follows what a few people did. Pages
/// and commands tell this and nothing else. Where fewer than five people asked, neither groups, days nor sites are told.
///
/// @param requests how many; nothing where it is small, or would give away one that is
/// @param people how many people and devices; nothing where they are few
/// @param byGroup requests by the group's name, the most first
/// @param byDay requests by date, the oldest first; none where there were no requests at all
/// @param bySite requests by the site's name, the most first, and behind them those of [#OTHERS]
public record Told(Optional<Long> requests, Optional<Integer> people, Map<String, Optional<Long>> byGroup,
        Map<String, Optional<Long>> byDay, Map<String, Optional<Long>> bySite) {

    /// Stands for all sites that have no line of their own.
    public static final String OTHERS = "all others";

    public static Told of(Touched touched) {
        long requests = touched.requests();
        boolean follows = SmallNumbers.isSmall(requests) || !sum(touched.byGroup(), OfGroup::requests)
                || !sum(touched.byDay(), OnDay::requests);
        Optional<Long> all = follows ? Optional.empty() : Optional.of(requests);
        if (SmallNumbers.isSmall(touched.people())) {
            return new Told(all, Optional.empty(), Map.of(), Map.of(), Map.of());
        }
        return new Told(all, Optional.of(touched.people()),
                told(touched.byGroup(), OfGroup::group, OfGroup::requests),
                requests == 0 ? Map.of() : told(touched.byDay(), day -> day.date().toString(), OnDay::requests),
                told(sites(touched), OfSite::host, OfSite::requests));
    }

    /// The rest stands in one number behind them, so that nothing small follows from the sum.
    private static List<OfSite> sites(Touched touched) {
        List<OfSite> all = new ArrayList<>(touched.bySite());
        long rest = touched.requests() - all.stream().mapToLong(OfSite::requests).sum();
        if (rest > 0 && !all.isEmpty()) {
            all.add(new OfSite(OTHERS, rest));
        }
        return all;
    }

    private static <T> Map<String, Optional<Long>> told(List<T> all, Function<T, String> name,
            ToLongFunction<T> count) {
        List<Optional<Long>> told = numbers(all, count).told();
        Map<String, Optional<Long>> map = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            map.put(name.apply(all.get(i)), told.get(i));
        }
        return map;
    }

    private static <T> boolean sum(List<T> all, ToLongFunction<T> count) {
        return numbers(all, count).sum().isPresent();
    }

    private static <T> SmallNumbers numbers(List<T> all, ToLongFunction<T> count) {
        return SmallNumbers.of(all.stream().mapToLong(count).boxed().toList());
    }
}
