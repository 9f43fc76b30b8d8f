package org.schoolgate.filters.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
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
/// @param inset days on which adults work though pupils stay at home
public record Timetable(
        ZoneId zone,
        List<Dates> terms,
        Set<DayOfWeek> days,
        Times day,
        List<Times> breaks,
        List<Dates> closed,
        Set<LocalDate> inset) {

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

    /// What the hour is at one moment, and until when that is sure to stay so.
    public record Moment(Hours hours, Instant until) {}

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
        return new Moment(hours(local), nextTurn(at, local.toLocalDate()));
    }

    /// The working time of one date: the school day without its breaks, empty where nobody works.
    public List<Times> working(LocalDate date) {
        if (!isWorkday(date)) {
            return List.of();
        }
        List<Times> out = new ArrayList<>();
        LocalTime from = day.from();
        for (Times pause : breaks.stream().sorted((a, b) -> a.from().compareTo(b.from())).toList()) {
            if (from.isBefore(pause.from())) {
                out.add(new Times(from, pause.from()));
            }
            from = pause.to().isAfter(from) ? pause.to() : from;
        }
        if (from.isBefore(day.to())) {
            out.add(new Times(from, day.to()));
        }
        return out;
    }

    private Hours hours(LocalDateTime local) {
        LocalDate date = local.toLocalDate();
        if (!isKnown(date)) {
            return Hours.UNKNOWN;
        }
        if (!isWorkday(date) || !day.contains(local.toLocalTime())) {
            return Hours.OUTSIDE;
        }
        return breaks.stream().anyMatch(pause -> pause.contains(local.toLocalTime())) ? Hours.BREAK : Hours.WORKING;
    }

    private boolean isWorkday(LocalDate date) {
        if (inset.contains(date)) {
            return true;
        }
        return days.contains(date.getDayOfWeek())
                && terms.stream().anyMatch(term -> term.contains(date))
                && closed.stream().noneMatch(dates -> dates.contains(date));
    }

    /// Between the first day of the first term and the last day of the last; INSET days may lie outside.
    private boolean isKnown(LocalDate date) {
        return inset.contains(date)
                || terms.stream().anyMatch(term -> !date.isBefore(term.first()))
                        && terms.stream().anyMatch(term -> !date.isAfter(term.last()));
    }

    /// The earliest instant after `at` at which the hour could be another: a bell, midnight, or a change of the clocks.
    private Instant nextTurn(Instant at, LocalDate today) {
        List<LocalDateTime> bells = new ArrayList<>();
        for (LocalDate date : List.of(today, today.plusDays(1))) {
            bells.add(date.atStartOfDay());
            bells.add(date.atTime(day.from()));
            bells.add(date.atTime(day.to()));
            for (Times pause : breaks) {
                bells.add(date.atTime(pause.from()));
                bells.add(date.atTime(pause.to()));
            }
        }
        bells.add(today.plusDays(2).atStartOfDay());
        Instant next = Instant.MAX;
        for (LocalDateTime bell : bells) {
            // None where the clocks jump over it (the jump itself is a turn), two where the hour is repeated.
            for (ZoneOffset offset : zone.getRules().getValidOffsets(bell)) {
                Instant instant = bell.toInstant(offset);
                next = instant.isAfter(at) && instant.isBefore(next) ? instant : next;
            }
        }
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        return change != null && change.getInstant().isBefore(next) ? change.getInstant() : next;
    }
}
