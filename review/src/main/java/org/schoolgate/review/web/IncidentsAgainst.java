package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.function.Function;
import org.schoolgate.filters.evidence.Since;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.web.view.Access.Point;

/// Works out what speaks against a breach for a whole incident: what speaks for each of its accesses that could count
/// towards a person, and what speaks for all of them together.
final class IncidentsAgainst {

    private IncidentsAgainst() {}

    /// @param since what the same device did after an access
    /// @param hours what the hour of an access was for whoever asked
    /// @param declared that what an access is about was declared before it
    /// @param pupils whether the incident is about pupils, to whom no working hours apply
    static List<Point> of(Incident incident, List<GatheredAccess> accesses, Function<RecordedAccess, Since> since,
            Function<RecordedAccess, Hours> hours, boolean pupils,
            Function<RecordedAccess, Optional<Point>> declared) {
        List<Point> points = new ArrayList<>();
        List<RecordedAccess> byHand = accesses.stream().filter(one -> one.grade().countsForAPerson())
                .map(GatheredAccess::access).toList();
        if (incident.byHand() < incident.accesses()) {
            points.add(new Point(incident.byHand() == 0
                    ? "Nothing looks as if by hand."
                    : Wording.sentence(Wording.count(incident.byHand())) + " of the "
                            + Wording.count(incident.accesses())
                            + " requests " + (incident.byHand() == 1 ? "looks" : "look") + " as if by hand.",
                    "Pages and programs make requests on their own, and of some it cannot be told. None of those counts towards"
                            + " anyone."));
        }
        SpeaksAgainst.said(accesses.stream().map(GatheredAccess::access).toList()).ifPresent(points::add);
        if (!pupils) {
            points.addAll(hours(byHand, hours));
        }
        Map<String, List<Point>> byHeading = new LinkedHashMap<>();
        List<RecordedAccess> each = byHand.isEmpty()
                ? accesses.stream().map(GatheredAccess::access).toList()
                : byHand;
        // Of what the network said, the oldest is told: it speaks most against.
        for (RecordedAccess access : each.stream().sorted(Comparator.comparing(WhoAsked::age).reversed()).toList()) {
            for (Point point : Stream.concat(declared.apply(access).stream(),
                    SpeaksAgainst.of(access, since.apply(access)).stream()).toList()) {
                byHeading.computeIfAbsent(point.heading(), _ -> new ArrayList<>()).add(point);
            }
        }
        int all = each.size();
        byHeading.forEach((heading, some) -> points.add(new Point(heading, some.getFirst().words()
                + (some.size() == all
                        ? ""
                        : " This holds for " + Wording.count(some.size()) + " of " + Wording.count(all) + "."))));
        return List.copyOf(points);
    }

    /// Personal use is a question of working time alone.
    private static List<Point> hours(List<RecordedAccess> byHand, Function<RecordedAccess, Hours> hours) {
        List<Point> points = new ArrayList<>();
        Map<Hours, Long> counts = new LinkedHashMap<>();
        byHand.forEach(access -> counts.merge(hours.apply(access), 1L, Long::sum));
        long outside = counts.getOrDefault(Hours.OUTSIDE, 0L) + counts.getOrDefault(Hours.BREAK, 0L);
        if (outside > 0) {
            points.add(new Point(outside == byHand.size()
                    ? "It was not in working time."
                    : Wording.sentence(Wording.count(outside)) + " of the " + Wording.count(byHand.size())
                            + " by hand " + (outside == 1 ? "was" : "were") + " not in working time.",
                    "The timetable has a break there, or no school. What is asked of working time does not hold then."));
        }
        if (counts.containsKey(Hours.UNKNOWN)) {
            points.add(new Point("The working time is not known.",
                    "No timetable covers " + (counts.size() == 1 ? "these moments" : "some of these moments")
                            + ". What is not known is never held against anyone."));
        }
        return points;
    }
}
