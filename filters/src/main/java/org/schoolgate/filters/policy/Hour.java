package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The time from one turn of a timetable to the next, and all that the policies have ruled in it. Of a policy that nobody
/// has asked in it there is nothing: most timetables are those of people, who are in one group each.
final class Hour {

    private final Timetable.Moment moment;
    private final List<CompiledPolicy> policies;
    private final @Nullable Rulings[] rulings;

    /// The whole seconds within it, so that one comparison tells whether it covers a moment. Bells ring on the second;
    /// should one ring within a second, that second is in neither hour, and is looked up anew each time.
    private final long firstSecond;
    private final long seconds;

    Hour(Timetable.Moment moment, List<CompiledPolicy> policies) {
        this.moment = moment;
        this.policies = policies;
        rulings = new Rulings[policies.size()];
        firstSecond = moment.from().plusNanos(999_999_999).getEpochSecond();
        seconds = Math.max(0, moment.until().getEpochSecond() - firstSecond);
    }

    /// What it is by this timetable.
    Hours hours() {
        return moment.hours();
    }

    boolean covers(Instant at) {
        return Long.compareUnsigned(at.getEpochSecond() - firstSecond, seconds) < 0;
    }

    /// The rulings of the policy with this number. Any number of threads may ask: rulings are handed from thread to thread
    /// through a plain array as each ruling is, and whoever does not see them makes new ones.
    Rulings of(int policy) {
        Rulings made = rulings[policy];
        if (made == null) {
            made = new Rulings(policies.get(policy), moment);
            rulings[policy] = made;
        }
        return made;
    }
}
