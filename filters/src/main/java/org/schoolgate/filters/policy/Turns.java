package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The moments at which rules come into force or go out of it: there the answers may turn, as they may at a bell.
final class Turns {

    private final NavigableSet<Instant> turns = new TreeSet<>();

    Turns(List<Policy> policies) {
        for (Policy policy : policies) {
            for (Rule rule : policy.rules()) {
                if (rule.isDated()) {
                    turns.add(rule.validity().from());
                    turns.add(rule.validity().until());
                }
            }
        }
    }

    /// The part of `moment` around `at` within which no rule comes or goes.
    Timetable.Moment within(Timetable.Moment moment, Instant at) {
        Instant last = turns.floor(at);
        Instant next = turns.higher(at);
        if (last == null && next == null) {
            return moment;
        }
        return new Timetable.Moment(moment.hours(),
                last != null && last.isAfter(moment.from()) ? last : moment.from(),
                next != null && next.isBefore(moment.until()) ? next : moment.until());
    }
}
