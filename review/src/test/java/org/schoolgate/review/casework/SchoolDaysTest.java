package org.schoolgate.review.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.policy.Timetable;

class SchoolDaysTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final SchoolDays DAYS = new SchoolDays(new Timetable(LONDON,
            List.of(dates("2026-09-01", "2026-12-18"), dates("2027-01-04", "2027-03-25")),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            new Timetable.Times(LocalTime.parse("08:30"), LocalTime.parse("15:45")), List.of(),
            List.of(dates("2026-10-26", "2026-10-30")), Set.of(LocalDate.parse("2026-12-19"))));

    @Test
    void weekendsHolidaysAndHalfTermsAreNoSchoolDays() {
        assertThat(DAYS.after(day("2026-11-17"), 3)).isEqualTo(day("2026-11-20"));
        assertThat(DAYS.after(day("2026-11-17"), 10)).isEqualTo(day("2026-12-01"));
        assertThat(DAYS.after(day("2026-10-23"), 1)).as("half-term").isEqualTo(day("2026-11-02"));
        assertThat(DAYS.after(day("2026-12-18"), 1)).as("an INSET day").isEqualTo(day("2026-12-19"));
        assertThat(DAYS.after(day("2026-12-18"), 2)).as("Christmas").isEqualTo(day("2027-01-04"));
        assertThat(DAYS.after(day("2026-11-17"), 0)).isEqualTo(day("2026-11-17"));
    }

    @Test
    void whatIsCountedForwardsIsCountedBack() {
        for (int days = 0; days < 120; days++) {
            LocalDate from = day("2026-11-17");
            assertThat(DAYS.between(from, DAYS.after(from, days))).isEqualTo(days);
        }
        assertThat(DAYS.between(day("2026-11-17"), day("2026-11-01"))).isZero();
    }

    @Test
    void whereNothingIsKnownWeekdaysCount() {
        assertThat(DAYS.after(day("2027-03-25"), 1)).as("beyond the last term").isEqualTo(day("2027-03-26"));
        assertThat(DAYS.after(day("2027-03-26"), 1)).isEqualTo(day("2027-03-29"));
        SchoolDays unknown = new SchoolDays(Timetable.unknown(LONDON));
        assertThat(unknown.after(day("2026-11-20"), 1)).isEqualTo(day("2026-11-23"));
    }

    private static Timetable.Dates dates(String first, String last) {
        return new Timetable.Dates(day(first), day(last));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
