package org.schoolgate.app.config;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.TimezoneAssignment;
import biweekly.io.text.ICalReader;
import biweekly.property.DateStart;
import biweekly.property.RecurrenceRule;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The events of a calendar, each with every time at which it takes place, by the clock on the school's wall. Whatever the
/// file says, this takes bounded time and memory.
final class CalendarEvents {

    /// How often an event takes place at most, and for how long after its first time.
    private static final int MOST_TIMES = 1_000;
    private static final Duration LONGEST_REPEATED = Duration.ofDays(10 * 366);
    private static final long LONGEST_DAYS = 400;

    private static final Pattern ZONES = Pattern.compile("BEGIN:VTIMEZONE.*?END:VTIMEZONE\\r?\\n?",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final Set<Frequency> OFTENER_THAN_DAILY = Set.of(Frequency.HOURLY, Frequency.MINUTELY,
            Frequency.SECONDLY);

    /// An event.
    ///
    /// @param names its title and its categories
    /// @param spans each time at which it takes place
    record Event(List<String> names, List<Span> spans) {}

    /// One time at which an event takes place: `from` is within it, `to` is not.
    record Span(LocalDateTime from, LocalDateTime to) {

        /// The days of which some of it is.
        List<LocalDate> touched() {
            LocalDate last = to.isAfter(from) ? to.minusNanos(1).toLocalDate() : from.toLocalDate();
            return from.toLocalDate().datesUntil(last.plusDays(1)).limit(LONGEST_DAYS).toList();
        }

        /// The days that it covers from beginning to end.
        List<LocalDate> whole() {
            return touched().stream().filter(day -> !day.atStartOfDay().isBefore(from)
                    && !day.plusDays(1).atStartOfDay().isAfter(to)).toList();
        }
    }

    private final ZoneId zone;
    /// Of each repeated event, by its UID, the times in whose place there is another event.
    private final Map<String, Set<Instant>> moved = new HashMap<>();

    private CalendarEvents(ZoneId zone) {
        this.zone = zone;
    }

    /// Reads the events; empty where this is no calendar, which is noted.
    static Optional<List<Event>> read(String text, ZoneId zone, Notes notes) {
        List<Event> events = new ArrayList<>();
        try (ICalReader reader = new ICalReader(withoutZones(text))) {
            reader.setDefaultTimezone(TimeZone.getTimeZone(zone));
            ICalendar calendar = reader.readNext();
            if (calendar == null) {
                notes.wrong(1, 1, "this is no calendar",
                        "export it as iCalendar (.ics); it begins with BEGIN:VCALENDAR");
                return Optional.empty();
            }
            while (calendar != null) {
                reader.getWarnings().stream().filter(warning -> "DTSTART".equals(warning.getPropertyName())
                        || "DTEND".equals(warning.getPropertyName()) || "RRULE".equals(warning.getPropertyName()))
                        .forEach(warning -> notes.remark(line(warning.getLineNumber()), 1, "this "
                                + warning.getPropertyName() + " cannot be read, and its event is not as it should be",
                                "export the calendar again"));
                events.addAll(new CalendarEvents(zone).of(calendar));
                calendar = reader.readNext();
            }
            return Optional.of(events);
        } catch (IOException | RuntimeException broken) {
            // The parser throws more than its own exceptions for some inputs; none may get any further.
            notes.wrong(1, 1, "this calendar cannot be read", "export it again as iCalendar (.ics)");
            return Optional.empty();
        }
    }

    /// Zones go by their names alone, and by the school's where they have none that is known: the rules that a file writes for
    /// them are Windows' names for the same clocks, and a rule by the second would be followed from 1601 on.
    private static String withoutZones(String text) {
        return ZONES.matcher(text).replaceAll(zones -> "\n".repeat((int) zones.group().chars().filter(c -> c == '\n')
                .count()));
    }

    private static int line(@Nullable Integer line) {
        return line == null ? 1 : line;
    }

    private List<Event> of(ICalendar calendar) {
        for (VEvent event : calendar.getEvents()) {
            if (event.getUid() != null && event.getRecurrenceId() != null) {
                moved.computeIfAbsent(event.getUid().getValue(), _ -> new HashSet<>())
                        .add(event.getRecurrenceId().getValue().toInstant());
            }
        }
        return calendar.getEvents().stream()
                .filter(event -> event.getDateStart() != null && event.getDateStart().getValue() != null)
                .filter(event -> event.getStatus() == null || !event.getStatus().isCancelled())
                .map(event -> new Event(names(event), spans(event, calendar))).toList();
    }

    private static List<String> names(VEvent event) {
        List<String> names = new ArrayList<>();
        if (event.getSummary() != null && event.getSummary().getValue() != null) {
            names.add(event.getSummary().getValue());
        }
        event.getCategories().forEach(categories -> names.addAll(categories.getValues()));
        return names;
    }

    private List<Span> spans(VEvent event, ICalendar calendar) {
        DateStart start = event.getDateStart();
        LocalDateTime from = local(start.getValue());
        Duration length = length(event, from);
        RecurrenceRule rule = event.getRecurrenceRule();
        if (rule != null && rule.getValue() != null && OFTENER_THAN_DAILY.contains(rule.getValue().getFrequency())) {
            return List.of(new Span(from, from.plus(length)));
        }
        Set<Instant> elsewhere = event.getUid() == null || event.getRecurrenceId() != null
                ? Set.of()
                : moved.getOrDefault(event.getUid().getValue(), Set.of());
        List<Span> spans = new ArrayList<>();
        Instant end = start.getValue().toInstant().plus(LONGEST_REPEATED);
        DateIterator times = event.getDateIterator(zoneOf(start, calendar));
        for (int i = 0; i < MOST_TIMES && times.hasNext(); i++) {
            Instant time = times.next().toInstant();
            if (time.isAfter(end)) {
                break;
            }
            if (!elsewhere.contains(time)) {
                LocalDateTime first = local(time, start.getValue().hasTime());
                spans.add(new Span(first, first.plus(length)));
            }
        }
        return spans;
    }

    /// By the clock on the wall: a day over a change of the clocks is one like any other. Of an event without end it is the
    /// whole day, or nothing.
    private Duration length(VEvent event, LocalDateTime from) {
        Duration length = event.getDateStart().getValue().hasTime() ? Duration.ZERO : Duration.ofDays(1);
        if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
            Duration written = Duration.between(from, local(event.getDateEnd().getValue()));
            length = written.compareTo(length) > 0 ? written : length;
        } else if (event.getDuration() != null && event.getDuration().getValue() != null) {
            length = Duration.ofMillis(Math.max(length.toMillis(), event.getDuration().getValue().toMillis()));
        }
        return length.compareTo(Duration.ofDays(LONGEST_DAYS)) > 0 ? Duration.ofDays(LONGEST_DAYS) : length;
    }

    private LocalDateTime local(ICalDate date) {
        return local(date.toInstant(), date.hasTime());
    }

    /// The parser takes a day without a time for midnight where the program runs, wherever the school is.
    private LocalDateTime local(Instant time, boolean hasTime) {
        return hasTime
                ? LocalDateTime.ofInstant(time, zone)
                : LocalDate.ofInstant(time, ZoneId.systemDefault()).atStartOfDay();
    }

    private TimeZone zoneOf(DateStart start, ICalendar calendar) {
        if (!start.getValue().hasTime()) {
            return TimeZone.getDefault();
        }
        TimezoneAssignment assigned = calendar.getTimezoneInfo().getTimezone(start);
        if (assigned != null) {
            return assigned.getTimeZone();
        }
        boolean utc = start.getValue().getRawComponents() != null && start.getValue().getRawComponents().isUtc();
        return TimeZone.getTimeZone(utc ? "UTC" : zone.getId());
    }
}
