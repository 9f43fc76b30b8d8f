package org.schoolgate.filters.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.Timetable.Dates;

/// Which days are days of school, whatever their hours.
///
/// @param terms the terms, each with its first and last day; before the first and after the last nothing is known
/// @param closed days within a term on which school is shut: half-term, bank holidays
/// @param inset days on which adults work though pupils stay at home, in term or out of it, even if closed otherwise
/// @param weeksB the Mondays of the weeks that are weeks B of a timetable of two weeks; all others are weeks A
public record SchoolYear(List<Dates> terms, List<Dates> closed, Set<LocalDate> inset, Set<LocalDate> weeksB) {

    /// A year of which nothing is known.
    public static final SchoolYear UNKNOWN = new SchoolYear(List.of(), List.of(), Set.of(), Set.of());

    /// Takes any day of each week for its Monday.
    public SchoolYear {
        terms = List.copyOf(terms);
        closed = List.copyOf(closed);
        inset = Set.copyOf(inset);
        weeksB = weeksB.stream().map(SchoolYear::monday).collect(Collectors.toUnmodifiableSet());
    }

    /// Between the first day of the first term and the last day of the last.
    boolean isKnown(LocalDate date) {
        boolean begun = false;
        boolean goesOn = false;
        for (Dates term : terms) {
            begun |= !date.isBefore(term.first());
            goesOn |= !date.isAfter(term.last());
        }
        return begun && goesOn;
    }

    /// In a term, and not closed.
    boolean isOpen(LocalDate date) {
        return isWithin(terms, date) && !isWithin(closed, date);
    }

    boolean isWeekB(LocalDate date) {
        return !weeksB.isEmpty() && weeksB.contains(monday(date));
    }

    private static LocalDate monday(LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static boolean isWithin(List<Dates> runs, LocalDate date) {
        for (Dates run : runs) {
            if (run.contains(date)) {
                return true;
            }
        }
        return false;
    }
}
