package org.schoolgate.filters.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/// The same hours on some days of each week, by the clock on the wall. `until` is not within them; both are of one day.
///
/// @param days at least one
/// @param from such as 08:00
/// @param until later on the same day
/// @param zone whose clock it is
public record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) {

    private static final int DAYS = 8;

    public Weekly {
        days = Set.copyOf(days);
        if (days.isEmpty() || !from.isBefore(until)) {
            throw new IllegalArgumentException("hours of a week are on a day at least, and end after they begin");
        }
    }

    public boolean covers(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        return days.contains(local.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(until);
    }

    /// The first moment after `at` at which they may begin or end.
    public Instant turn(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = today.plusDays(day);
            if (days.contains(date.getDayOfWeek())) {
                for (LocalTime time : new LocalTime[]{from, until}) {
                    Instant turn = date.atTime(time).atZone(zone).toInstant();
                    if (turn.isAfter(at)) {
                        return turn;
                    }
                }
            }
        }
        throw new IllegalStateException("each day of the week comes within eight days");
    }
}
