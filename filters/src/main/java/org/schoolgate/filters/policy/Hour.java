package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.List;

/// The time from one turn of the timetable to the next, and all that the policies have ruled in it.
final class Hour {

    private final Hours hours;
    private final Rulings[] rulings;

    /// The whole seconds within it, so that one comparison tells whether it covers a moment. Bells ring on the second;
    /// should one ring within a second, that second is in neither hour, and is looked up anew each time.
    private final long firstSecond;
    private final long seconds;

    Hour(Timetable.Moment moment, List<CompiledPolicy> policies) {
        hours = moment.hours();
        rulings = policies.stream().map(policy -> new Rulings(policy, moment)).toArray(Rulings[]::new);
        firstSecond = moment.from().plusNanos(999_999_999).getEpochSecond();
        seconds = Math.max(0, moment.until().getEpochSecond() - firstSecond);
    }

    /// What it is at this school.
    Hours hours() {
        return hours;
    }

    boolean covers(Instant at) {
        return Long.compareUnsigned(at.getEpochSecond() - firstSecond, seconds) < 0;
    }

    /// The rulings of the policy with this number.
    Rulings of(int policy) {
        return rulings[policy];
    }
}
