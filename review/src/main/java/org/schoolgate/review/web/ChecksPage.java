package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.FilterCheck;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Checks;
import org.schoolgate.review.web.view.Checks.Line;
import org.schoolgate.review.web.view.Checks.Typed;
import org.schoolgate.review.web.view.Place;

/// The register of checks of the filter: what people tried, what they found, and what follows. Lines are added and never
/// changed; the reports for governors tell of them.
final class ChecksPage {

    private static final int MOST = 100;
    private static final int LONGEST = 1_000;
    private static final int LONGEST_LINE = 120;

    private final Store store;
    private final Supplier<School> school;
    private final InstantSource clock;

    ChecksPage(Store store, Supplier<School> school, InstantSource clock) {
        this.store = store;
        this.school = school;
        this.clock = clock;
    }

    void show(Exchange exchange) {
        Optional<FilterCheck> corrects = asked(exchange.query("corrects"));
        show(exchange, corrects, Optional.empty(), corrects.map(ChecksPage::typed)
                .orElse(new Typed(times().today().toString(), "", "", "", "", "")));
    }

    void add(Exchange exchange) {
        Optional<FilterCheck> corrects = asked(exchange.form("corrects"));
        Typed typed = new Typed(exchange.form("day"), CaseWords.clean(exchange.form("device")).replace('\n', ' '),
                CaseWords.clean(exchange.form("people")).replace('\n', ' '), text(exchange, "tried"),
                text(exchange, "found"), text(exchange, "follows"));
        Optional<LocalDate> day = day(typed.day());
        if (day.isEmpty() || !isWhole(typed)) {
            exchange.http().status(422);
            show(exchange, corrects, Optional.of(day.isEmpty()
                    ? "Say on which day the check was made; it cannot be later than today."
                    : "Fill in every field: the first two in at most " + LONGEST_LINE + " characters, the others in at"
                            + " most 1,000."),
                    typed);
            return;
        }
        Instant now = clock.instant();
        store.checks().add(new FilterCheck(0, exchange.visit().account().id(), now, day.get(), typed.device(),
                typed.people(), typed.tried(), typed.found(), typed.follows(), corrects.map(FilterCheck::id)));
        exchange.go("/checks");
    }

    private static boolean isWhole(Typed typed) {
        return List.of(typed.device(), typed.people()).stream()
                .noneMatch(text -> text.isEmpty() || text.length() > LONGEST_LINE)
                && List.of(typed.tried(), typed.found(), typed.follows()).stream()
                        .noneMatch(text -> text.isEmpty() || text.length() > LONGEST);
    }

    private void show(Exchange exchange, Optional<FilterCheck> corrects, Optional<String> problem, Typed typed) {
        Times times = times();
        Map<Long, String> names = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        List<FilterCheck> all = store.checks().latest(MOST);
        Set<Long> corrected = all.stream().flatMap(check -> check.corrects().stream()).collect(Collectors.toSet());
        Map<Long, FilterCheck> byId = all.stream().collect(Collectors.toMap(FilterCheck::id, check -> check));
        List<Line> lines = all.stream().map(check -> new Line(check.id(), times.day(check.day()),
                names.getOrDefault(check.account(), "An account now gone") + ", " + times.near(check.at()),
                check.device(), check.people(), check.tried(), check.found(), check.follows(),
                check.corrects().map(id -> "In place of the check of " + Optional.ofNullable(byId.get(id))
                        .or(() -> store.checks().find(id)).map(old -> times.day(old.day())).orElse("before") + "."),
                corrected.contains(check.id()))).toList();
        exchange.show("checks.jte", "Checks of the filter", Place.REPORTS, new Checks(lines, lines.size() == MOST,
                corrects.map(FilterCheck::id), times.today().toString(), problem, typed));
    }

    private static Typed typed(FilterCheck check) {
        return new Typed(check.day().toString(), check.device(), check.people(), check.tried(), check.found(),
                check.follows());
    }

    private static String text(Exchange exchange, String field) {
        return CaseWords.clean(exchange.text(field, LONGEST + 1));
    }

    private Optional<FilterCheck> asked(String number) {
        return number.matches("[0-9]{1,18}") ? store.checks().find(Long.parseLong(number)) : Optional.empty();
    }

    private Optional<LocalDate> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed)).filter(day -> !day.isAfter(times().today())
                    && day.getYear() > 2000);
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private Times times() {
        return new Times(clock.instant(), school.get().zone());
    }
}
