package org.schoolgate.review.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.filters.sight.Finding;
import org.schoolgate.filters.sight.Sight;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.FilterCheck;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Statistics.Counted;
import org.schoolgate.review.store.Store;

/// The parts that the reports of a term and of a year have in common. None of them is about anyone, and none tells a number of
/// people's doing from one to four.
final class ForGovernors {

    private static final int MOST_CHECKS = 200;

    private final Store store;
    private final ZoneId zone;
    private final SystemStatus status;
    private final Dates days;

    /// @param days what the report is about
    ForGovernors(Store store, ZoneId zone, SystemStatus status, Dates days) {
        this.store = store;
        this.zone = zone;
        this.status = status;
        this.days = days;
    }

    Section accesses() {
        List<List<String>> rows = store.statistics().accesses(Scope.ALL, days.first(), days.last()).entrySet().stream()
                .map(entry -> List.of(entry.getKey().title(), few(WeekReport.hand(entry.getValue())),
                        few(WeekReport.pages(entry.getValue())), few(entry.getValue().getOrDefault(Grade.U, 0L))))
                .sorted(Comparator.comparing(List::getFirst)).toList();
        return new Section("Flagged accesses by what they were about",
                List.of("Only what looks as if somebody asked for it by hand can say anything about people. A page in two"
                        + " categories is counted in each, so there are no sums."),
                List.of(), Optional.of(new Table("Flagged accesses by category and how they came about",
                        List.of("About", "By hand (A, B)", "By pages and programs (C, D, E)", "Cannot be told (U)"),
                        true, rows, List.of())));
    }

    private static String few(long count) {
        return SmallNumbers.isSmall(count) ? "fewer than 5" : Wording.digits(count);
    }

    Section promptness() {
        List<Counted> incidents = store.statistics().incidents(Scope.ALL, start(days.first()),
                start(days.last().plusDays(1)));
        return new Section("How promptly we acted", List.of(), List.of(
                "From the first access to the first look, in the middle: " + promptly(incidents, true) + ".",
                "From the first look to closing, in the middle: " + promptly(incidents, false) + "."),
                Optional.empty());
    }

    private static String promptly(List<Counted> incidents, boolean toLook) {
        int count = Promptness.spans(incidents, toLook).size();
        return SmallNumbers.isSmall(count)
                ? "not told, as there were fewer than 5"
                : toLook ? Promptness.toLook(incidents) : Promptness.toClose(incidents);
    }

    /// Of readers, and so told in full.
    Section looks() {
        Map<Long, Role> roles = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Account::role));
        Map<Role, Long> byRole = store.views()
                .counted(start(days.first()), start(days.last().plusDays(1)))
                .entrySet().stream().filter(each -> roles.containsKey(each.getKey()))
                .collect(Collectors.toMap(each -> roles.getOrDefault(each.getKey(), Role.IT), Map.Entry::getValue,
                        Long::sum));
        List<List<String>> rows = new ArrayList<>();
        for (Role role : Role.values()) {
            rows.add(List.of(role.title(), Rights.reads(role) || byRole.containsKey(role)
                    ? Wording.digits(byRole.getOrDefault(role, 0L))
                    : "cannot"));
        }
        return new Section("Who looked at records", List.of("Lists are left out."), List.of(),
                Optional.of(new Table("Looks by role", List.of("Role", "Looks"), true, rows, List.of())));
    }

    /// What people have tried, what the gateway's own test says, and which lists are not in place.
    Section checks(Times times) {
        List<FilterCheck> made = store.checks().standing(days.first(), days.last(), MOST_CHECKS + 1);
        Map<Long, String> roles = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, account -> account.role().title()));
        List<List<String>> rows = made.stream().limit(MOST_CHECKS).map(check -> List.of(
                times.day(check.day()) + ": " + roles.getOrDefault(check.account(), "An account now gone"),
                check.device() + ", for " + check.people(), check.tried(), check.found(), check.follows())).toList();
        String counted = made.isEmpty()
                ? "Nobody has written down a check in this time."
                : made.size() > MOST_CHECKS
                        ? "More than " + MOST_CHECKS + " checks were written down. These are the first."
                        : Wording.sentence(Wording.count(made.size()))
                                + (made.size() == 1 ? " check was" : " checks were")
                                + " written down.";
        return new Section("Checks of the filter", List.of(counted), own(), rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table("Checks of the filter", List.of("When, and by whom", "Where, and for whom",
                        "What was tried", "What was found", "What follows"), false, rows, List.of())));
    }

    private List<String> own() {
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

    Section blind() {
        List<String> blind = status.sights().stream().filter(this::isBlind)
                .map(sight -> sight.title() + ".").distinct().toList();
        return new Section("What no technical control stands behind",
                List.of("What a clause asks for and no device’s traffic shows is left to people."),
                blind.isEmpty() ? List.of("Nothing: each rule sees at least a part.") : blind, Optional.empty());
    }

    private boolean isBlind(Sight sight) {
        return status.waysInForce().stream().map(way -> sight.findings().get(way))
                .allMatch(found -> found == null || found.reach() == Finding.Reach.NOT);
    }

    /// What people said of closed sites, and what was decided.
    Section mistakes() {
        return new WrongCounts(store.pleas().counted(start(days.first()), start(days.last().plusDays(1))))
                .forGovernors();
    }

    static Section limits() {
        return new Section("What the filter cannot do", List.of(),
                List.of("Personal telephones on mobile data, and anything at home, do not pass through it.",
                        "It does not see what was read, said or sent inside a page.",
                        "It does not recognise pictures."),
                Optional.empty());
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
