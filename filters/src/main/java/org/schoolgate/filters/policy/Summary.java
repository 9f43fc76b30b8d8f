package org.schoolgate.filters.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;

/// A message with the counts of a day or a week, which the school wants at a set time.
///
/// @param every how much time it is about
/// @param on the weekday on which it is sent; of a daily one it means nothing
/// @param at when, in the school's time zone
/// @param mail who gets it
public record Summary(Every every, DayOfWeek on, LocalTime at, List<String> mail) {

    /// How much time it is about.
    public enum Every {
        /// The days since the last, mostly one.
        DAY,
        /// The days since the last, mostly seven.
        WEEK;

        /// As files spell it.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Summary {
        mail = List.copyOf(mail);
    }

    /// The day on which the latest one was due at a moment: it is about the days before this one. The hour may not exist, or
    /// exist twice, on the days on which clocks change; then it is due an hour later, or at the first of the two.
    public LocalDate due(Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate day = every == Every.DAY ? today : today.with(TemporalAdjusters.previousOrSame(on));
        boolean reached = !day.atTime(at).atZone(zone).toInstant().isAfter(now);
        return reached ? day : day.minusDays(every == Every.DAY ? 1 : 7);
    }
}
