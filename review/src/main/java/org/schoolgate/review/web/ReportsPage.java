package org.schoolgate.review.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.chain.Sha256;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.report.Csv;
import org.schoolgate.review.report.Paper;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.report.Sheet;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.Taken;
import org.schoolgate.review.web.view.Viewer.Link;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.ReportView;

/// The week, the term and the year, each as a page, and as files that are recorded before they are given out.
final class ReportsPage {

    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.UK);

    private final Store store;
    private final Scopes scopes;
    private final ReviewSettings settings;

    ReportsPage(Store store, Scopes scopes, ReviewSettings settings) {
        this.store = store;
        this.scopes = scopes;
        this.settings = settings;
    }

    void showWeek(Exchange exchange) {
        LocalDate monday = monday(exchange.query("of"), times());
        Account reader = exchange.visit().account();
        store.views().recordList(reader.id(), settings.clock().instant());
        exchange.show("report.jte", "The week", Place.REPORTS, new ReportView(week(reader, monday), WEEK.format(monday),
                Rights.has(reader.role(), Right.EXPORT) ? Optional.of("/reports/week/file") : Optional.empty(),
                List.of(new Link("The week before", "/reports/week?of=" + WEEK.format(monday.minusWeeks(1)),
                        Place.NONE), new Link("The term", "/reports/term", Place.NONE),
                        new Link("The year", "/reports/year",
                                Place.NONE))));
    }

    void takeWeek(Exchange exchange) {
        LocalDate monday = monday(exchange.form("of"), times());
        take(exchange, week(exchange.visit().account(), monday), Taken.Kind.WEEK,
                "week-" + WEEK.format(monday).toLowerCase(Locale.ROOT), "Confidential.");
    }

    void showTerm(Exchange exchange) {
        Dates term = term(exchange.query("of"), times());
        Account reader = exchange.visit().account();
        exchange.show("report.jte", "The term", Place.REPORTS, new ReportView(term(term, times()),
                term.first().toString(), Optional.of("/reports/term/file"),
                others(reader, new Link("The year", "/reports/year", Place.NONE))));
    }

    /// Links to the reports that are there for a reader.
    private static List<Link> others(Account reader, Link... more) {
        return Stream.concat(Rights.reads(reader.role())
                ? Stream.of(new Link("The week", "/reports/week", Place.NONE))
                : Stream.of(),
                Stream.concat(Stream.of(more), Rights.has(reader.role(), Right.CHECKS)
                        ? Stream.of(new Link("Checks of the filter", "/checks", Place.NONE))
                        : Stream.of()))
                .toList();
    }

    void showYear(Exchange exchange) {
        int year = year(exchange.query("of"), times());
        exchange.show("report.jte", "The year", Place.REPORTS, new ReportView(year(year, times()),
                Integer.toString(year), Optional.of("/reports/year/file"),
                others(exchange.visit().account(), new Link("The term", "/reports/term", Place.NONE),
                        new Link("The year before", "/reports/year?of=" + (year - 1), Place.NONE))));
    }

    void takeYear(Exchange exchange) {
        int year = year(exchange.form("of"), times());
        take(exchange, year(year, times()), Taken.Kind.YEAR, "year-" + year, "For the governors.");
    }

    void takeTerm(Exchange exchange) {
        Dates term = term(exchange.form("of"), times());
        take(exchange, term(term, times()), Taken.Kind.TERM, "term-" + term.first(), "For the governors.");
    }

    private void take(Exchange exchange, Report report, Taken.Kind kind, String name, String classification) {
        Instant now = settings.clock().instant();
        Account reader = exchange.visit().account();
        Report told = report.with(List.of(classification + " " + settings.school().get().name() + ". Taken by "
                + Wording.called(reader) + ", " + times().moment(now) + "."));
        String as = exchange.form("as");
        byte[] file = switch (as) {
            case "csv" -> Csv.of(told);
            case "xlsx" -> Sheet.of(told);
            default -> Paper.of(told, now);
        };
        String ending = as.equals("csv") || as.equals("xlsx") ? as : "pdf";
        store.custody().record(new Taken(reader.id(), now, kind, 0, name + "." + ending, Sha256.hex(file)));
        exchange.give(name + "." + ending, switch (ending) {
            case "csv" -> "text/csv; charset=utf-8";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            default -> "application/pdf";
        }, file);
    }

    private Report week(Account reader, LocalDate monday) {
        return new WeekReport(store.statistics(), store.pleas(), scopes.of(reader), settings.school().get().zone())
                .of(monday, times()).at(store.chain().latestCheckpoint().map(Signed::text));
    }

    private Report term(Dates term, Times times) {
        Optional<Dates> before = settings.timetable().get().terms().stream()
                .filter(other -> other.last().isBefore(term.first())).max(Comparator.comparing(Dates::last));
        Optional<Dates> days = TermReport.whole(term, times.today());
        return days.isEmpty()
                ? new Report("The term from " + times.day(term.first()),
                        List.of("No week of it is over yet. The report is there from the first Monday on."), List.of())
                : new TermReport(store, settings.school().get().zone(), settings.system().get())
                        .of(days.get(), before, times);
    }

    private Report year(int year, Times times) {
        Dates whole = YearReport.beginning(year);
        return TermReport.whole(whole, times.today())
                .map(days -> new YearReport(store, settings.school().get().zone(), settings.system().get(),
                        settings.changes(), times.today().minus(settings.kept()))
                        .of(days, settings.timetable().get().terms(), times))
                .orElseGet(() -> new Report("The school year from " + times.day(whole.first()),
                        List.of("No week of it is over yet. The report is there from the first Monday on."),
                        List.of()));
    }

    private Times times() {
        return new Times(settings.clock().instant(), settings.school().get().zone());
    }

    /// The Monday of a week such as `2026-W47`; of this week where it is none.
    private static LocalDate monday(String of, Times times) {
        try {
            return LocalDate.parse(of + "-1", DateTimeFormatter.ISO_WEEK_DATE);
        } catch (DateTimeParseException none) {
            return times.today().minusDays(times.today().getDayOfWeek().getValue() - 1L);
        }
    }

    /// The calendar year in which a school year begins, such as `2026`; that of the one of today where it is none.
    private static int year(String of, Times times) {
        int current = times.today().getYear() - (times.today().getMonthValue() < 9 ? 1 : 0);
        return of.matches("20[0-9]{2}") ? Math.min(Integer.parseInt(of), current) : current;
    }

    /// The term that begins on a day; where none does, the latest that has begun. Without terms in the policy, the last
    /// thirteen weeks.
    private Dates term(String of, Times times) {
        List<Dates> terms = settings.timetable().get().terms();
        return terms.stream().filter(term -> term.first().toString().equals(of)).findFirst()
                .or(() -> terms.stream().filter(term -> !term.first().isAfter(times.today()))
                        .max(Comparator.comparing(Dates::first)))
                .orElse(new Dates(times.today().minusWeeks(13), times.today()));
    }
}
