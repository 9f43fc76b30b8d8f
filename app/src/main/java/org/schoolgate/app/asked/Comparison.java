package org.schoolgate.app.asked;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.schoolgate.blocklists.build.Slot;
import org.schoolgate.filters.category.DomainIndex;
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
        return effect(asked, asked.hosts());
    }

    /// What it would have touched of some sites alone.
    ///
    /// @param hosts their names, as they were counted
    public Effect effect(Asked asked, Set<String> hosts) {
        return effect(asked, hosts, host -> Optional.of(new Target.Site(host, TLS)));
    }

    /// What a change of one path would have touched at most: all that was asked for of its site.
    public Effect effect(Asked asked, Target.Page path) {
        return effect(asked, asked.hosts(),
                host -> Optional.of(path).filter(page -> page.host().equals(host)).map(Target.class::cast));
    }

    /// The sites that are asked about, as targets.
    ///
    /// @param hosts their names, as they were counted
    public static List<Target> targets(Set<String> hosts) {
        return hosts.stream().flatMap(host -> Host.parse(host).stream())
                .map(host -> (Target) new Target.Site(host, TLS)).toList();
    }

    private Effect effect(Asked asked, Set<String> hosts, Function<Host, Optional<Target>> targets) {
        Set<String> sites = new HashSet<>();
        for (String host : hosts) {
            target(host, targets).filter(this::isOther).ifPresent(target -> sites.add(host));
        }
        Touching closed = new Touching();
        Touching opened = new Touching();
        long left = 0;
        for (Asked.OfDay day : asked.week(sites::contains)) {
            left += day.left();
            closed.begin(day.date());
            opened.begin(day.date());
            for (Counted counted : day.all()) {
                target(counted.host(), targets).ifPresent(target -> count(day.date(), counted, target, closed, opened));
            }
        }
        return new Effect(closed.touched(asked, this::isShown), opened.touched(asked, this::isShown), sites.size(),
                left,
                false);
    }

    /// Whether a site may be named: what a licensed list says is shown nowhere.
    private boolean isShown(String host) {
        return Host.parse(host).map(parsed -> new Target.Site(parsed, TLS))
                .filter(site -> Stream.of(now, then).flatMap(engine -> engine.index().listingsOf(site).stream())
                        .noneMatch(listing -> listing.category().sealed() || Slot.isFilledBy(listing.list())))
                .isPresent();
    }

    private boolean isOther(Target target) {
        return isOther(target, now.index(), then.index())
                || Stream.concat(now.index().groups().stream(), then.index().groups().stream())
                        .anyMatch(group -> isOther(target, now.index().forGroup(group), then.index().forGroup(group)));
    }

    private static boolean isOther(Target target, DomainIndex now, DomainIndex then) {
        return now.bitsOf(target) != then.bitsOf(target);
    }

    private void count(LocalDate date, Counted counted, Target target, Touching closed, Touching opened) {
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
}
