package org.schoolgate.review.casework;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.schoolgate.filters.policy.Timetable;

/// Counts school days. Where the timetable says nothing of a day, as beyond the last term that is known, Monday to Friday count,
/// so that no aim moves away for want of a timetable.
///
/// @param timetable the school's hours
public record SchoolDays(Timetable timetable) {

    /// Within how many school days somebody should look at what is a concern.
    public static final int TO_SEE_A_CONCERN = 2;
    /// Within how many school days somebody should look at what is a notice.
    public static final int TO_SEE_A_NOTICE = 5;
    /// Within how many school days whoever it is about should be told.
    public static final int TO_TELL = 5;
    /// Within how many school days a case should be decided.
    public static final int TO_DECIDE = 10;

    /// The day that lies `days` school days after `from`.
    public LocalDate after(LocalDate from, int days) {
        LocalDate day = from;
        for (int left = days; left > 0;) {
            day = day.plusDays(1);
            if (isOne(day)) {
                left--;
            }
        }
        return day;
    }

    /// How many school days lie after `from`, up to and with `to`; 0 where `to` is not later.
    public int between(LocalDate from, LocalDate to) {
        int days = 0;
        for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
            if (isOne(day)) {
                days++;
            }
        }
        return days;
    }

    private boolean isOne(LocalDate day) {
        boolean known = timetable.terms().stream().anyMatch(term -> !day.isBefore(term.first()))
                && timetable.terms().stream().anyMatch(term -> !day.isAfter(term.last()));
        if (timetable.inset().contains(day)) {
            return true;
        }
        if (!known) {
            return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
        }
        return timetable.days().contains(day.getDayOfWeek())
                && timetable.terms().stream().anyMatch(term -> term.contains(day))
                && timetable.closed().stream().noneMatch(shut -> shut.contains(day));
    }
}
