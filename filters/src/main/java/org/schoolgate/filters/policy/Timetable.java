package org.schoolgate.filters.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Set;

/// Terms, school days, breaks, INSET days; all in the school's own time zone, across clock changes.
///
/// @param zone the school's time zone
/// @param terms the terms, each with its first and last day
/// @param days the weekdays on which school is open in term
/// @param day the school day, from its first minute to the minute after its last
/// @param breaks the breaks within it
/// @param closed days within a term on which school is shut: half-term, bank holidays
/// @param inset days on which adults work though pupils stay at home, in term or out of it, even if closed otherwise
public record Timetable(
        ZoneId zone,
        List<Dates> terms,
        Set<DayOfWeek> days,
        Times day,
        List<Times> breaks,
        List<Dates> closed,
        Set<LocalDate> inset) {

    /// The end of a day, in nanoseconds of the day.
    private static final long MIDNIGHT = Duration.ofDays(1).toNanos();

    /// A run of days, both ends within it.
    public record Dates(LocalDate first, LocalDate last) {

        public Dates {
            if (last.isBefore(first)) {
                throw new IllegalArgumentException(first + " to " + last + " ends before it begins");
            }
        }

        public boolean contains(LocalDate date) {
            return !date.isBefore(first) && !date.isAfter(last);
        }
    }

    /// A part of a day: `from` is within it, `to` is not.
    public record Times(LocalTime from, LocalTime to) {

        public Times {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException(from + " to " + to + " ends before it begins");
            }
        }

        public boolean contains(LocalTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /// What the hour is at one moment, since when, and until when that is sure to stay so.
    ///
    /// @param from not later than the moment asked for, at most a day; the hour may well have been the same before it
    /// @param until later than the moment asked for, at most a day; the hour may well go on unchanged after it
    public record Moment(Hours hours, Instant from, Instant until) {}

    public Timetable {
        terms = List.copyOf(terms);
        days = Set.copyOf(days);
        breaks = List.copyOf(breaks);
        closed = List.copyOf(closed);
        inset = Set.copyOf(inset);
    }

    /// A timetable that knows nothing: every hour is [Hours#UNKNOWN].
    public static Timetable unknown(ZoneId zone) {
        return new Timetable(zone, List.of(), Set.of(), new Times(LocalTime.MIN, LocalTime.MAX), List.of(), List.of(),
                Set.of());
    }

    /// What the hour is at `at`.
    public Moment at(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        return new Moment(hours(local), lastTurn(at, local.toLocalTime()), nextTurn(at, local.toLocalTime()));
    }

    private Hours hours(LocalDateTime local) {
        LocalDate date = local.toLocalDate();
        LocalTime time = local.toLocalTime();
        if (!isKnown(date)) {
            return Hours.UNKNOWN;
        }
        if (!day.contains(time) || !isWorkday(date)) {
            return Hours.OUTSIDE;
        }
        for (Times pause : breaks) {
            if (pause.contains(time)) {
                return Hours.BREAK;
            }
        }
        return Hours.WORKING;
    }

    private boolean isWorkday(LocalDate date) {
        return inset.contains(date)
                || days.contains(date.getDayOfWeek()) && isWithin(terms, date) && !isWithin(closed, date);
    }

    private static boolean isWithin(List<Dates> runs, LocalDate date) {
        for (Dates run : runs) {
            if (run.contains(date)) {
                return true;
            }
        }
        return false;
    }

    /// Between the first day of the first term and the last day of the last; INSET days may lie outside.
    private boolean isKnown(LocalDate date) {
        boolean begun = false;
        boolean goesOn = false;
        for (Dates term : terms) {
            begun |= !date.isBefore(term.first());
            goesOn |= !date.isAfter(term.last());
        }
        return begun && goesOn || inset.contains(date);
    }

    /// The earliest instant after `at` at which the hour could be another: a change of the clocks, or else (as the clocks
    /// run evenly until then) the next bell, or midnight.
    private Instant nextTurn(Instant at, LocalTime time) {
        long now = time.toNanoOfDay();
        long bell = sooner(day, now, MIDNIGHT);
        for (Times pause : breaks) {
            bell = sooner(pause, now, bell);
        }
        Instant next = at.plusNanos(bell - now);
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        return change != null && change.getInstant().isBefore(next) ? change.getInstant() : next;
    }

    /// The latest instant up to `at` at which the hour could have turned: a change of the clocks, or else the last bell,
    /// or midnight.
    private Instant lastTurn(Instant at, LocalTime time) {
        long now = time.toNanoOfDay();
        long bell = later(day, now, 0);
        for (Times pause : breaks) {
            bell = later(pause, now, bell);
        }
        Instant last = at.minusNanos(now - bell);
        ZoneOffsetTransition change = zone.getRules().previousTransition(at.plusNanos(1));
        return change != null && change.getInstant().isAfter(last) ? change.getInstant() : last;
    }

    /// The first of `bell` and the two ends of `times` that is after `now`, in nanoseconds of the day.
    private static long sooner(Times times, long now, long bell) {
        long from = times.from().toNanoOfDay();
        long to = times.to().toNanoOfDay();
        long next = from > now ? from : to;
        return next > now ? Math.min(next, bell) : bell;
    }

    /// The last of `bell` and the two ends of `times` that is not after `now`, in nanoseconds of the day.
    private static long later(Times times, long now, long bell) {
        long from = times.from().toNanoOfDay();
        long to = times.to().toNanoOfDay();
        long last = to <= now ? to : from;
        return last <= now ? Math.max(last, bell) : bell;
    }
}
