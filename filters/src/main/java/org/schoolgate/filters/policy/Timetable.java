package org.schoolgate.filters.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// When somebody works: the school, a group, or one person; in the school's own time zone, across clock changes.
///
/// A day has the hours that [#dates] gives it, else those of its weekday if school is open on it, else none. What is
/// worked across midnight goes by the day on which it begins.
///
/// @param zone the school's time zone
/// @param year which days are days of school
/// @param week the hours of each weekday, in weeks A if there are two
/// @param weekB the hours of each weekday in weeks B; the same where there is one week
/// @param breaks the times at which whoever works has a break
/// @param dates days with hours of their own, whatever else is said of them: INSET days, days of agency staff; no hours
/// where it is known that nobody works
public record Timetable(
        ZoneId zone, SchoolYear year, Week week, Week weekB, List<Times> breaks, Map<LocalDate, List<Times>> dates) {

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

    /// A part of a day: `from` is within it, `to` is not. Where `to` is earlier, it is on the day after.
    public record Times(LocalTime from, LocalTime to) {

        public Times {
            if (from.equals(to)) {
                throw new IllegalArgumentException(from + " to " + to + " ends as it begins");
            }
        }

        /// Whether it goes on after midnight, or until then.
        public boolean crossesMidnight() {
            return to.isBefore(from);
        }

        /// Whether it covers this time of day, be it on the day after.
        public boolean contains(LocalTime time) {
            return crossesMidnight() ? begunAt(time) || endsAfter(time) : begunAt(time) && endsAfter(time);
        }

        private boolean begunAt(LocalTime time) {
            return !time.isBefore(from);
        }

        private boolean endsAfter(LocalTime time) {
            return time.isBefore(to);
        }

        /// Whether it covers this time of the day on which it begins.
        boolean containsToday(LocalTime time) {
            return begunAt(time) && (crossesMidnight() || endsAfter(time));
        }

        /// Whether it covers this time of the day after the one on which it begins.
        boolean containsTomorrow(LocalTime time) {
            return crossesMidnight() && endsAfter(time);
        }
    }

    /// What the hour is at one moment, since when, and until when that is sure to stay so.
    ///
    /// @param from not later than the moment asked for, at most a day; the hour may well have been the same before it
    /// @param until later than the moment asked for, at most a day; the hour may well go on unchanged after it
    public record Moment(Hours hours, Instant from, Instant until) {}

    public Timetable {
        breaks = List.copyOf(breaks);
        dates = dates.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                entry -> List.copyOf(entry.getValue())));
    }

    /// A timetable with one and the same day, on INSET days too.
    ///
    /// @param days the weekdays on which school is open in term
    /// @param day the school day, from its first minute to the minute after its last
    public Timetable(ZoneId zone, List<Dates> terms, Set<DayOfWeek> days, Times day, List<Times> breaks,
            List<Dates> closed, Set<LocalDate> inset) {
        this(zone, new SchoolYear(terms, closed, inset, Set.of()), Week.of(days, List.of(day)),
                Week.of(days, List.of(day)), breaks,
                inset.stream().collect(Collectors.toMap(date -> date, _ -> List.of(day))));
    }

    /// A timetable that knows nothing: every hour is [Hours#UNKNOWN].
    public static Timetable unknown(ZoneId zone) {
        return new Timetable(zone, SchoolYear.UNKNOWN, Week.FREE, Week.FREE, List.of(), Map.of());
    }

    public List<Dates> terms() {
        return year.terms();
    }

    public List<Dates> closed() {
        return year.closed();
    }

    public Set<LocalDate> inset() {
        return year.inset();
    }

    /// The weekdays on which there are hours.
    public Set<DayOfWeek> days() {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        days.addAll(week.days());
        days.addAll(weekB.days());
        return days;
    }

    /// The hours that this date would have as a day of term.
    public List<Times> usual(LocalDate date) {
        return (year.isWeekB(date) ? weekB : week).on(date.getDayOfWeek());
    }

    /// What the hour is at `at`.
    public Moment at(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        LocalDate date = local.toLocalDate();
        List<Times> today = on(date);
        List<Times> yesterday = on(date.minusDays(1));
        List<Times> bells = new ArrayList<>(today);
        yesterday.stream().filter(Times::crossesMidnight).forEach(bells::add);
        bells.addAll(bells.isEmpty() ? List.of() : breaks);
        LocalTime time = local.toLocalTime();
        return new Moment(hours(date, time, today, yesterday), lastTurn(at, time, bells), nextTurn(at, time, bells));
    }

    /// The hours that begin on this date: those that may be worked, where nothing is known of it.
    private List<Times> on(LocalDate date) {
        List<Times> own = dates.get(date);
        if (own != null) {
            return own;
        }
        return year.isOpen(date) || !year.isKnown(date) ? usual(date) : List.of();
    }

    private boolean isKnown(LocalDate date) {
        return dates.containsKey(date) || year.isKnown(date);
    }

    private Hours hours(LocalDate date, LocalTime time, List<Times> today, List<Times> yesterday) {
        boolean known = isKnown(date);
        boolean still = false;
        for (Times times : yesterday) {
            still |= times.containsTomorrow(time);
        }
        boolean stillIsKnown = !still || isKnown(date.minusDays(1));
        boolean works = still && stillIsKnown;
        for (Times times : today) {
            works |= known && times.containsToday(time);
        }
        if (!works) {
            return known && stillIsKnown ? Hours.OUTSIDE : Hours.UNKNOWN;
        }
        for (Times pause : breaks) {
            if (pause.contains(time)) {
                return Hours.BREAK;
            }
        }
        return Hours.WORKING;
    }

    /// The earliest instant after `at` at which the hour could be another: a change of the clocks, or else (as the clocks
    /// run evenly until then) the next bell, or midnight.
    private Instant nextTurn(Instant at, LocalTime time, List<Times> bells) {
        long now = time.toNanoOfDay();
        long bell = sooner(bells, now, MIDNIGHT);
        Instant next = at.plusNanos(bell - now);
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        return change != null && change.getInstant().isBefore(next) ? change.getInstant() : next;
    }

    /// The latest instant up to `at` at which the hour could have turned: a change of the clocks, or else the last bell,
    /// or midnight.
    private Instant lastTurn(Instant at, LocalTime time, List<Times> bells) {
        long now = time.toNanoOfDay();
        long bell = later(bells, now, 0);
        Instant last = at.minusNanos(now - bell);
        ZoneOffsetTransition change = zone.getRules().previousTransition(at.plusNanos(1));
        return change != null && change.getInstant().isAfter(last) ? change.getInstant() : last;
    }

    /// The first of `bell` and the ends of `all` that is after `now`, in nanoseconds of the day.
    private static long sooner(List<Times> all, long now, long bell) {
        long first = bell;
        for (Times times : all) {
            long from = times.from().toNanoOfDay();
            long to = times.to().toNanoOfDay();
            first = from > now ? Math.min(first, from) : first;
            first = to > now ? Math.min(first, to) : first;
        }
        return first;
    }

    /// The last of `bell` and the ends of `all` that is not after `now`, in nanoseconds of the day.
    private static long later(List<Times> all, long now, long bell) {
        long last = bell;
        for (Times times : all) {
            long from = times.from().toNanoOfDay();
            long to = times.to().toNanoOfDay();
            last = from <= now ? Math.max(last, from) : last;
            last = to <= now ? Math.max(last, to) : last;
        }
        return last;
    }
}
