package org.schoolgate.review.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Dates in words and times in 24 hours, in the school's zone, seen from now.
record Times(Instant now, ZoneId zone) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.UK);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", Locale.UK);
    private static final DateTimeFormatter BRIEF = DateTimeFormatter.ofPattern("d MMM", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK);

    LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    /// The day of a moment.
    LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /// "Tuesday 17 November 2026, 09:40".
    String moment(Instant at) {
        return DAY.format(local(at)) + ", " + TIME.format(local(at));
    }

    /// "today at 09:40", "yesterday at 15:20", or "on Friday 13 November 2026 at 15:20".
    String near(Instant at) {
        LocalDate day = local(at).toLocalDate();
        String time = TIME.format(local(at));
        if (day.equals(today())) {
            return "today at " + time;
        }
        return day.equals(today().minusDays(1)) ? "yesterday at " + time : "on " + DAY.format(day) + " at " + time;
    }

    /// "Tuesday 17 November 2026".
    String day(LocalDate day) {
        return DAY.format(day);
    }

    /// The same of a moment.
    String day(Instant at) {
        return DAY.format(local(at));
    }

    /// "Tuesday 17 November".
    String shortDay(LocalDate day) {
        return SHORT_DAY.format(day);
    }

    /// "Today, Tuesday 17 November 2026"; only today and yesterday are named.
    String heading(LocalDate day) {
        String name = day.equals(today()) ? "Today, " : day.equals(today().minusDays(1)) ? "Yesterday, " : "";
        return name + DAY.format(day);
    }

    /// "Tue".
    String weekday(LocalDate day) {
        return WEEKDAY.format(day);
    }

    /// "17 Nov".
    String brief(Instant at) {
        return BRIEF.format(local(at));
    }

    /// "09:40".
    String time(Instant at) {
        return TIME.format(local(at));
    }

    /// "09:40:12".
    String clock(Instant at) {
        return CLOCK.format(local(at));
    }

    private ZonedDateTime local(Instant at) {
        return at.atZone(zone);
    }
}
