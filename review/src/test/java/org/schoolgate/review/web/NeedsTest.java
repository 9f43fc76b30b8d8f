package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.casework.SchoolDays;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.Incident;

/// How long an incident has waited is told in the school's own days, and by when it should be seen as a day to come to.
class NeedsTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final SchoolDays DAYS = new SchoolDays(new Timetable(LONDON,
            List.of(dates("2026-09-01", "2026-12-18"), dates("2027-01-04", "2027-03-31"),
                    dates("2027-04-19", "2027-07-20")),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            new Timetable.Times(LocalTime.parse("08:30"), LocalTime.parse("15:45")), List.of(),
            List.of(dates("2026-10-26", "2026-10-30")), Set.of()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A concern, within two school days.
                "CONCERN | 2026-11-17T09:00 | 2026-11-17T09:40 | Waiting 40 min, to be seen by Thursday 19 November",
                "CONCERN | 2026-11-17T09:00 | 2026-11-17T15:10 | Waiting 6 h, to be seen by Thursday 19 November",
                "CONCERN | 2026-11-17T15:00 | 2026-11-18T08:00 | Waiting one school day, to be seen by Thursday 19 November",
                "CONCERN | 2026-11-17T15:00 | 2026-11-19T23:59 | Waiting two school days, to be seen by Thursday 19 November",
                "CONCERN | 2026-11-17T15:00 | 2026-11-20T00:00 | Waiting three school days, should have been seen by Thursday 19 November",
                // Over a weekend, half-term and Christmas nothing runs.
                "CONCERN | 2026-11-20T15:00 | 2026-11-22T12:00 | Waiting since Friday 20 November, no school day yet, to be seen by Tuesday 24 November",
                "CONCERN | 2026-11-20T15:00 | 2026-11-23T08:00 | Waiting one school day, to be seen by Tuesday 24 November",
                "CONCERN | 2026-11-21T15:00 | 2026-11-21T16:00 | Waiting 1 h, to be seen by Tuesday 24 November",
                "CONCERN | 2026-10-23T15:00 | 2026-11-02T08:00 | Waiting one school day, to be seen by Tuesday 3 November",
                "NOTICE | 2026-12-17T15:00 | 2027-01-03T08:00 | Waiting one school day, to be seen by Thursday 7 January",
                "NOTICE | 2026-12-17T15:00 | 2027-01-08T08:00 | Waiting six school days, should have been seen by Thursday 7 January",
                // Clocks go back in half-term, and forward on 28 March: a day is a day.
                "NOTICE | 2026-10-23T23:30 | 2026-11-06T23:30 | Waiting five school days, to be seen by Friday 6 November",
                "CONCERN | 2027-03-26T15:00 | 2027-03-29T08:00 | Waiting one school day, to be seen by Tuesday 30 March",
                "CONCERN | 2027-03-27T23:30 | 2027-03-28T02:10 | Waiting since Saturday 27 March, no school day yet, to be seen by Tuesday 30 March",
                // Where the clock was set back.
                "CONCERN | 2026-11-18T09:00 | 2026-11-17T09:00 | Waiting 0 min, to be seen by Friday 20 November",
                // What is urgent does not wait for a school day.
                "URGENT | 2026-11-20T15:00 | 2026-11-20T15:20 | Waiting 20 min, to be seen within 1 hour",
                "URGENT | 2026-11-20T15:00 | 2026-11-22T10:00 | Waiting 43 h, to be seen within 1 hour",
                "URGENT | 2027-03-27T23:30 | 2027-03-28T02:30 | Waiting 2 h, to be seen within 1 hour"})
    void waitingIsToldInSchoolDays(Severity severity, LocalDateTime first, LocalDateTime now, String words) {
        Times times = new Times(now.atZone(LONDON).toInstant(), LONDON);
        assertThat(Needs.waiting(incident(severity, first.atZone(LONDON).toInstant(), true), times, DAYS))
                .isEqualTo(words);
    }

    @Test
    void whatIsClosedWaitsForNobody() {
        Instant at = Instant.parse("2026-11-17T09:00:00Z");
        assertThat(Needs.waiting(incident(Severity.CONCERN, at, false), new Times(at, LONDON), DAYS))
                .isEqualTo("Closed");
    }

    private static Incident incident(Severity severity, Instant first, boolean open) {
        return new Incident(1, 148, new Asker.Device(IpAddress.parse("10.20.0.7").orElseThrow()), "Tawny owl 12",
                "pupils", "Pupils",
                "Games", Certainty.NOT_KNOWN, first, first, severity, Grade.B, 1, 1, open, Optional.empty());
    }

    private static Timetable.Dates dates(String first, String last) {
        return new Timetable.Dates(LocalDate.parse(first), LocalDate.parse(last));
    }
}
