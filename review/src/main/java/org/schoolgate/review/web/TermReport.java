package org.schoolgate.review.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.filters.sight.Finding;
import org.schoolgate.filters.sight.Sight;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.report.Report.Bar;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Statistics.Counted;
import org.schoolgate.review.store.Store;

/// A term for the governors: no names, no devices, no addresses, and no number so small that it could be about somebody they
/// know. It goes to the end of the last whole week, so that two of them cannot be taken from each other day by day.
final class TermReport {

    private static final String NOT_TOLD = "not told";

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
        List<Counted> now = incidents(days);
        List<Counted> then = before.map(this::incidents).orElse(List.of());
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("Incidents by subject",
                List.of("“Not told” stands for one to four, and for a second number or a sum where that could be worked out"
                        + " from it."),
                List.of(), Optional.of(bySubject(now, then, before.isPresent()))));
        sections.add(new Section("Flagged accesses by what they were about",
                List.of("Only what looks as if somebody asked for it by hand can say anything about people. A page in two"
                        + " categories is counted in each, so there are no sums."),
                List.of(), Optional.of(accesses(days))));
        sections.add(new Section("How promptly we acted", List.of(), List.of(
                "From the first access to the first look, in the middle: " + promptly(now, true) + ".",
                "From the first look to closing, in the middle: " + promptly(now, false) + "."), Optional.empty()));
        sections.add(new Section("Who looked at records", List.of("Lists are left out."), List.of(),
                Optional.of(looks(days))));
        sections.add(new Section("Checks of the filter", List.of(), checks(), Optional.empty()));
        sections.add(new Section("What no technical control stands behind",
                List.of("What a clause asks for and no device’s traffic shows is left to people."), blind(),
                Optional.empty()));
        sections.add(Section.of("What we closed by mistake",
                "Not known yet: nobody can tell the gateway yet that a site was wrongly closed."));
        sections.add(new Section("What the filter cannot do", List.of(),
                List.of("Personal telephones on mobile data, and anything at home, do not pass through it.",
                        "It does not see what was read, said or sent inside a page.",
                        "It does not recognise pictures."),
                Optional.empty()));
        return new Report("The term from " + times.shortDay(days.first()) + " to " + times.day(days.last()),
                List.of("For the governors. It names nobody, and tells no number from one to four."), sections);
    }

    private List<Counted> incidents(Dates days) {
        return store.statistics().incidents(Scope.ALL, days.first().atStartOfDay(zone).toInstant(),
                days.last().plusDays(1).atStartOfDay(zone).toInstant());
    }

    private static Table bySubject(List<Counted> now, List<Counted> then, boolean compared) {
        Map<String, Long> these = now.stream().collect(Collectors.groupingBy(Counted::subject, Collectors.counting()));
        Map<String, Long> those = then.stream().collect(Collectors.groupingBy(Counted::subject, Collectors.counting()));
        TreeSet<String> names = new TreeSet<>(these.keySet());
        names.addAll(those.keySet());
        SmallNumbers first = SmallNumbers.of(names.stream().map(name -> these.getOrDefault(name, 0L)).toList());
        SmallNumbers second = SmallNumbers.of(names.stream().map(name -> those.getOrDefault(name, 0L)).toList());
        long most = Math.max(largest(first), largest(second));
        List<List<String>> rows = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();
        int at = 0;
        for (String name : names) {
            Optional<Long> one = first.told().get(at);
            Optional<Long> other = second.told().get(at++);
            rows.add(List.of(name, words(one), compared ? words(other) : "not recorded"));
            bars.add(new Bar(name, words(one), length(one, most), length(other, most)));
        }
        rows.add(List.of("All", words(first.sum()), compared ? words(second.sum()) : "not recorded"));
        return new Table("Incidents by subject", List.of("Subject", "This term", "The term before"), true, rows, bars);
    }

    private static long largest(SmallNumbers numbers) {
        return Math.max(1, numbers.told().stream().mapToLong(one -> one.orElse(0L)).max().orElse(1));
    }

    private static int length(Optional<Long> count, long most) {
        return (int) (100 * count.orElse(0L) / most);
    }

    private static String words(Optional<Long> count) {
        return count.map(one -> one == 0 ? "none" : Wording.digits(one)).orElse(NOT_TOLD);
    }

    private Table accesses(Dates days) {
        List<List<String>> rows = store.statistics().accesses(Scope.ALL, days.first(), days.last()).entrySet().stream()
                .map(entry -> List.of(entry.getKey().title(), few(WeekReport.hand(entry.getValue())),
                        few(WeekReport.pages(entry.getValue())), few(entry.getValue().getOrDefault(Grade.U, 0L))))
                .sorted(java.util.Comparator.comparing(List::getFirst)).toList();
        return new Table("Flagged accesses by category and how they came about", List.of("About", "By hand (A, B)",
                "By pages and programs (C, D, E)", "Cannot be told (U)"), true, rows, List.of());
    }

    private static String few(long count) {
        return SmallNumbers.isSmall(count) ? "fewer than 5" : Wording.digits(count);
    }

    private static String promptly(List<Counted> incidents, boolean toLook) {
        int count = Promptness.spans(incidents, toLook).size();
        return SmallNumbers.isSmall(count)
                ? "not told, as there were fewer than 5"
                : toLook ? Promptness.toLook(incidents) : Promptness.toClose(incidents);
    }

    /// Of readers, and so told in full.
    private Table looks(Dates days) {
        Map<Long, Role> roles = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Account::role));
        Map<Role, Long> byRole = store.views()
                .counted(days.first().atStartOfDay(zone).toInstant(),
                        days.last().plusDays(1).atStartOfDay(zone).toInstant())
                .entrySet().stream().filter(each -> roles.containsKey(each.getKey()))
                .collect(Collectors.toMap(each -> roles.getOrDefault(each.getKey(), Role.IT), Map.Entry::getValue,
                        Long::sum));
        List<List<String>> rows = new ArrayList<>();
        for (Role role : Role.values()) {
            rows.add(List.of(role.title(), Rights.reads(role) || byRole.containsKey(role)
                    ? Wording.digits(byRole.getOrDefault(role, 0L))
                    : "cannot"));
        }
        return new Table("Looks by role", List.of("Role", "Looks"), true, rows, List.of());
    }

    private List<String> checks() {
        List<String> checks = new ArrayList<>();
        status.upkeep().stream().filter(upkeep -> upkeep.name().equals("Self-test"))
                .forEach(test -> checks.add("The gateway’s own test: " + Wording.inside(test.state()) + ". "
                        + test.detail()));
        if (checks.isEmpty()) {
            checks.add("The gateway’s own test: nothing is known of it.");
        }
        status.slots().stream().filter(slot -> !slot.filled()).forEach(slot -> checks.add(Wording.sentence(slot.name())
                + ", for “" + slot.category()
                + "”, is not in place. “None” under that subject means little until it is."));
        return checks;
    }

    private List<String> blind() {
        List<String> blind = status.sights().stream().filter(this::isBlind)
                .map(sight -> sight.title() + ".").distinct().toList();
        return blind.isEmpty() ? List.of("Nothing: each rule sees at least a part.") : blind;
    }

    private boolean isBlind(Sight sight) {
        return status.waysInForce().stream().map(way -> sight.findings().get(way))
                .allMatch(found -> found == null || found.reach() == Finding.Reach.NOT);
    }

    /// The days that a report tells of: those of the term that lie in whole weeks.
    static Optional<Dates> whole(Dates term, LocalDate today) {
        LocalDate sunday = today.minusDays(today.getDayOfWeek().getValue());
        LocalDate last = term.last().isBefore(sunday) ? term.last() : sunday;
        return last.isBefore(term.first()) ? Optional.empty() : Optional.of(new Dates(term.first(), last));
    }
}
