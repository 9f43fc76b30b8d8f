package org.schoolgate.filters.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// That a report is ready, as a message with nothing but a link, to whoever signs in with some roles.
///
/// @param report which one
/// @param at when, in the school's time zone
/// @param roles the names of the roles
public record Announcement(Of report, LocalTime at, Set<String> roles) {

    /// Which report.
    public enum Of {
        /// The day before, every day.
        DAY,
        /// The week before, every Monday.
        WEEK,
        /// A term, on the Monday after its end.
        TERM,
        /// A school year, on the first Monday of September.
        YEAR;

        /// As files spell it.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A report that is ready.
    ///
    /// @param day since when
    /// @param path of its page on the review site
    public record Ready(LocalDate day, String path) {}

    public Announcement {
        roles = Set.copyOf(roles);
    }

    /// The latest report that was ready at a moment; empty where none was yet.
    public Optional<Ready> ready(Instant now, Timetable timetable) {
        ZoneId zone = timetable.zone();
        LocalDate today = now.atZone(zone).toLocalDate();
        return candidates(today, timetable)
                .filter(ready -> !ready.day().atTime(at).atZone(zone).toInstant().isAfter(now))
                .max(Comparator.comparing(Ready::day));
    }

    private Stream<Ready> candidates(LocalDate today, Timetable timetable) {
        return switch (report) {
            case DAY -> Stream.of(today, today.minusDays(1))
                    .map(day -> new Ready(day, "/flagged?day=" + day.minusDays(1)));
            case WEEK -> Stream.of(0, 1).map(weeks -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                    .minusWeeks(weeks))
                    .map(monday -> new Ready(monday, "/reports/week?of=" + week(monday.minusDays(1))));
            case TERM -> timetable.terms().stream()
                    .map(term -> new Ready(term.last().with(TemporalAdjusters.next(DayOfWeek.MONDAY)),
                            "/reports/term?of=" + term.first()));
            case YEAR -> Stream.of(today.getYear(), today.getYear() - 1).map(year -> new Ready(
                    LocalDate.of(year, 9, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)),
                    "/reports/year?of=" + (year - 1)));
        };
    }

    /// "2026-W47".
    private static String week(LocalDate day) {
        return String.format(Locale.ROOT, "%d-W%02d", day.get(IsoFields.WEEK_BASED_YEAR),
                day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
