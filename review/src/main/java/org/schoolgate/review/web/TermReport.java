package org.schoolgate.review.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.store.Store;

/// A term for the governors: no names, no devices, no addresses, and no number so small that it could be about somebody they
/// know. It goes to the end of the last whole week, so that two of them cannot be taken from each other day by day.
final class TermReport {

    private final Store store;
    private final ZoneId zone;
    private final SystemStatus status;

    TermReport(Store store, ZoneId zone, SystemStatus status) {
        this.store = store;
        this.zone = zone;
        this.status = status;
    }

    /// @param days of the term as far as they are told of
    /// @param before the same of the term before; empty where there is none
    Report of(Dates days, Optional<Dates> before, Times times) {
        BySubject subjects = new BySubject(store.statistics());
        ForGovernors parts = new ForGovernors(store, zone, status, days);
        return new Report("The term from " + times.shortDay(days.first()) + " to " + times.day(days.last()),
                List.of("For the governors. It names nobody, and tells no number from one to four."), List.of(
                        new Section("Incidents by subject", List.of(BySubject.HIDDEN), List.of(),
                                Optional.of(BySubject.compared("Incidents by subject",
                                        List.of("Subject", "This term", "The term before"), subjects.told(days),
                                        before.map(subjects::told)))),
                        parts.accesses(), parts.promptness(), parts.looks(), parts.checks(times), parts.blind(),
                        parts.mistakes(), ForGovernors.limits()));
    }

    /// The days that a report tells of: those of the term that lie in whole weeks.
    static Optional<Dates> whole(Dates term, LocalDate today) {
        LocalDate sunday = today.minusDays(today.getDayOfWeek().getValue());
        LocalDate last = term.last().isBefore(sunday) ? term.last() : sunday;
        return last.isBefore(term.first()) ? Optional.empty() : Optional.of(new Dates(term.first(), last));
    }
}
