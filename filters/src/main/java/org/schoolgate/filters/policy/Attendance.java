package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;

/// Which hour it is for whom. A person with hours of their own is found by one look-up.
///
/// Of each timetable the hour that was asked about last is kept, and the one before it: around a bell both are. They are
/// handed from thread to thread without a lock, which is safe as all that matters in an hour is final; whoever sees an
/// older one makes the newer one again. People and groups with the same timetable share its hours. A look-up allocates
/// nothing, but for the first in an hour.
final class Attendance {

    private final List<CompiledPolicy> policies;
    private final Turns turns;
    private final List<Timetable> timetables = new ArrayList<>();
    private final Map<Person, Integer> byPerson = new HashMap<>();
    private final int[] byPolicy;
    private final @Nullable Hour[] latest;
    private final @Nullable Hour[] former;

    /// @param turns when rules come into force or go out of it
    Attendance(Timetables all, Turns turns, List<CompiledPolicy> policies) {
        this.turns = turns;
        this.policies = policies;
        Map<Timetable, Integer> numbers = new HashMap<>();
        byPolicy = policies.stream().map(policy -> all.byGroup().getOrDefault(policy.group(), all.school()))
                .mapToInt(timetable -> numberOf(timetable, numbers)).toArray();
        all.byPerson().forEach((person, timetable) -> byPerson.put(person, numberOf(timetable, numbers)));
        latest = new Hour[timetables.size()];
        former = new Hour[timetables.size()];
    }

    private int numberOf(Timetable timetable, Map<Timetable, Integer> numbers) {
        return numbers.computeIfAbsent(timetable, one -> {
            timetables.add(one);
            return timetables.size() - 1;
        });
    }

    /// The hour that it is then for a client whose policy has this number.
    Hour hour(Client client, int policy, Instant at) {
        int number = byPolicy[policy];
        if (client.identity() instanceof Identity.Known known) {
            Integer own = byPerson.get(known.person());
            number = own == null ? number : own;
        }
        Hour last = latest[number];
        if (last != null && last.covers(at)) {
            return last;
        }
        Hour before = former[number];
        if (before != null && before.covers(at)) {
            return before;
        }
        Hour hour = new Hour(turns.within(timetables.get(number).at(at), at), policies);
        former[number] = last;
        latest[number] = hour;
        return hour;
    }
}
