package org.schoolgate.app.asked;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.schoolgate.review.lists.Effect.OfGroup;
import org.schoolgate.review.lists.Effect.OnDay;
import org.schoolgate.review.lists.Effect.Touched;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.lists.Effect;

/// Asks two engines, the one in force and one with the change, about all that was asked for within a week: each group at each
/// hour. What the whole week costs is some 100 ms for 50,000 sites.
///
/// What is judged is the site: a rule of a person's own, what is inside an address, and a part of a site are not in the counts.
///
/// @param now as it is
/// @param then as it would be
/// @param zone where the school is
public record Comparison(PolicyEngine now, PolicyEngine then, ZoneId zone) {

    private static final TraceId NONE = new TraceId(0);
    private static final IpAddress NOBODY = IpAddress.ofV4(0);
    private static final int TLS = 443;

    /// What it would have touched.
    public Effect effect(Asked asked) {
        return effect(asked, host -> Optional.of(new Target.Site(host, TLS)));
    }

    /// What a change of one path would have touched at most: all that was asked for of its site.
    public Effect effect(Asked asked, Target.Page path) {
        return effect(asked,
                host -> Optional.of(path).filter(page -> page.host().equals(host)).map(Target.class::cast));
    }

    private Effect effect(Asked asked, Function<Host, Optional<Target>> targets) {
        Set<String> sites = new HashSet<>();
        for (String host : asked.hosts()) {
            target(host, targets).filter(this::isOther).ifPresent(target -> sites.add(host));
        }
        Count closed = new Count();
        Count opened = new Count();
        long left = 0;
        for (Asked.OfDay day : asked.week(sites::contains)) {
            left += day.left();
            closed.byDay.merge(day.date(), 0L, Long::sum);
            opened.byDay.merge(day.date(), 0L, Long::sum);
            for (Counted counted : day.all()) {
                target(counted.host(), targets).ifPresent(target -> count(day.date(), counted, target, closed, opened));
            }
        }
        return new Effect(closed.touched(asked), opened.touched(asked), sites.size(), left, false);
    }

    private boolean isOther(Target target) {
        return now.index().bitsOf(target) != then.index().bitsOf(target);
    }

    private void count(LocalDate date, Counted counted, Target target, Count closed, Count opened) {
        Client client = Client.at(NOBODY).in(new Group(counted.group(), counted.group()));
        for (int hour = 0; hour < Counted.HOURS; hour++) {
            int requests = counted.byHour().get(hour);
            if (requests == 0) {
                continue;
            }
            Instant at = date.atTime(hour, 30).atZone(zone).toInstant();
            Request request = new Request(NONE, client, target, at);
            boolean open = now.verdict(request).opens();
            if (open != then.verdict(request).opens()) {
                (open ? closed : opened).add(date, counted, requests);
            }
        }
    }

    private static Optional<Target> target(String host, Function<Host, Optional<Target>> targets) {
        return Host.parse(host).flatMap(targets);
    }

    /// What is being counted.
    private static final class Count {

        private final Map<LocalDate, Long> byDay = new TreeMap<>();
        private final Map<String, Long> byGroup = new TreeMap<>();
        private final Map<LocalDate, Set<Place>> places = new TreeMap<>();

        void add(LocalDate date, Counted counted, int requests) {
            byDay.merge(date, (long) requests, Long::sum);
            byGroup.merge(counted.group(), (long) requests, Long::sum);
            places.computeIfAbsent(date, fresh -> new HashSet<>()).add(new Place(counted.host(), counted.group()));
        }

        Touched touched(Asked asked) {
            List<OnDay> days = new ArrayList<>();
            byDay.forEach((date, requests) -> days.add(new OnDay(date, requests)));
            List<OfGroup> groups = new ArrayList<>();
            byGroup.forEach((group, requests) -> groups.add(new OfGroup(group, requests)));
            groups.sort(Comparator.comparingLong(OfGroup::requests).reversed());
            return new Touched(byDay.values().stream().mapToLong(Long::longValue).sum(), asked.people(places), days,
                    groups);
        }
    }
}
