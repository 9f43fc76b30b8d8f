package org.schoolgate.review.register;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;

/// Hours of each week by the clock on the wall, in the school's time zone; `until` is not within them.
///
/// @param weekends whether Saturday and Sunday have them, too
public record Clock(boolean weekends, LocalTime from, LocalTime until) {

    /// @throws IllegalArgumentException where they end before they begin
    public Clock {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("hours end after they begin");
        }
    }

    /// On which days they are.
    public Set<DayOfWeek> on() {
        return weekends ? EnumSet.allOf(DayOfWeek.class) : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    }
}
