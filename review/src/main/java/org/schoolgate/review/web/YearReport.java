package org.schoolgate.review.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.review.Changes;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;

/// The review of a school year that the standards for schools in England ask for: what was checked, what changed and why, what
/// was closed by mistake, what the filter cannot see, and how it went. Like the term's report it names nobody.
final class YearReport {

    private static final int MOST_CHANGES = 100;

    private final Store store;
    private final ZoneId zone;
    private final SystemStatus status;
    private final Changes changes;
    private final LocalDate kept;

    /// @param kept the first day of which records are kept
    YearReport(Store store, ZoneId zone, SystemStatus status, Changes changes, LocalDate kept) {
        this.store = store;
        this.zone = zone;
        this.status = status;
        this.changes = changes;
        this.kept = kept;
    }

    /// The school year that begins in a calendar year: 1 September to 31 August.
    static Dates beginning(int year) {
        return new Dates(LocalDate.of(year, 9, 1), LocalDate.of(year + 1, 8, 31));
    }

    /// @param days of the year as far as they are told of
    /// @param terms all that the timetable knows
    Report of(Dates days, List<Dates> terms, Times times) {
        Dates before = new Dates(days.first().minusYears(1), days.last().minusYears(1));
        Instant from = days.first().atStartOfDay(zone).toInstant();
        Instant until = days.last().plusDays(1).atStartOfDay(zone).toInstant();
        ForGovernors parts = new ForGovernors(store, zone, status, days);
        RulesOverTime rules = new RulesOverTime(store, changes, times);
        List<Section> sections = new ArrayList<>(List.of(parts.checks(times), rules.rules(from, until),
                rules.edits(from, until), lists(), parts.mistakes(), parts.blind(), ForGovernors.limits()));
        sections.addAll(incidents(days, before, within(terms, days, times), within(terms, before, times), times));
        sections.addAll(List.of(parts.accesses(), parts.promptness(), parts.looks(), accounts(from, until, times)));
        List<String> under = new ArrayList<>(List.of("For the governors, the Head and the safeguarding lead: what the"
                + " standards ask to be reviewed at least once a year, and whenever risks, ways of working or technology"
                + " change. It names nobody, and tells no number from one to four."));
        if (days.first().isBefore(kept)) {
            under.add("Records are kept from " + times.day(kept)
                    + " on. What flagged accesses were about, how promptly we"
                    + " acted and how rules changed is told of what is kept.");
        }
        return new Report("The school year from " + times.shortDay(days.first()) + " " + days.first().getYear() + " to "
                + times.day(days.last()), under, sections);
    }

    /// The terms that begin within some days, as far as reports tell of them.
    private static List<Dates> within(List<Dates> terms, Dates days, Times times) {
        return terms.stream().filter(term -> days.contains(term.first()))
                .flatMap(term -> TermReport.whole(term, times.today()).stream())
                .filter(term -> !term.last().isAfter(days.last()))
                .sorted(Comparator.comparing(Dates::first)).toList();
    }

    private List<Section> incidents(Dates days, Dates before, List<Dates> terms, List<Dates> termsBefore, Times times) {
        BySubject subjects = new BySubject(store.statistics());
        boolean known = !store.statistics().begun(before.first(), before.last()).isEmpty();
        Section year = new Section("Incidents by subject", List.of(BySubject.HIDDEN,
                "The thin bars and the second numbers are the same days of the year before."), List.of(),
                Optional.of(
                        BySubject.compared("Incidents by subject", List.of("Subject", "This year", "The year before"),
                                subjects.told(days, terms),
                                known ? Optional.of(subjects.told(before, termsBefore)) : Optional.empty())));
        return terms.isEmpty() ? List.of(year) : List.of(year, byTerm(subjects, terms, times));
    }

    private static Section byTerm(BySubject subjects, List<Dates> terms, Times times) {
        List<BySubject.Told> told = terms.stream().map(subjects::told).toList();
        TreeSet<String> names = new TreeSet<>();
        told.forEach(term -> names.addAll(term.by().keySet()));
        List<String> columns = new ArrayList<>(List.of("Subject"));
        terms.forEach(term -> columns.add("From " + times.shortDay(term.first())));
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(name));
            told.forEach(term -> row.add(term.words(name)));
            rows.add(row);
        }
        List<String> all = new ArrayList<>(List.of("All"));
        told.forEach(term -> all.add(BySubject.words(term.sum())));
        rows.add(all);
        return new Section("The same by term", List.of(), List.of(),
                Optional.of(new Table("Incidents by subject and term",
                        columns, true, rows, List.of())));
    }

    private Section lists() {
        List<List<String>> rows = status.lists().stream().map(list -> List.of(list.name(), list.version(),
                Wording.digits(list.entries()))).toList();
        return new Section("Lists, and where they come from",
                List.of("Those in force now. When each was replaced is not kept."), List.of(), Optional.of(new Table(
                        "Lists in force", List.of("List", "Version", "Entries"), true, rows, List.of())));
    }

    private Section accounts(Instant from, Instant until, Times times) {
        List<Account> all = store.accounts().all();
        List<List<String>> rows = new ArrayList<>();
        for (Role role : Role.values()) {
            List<Account> here = all.stream().filter(account -> account.role() == role).toList();
            rows.add(List.of(role.title(), Rights.reads(role) ? "yes" : "no", Wording.digits(here.size()),
                    Wording.digits(
                            here.stream().filter(account -> !account.created().isBefore(from)
                                    && account.created().isBefore(until)).count())));
        }
        List<String> given = store.accounts().roleChanges(from, until, MOST_CHANGES).stream()
                .map(change -> times.day(change.at()) + ": from “" + change.was().title() + "” to “"
                        + change.became().title() + "”.")
                .toList();
        return new Section("Who may sign in", List.of("By what they are now. "
                + (given.isEmpty() ? "Nobody was given another role." : "Who was given another role:")), given,
                Optional.of(
                        new Table("Accounts by role",
                                List.of("Role", "Reads records", "Accounts", "Made this year"), true, rows,
                                List.of())));
    }
}
