package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.List;

/// The time from one turn of the timetable to the next, and all that the policies have ruled in it.
final class Hour {

    private final Timetable.Moment moment;
    private final Rulings[] rulings;

    Hour(Timetable.Moment moment, List<CompiledPolicy> policies) {
        this.moment = moment;
        this.rulings = policies.stream().map(policy -> new Rulings(policy, moment)).toArray(Rulings[]::new);
    }

    Hours hours() {
        return moment.hours();
    }

    boolean covers(Instant at) {
        return moment.covers(at);
    }

    /// The rulings of the policy with this number.
    Rulings of(int policy) {
        return rulings[policy];
    }
}
