package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.AccessPage;
import org.schoolgate.review.store.Cursor;
import org.schoolgate.review.store.DayCount;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Flagged;
import org.schoolgate.review.web.view.Flagged.Assurance;
import org.schoolgate.review.web.view.Flagged.Bar;
import org.schoolgate.review.web.view.Flagged.Day;
import org.schoolgate.review.web.view.Flagged.More;
import org.schoolgate.review.web.view.Flagged.Row;
import org.schoolgate.review.web.view.Flagged.Week;
import org.schoolgate.review.web.view.Place;

/// The list of flagged accesses, newest first. IT is led to the state of the gateway instead.
final class FlaggedPage {

    private static final int SIZE = 50;
    private static final int DAYS = 7;
    private static final int HIGHEST_BAR = 120;
    private static final int BASE = 160;

    private final Store store;
    private final Supplier<School> school;
    private final Supplier<SystemStatus> system;
    private final InstantSource clock;

    FlaggedPage(Store store, Supplier<School> school, Supplier<SystemStatus> system, InstantSource clock) {
        this.store = store;
        this.school = school;
        this.system = system;
        this.clock = clock;
    }

    void show(Exchange exchange) {
        if (exchange.visit().account().role() != Role.HEAD) {
            exchange.go("/system");
            return;
        }
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        Filters filters = Filters.read(exchange);
        Optional<Cursor> from = Cursor.parse(exchange.query("from"));
        AccessPage page = store.accesses().page(filters.filter(), from, SIZE);
        List<DayCount> counts = store.accesses().countsByDay(filters.on(Optional.empty()), DAYS);
        LocalDate day = filters.filter().day().orElse(times.today());
        long flagged = on(day, counts, filters);
        store.views().recordList(exchange.visit().account().id(), now);
        String heading = heading(flagged, day, times, filters);
        exchange.show("flagged.jte", "Flagged accesses", Place.FLAGGED, new Flagged(times.moment(now), heading,
                lead(flagged, day, times, filters),
                "Printed by " + Wording.called(exchange.visit().account()) + ", " + times.moment(now)
                        + ". Confidential.",
                flagged == 0 && from.isEmpty() && !filters.narrowed()
                        ? Optional.of(assurance(times))
                        : Optional.empty(),
                SeenBefore.of(store, exchange.visit().account(), times),
                filters.choices(store.accesses()),
                filters.narrowed() ? "Those that fit, newest first" : "All, newest first",
                page.accesses().isEmpty()
                        ? filters.narrowed() ? "No flagged access fits this choice." : "Nothing is on record yet."
                        : "Each is a record of what was asked for. None is a finding about anyone.",
                days(page.accesses(), times), page.newer().map(filters::address), page.older().map(filters::address),
                week(counts, times, filters)));
    }

    /// How many there were on a day; asked of the store where the week's counts do not reach.
    private long on(LocalDate day, List<DayCount> counts, Filters filters) {
        return counts.stream().filter(count -> count.day().equals(day)).findFirst()
                .or(() -> store.accesses().countsByDay(filters.on(Optional.of(day)), 1).stream().findFirst())
                .map(DayCount::accesses).orElse(0L);
    }

    private static String heading(long flagged, LocalDate day, Times times, Filters filters) {
        String when = day.equals(times.today())
                ? "today"
                : day.equals(times.today().minusDays(1)) ? "yesterday" : "on " + times.shortDay(day);
        String kind = filters.narrowedInKind() ? " of this kind" : "";
        if (flagged == 0) {
            return "Nothing" + kind + (day.equals(times.today()) ? " has been" : " was") + " flagged " + when;
        }
        return Wording.sentence(Wording.count(flagged)) + (flagged == 1 ? " access" : " accesses") + kind
                + (flagged == 1 ? " was" : " were") + " flagged " + when;
    }

    /// What became of them: "Nine were closed, one was asked about first."
    private String lead(long flagged, LocalDate day, Times times, Filters filters) {
        if (flagged == 0) {
            return store.accesses().page(AccessFilter.ALL, Optional.empty(), 1).accesses().stream().findFirst()
                    .map(last -> "The last record was made " + times.near(last.at()) + ".")
                    .orElse("No record has been made yet.");
        }
        if (filters.filter().verdict().isPresent()) {
            Verdict verdict = filters.filter().verdict().get();
            return flagged == 1
                    ? "It was " + Wording.became(verdict) + "." + byHand(flagged, day, filters)
                    : "All were " + Wording.became(verdict) + "." + byHand(flagged, day, filters);
        }
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.BLOCK, Verdict.COACH, Verdict.FLAG, Verdict.ALLOW)) {
            long some = store.accesses().countsByDay(filters.on(day, verdict), 1).stream()
                    .mapToLong(DayCount::accesses).sum();
            if (some > 0) {
                parts.add((some == flagged ? flagged == 1 ? "it" : "all" : Wording.count(some))
                        + (some == 1 ? " was " : " were ") + Wording.became(verdict));
            }
        }
        return Wording.sentence(String.join("; ", parts)) + "." + byHand(flagged, day, filters);
    }

    /// " Two look as if they were asked for by hand." Nothing where a grade is chosen, as then it is said already.
    private String byHand(long flagged, LocalDate day, Filters filters) {
        if (filters.filter().grade().isPresent()) {
            return "";
        }
        long some = Arrays.stream(Grade.values()).filter(Grade::countsForAPerson)
                .flatMap(grade -> store.accesses().countsByDay(filters.on(day, grade), 1).stream())
                .mapToLong(DayCount::accesses).sum();
        String count = some == flagged && flagged > 1 ? "all" : some == flagged ? "it" : Wording.count(some);
        return " " + Wording.sentence(count)
                + (some == 1 ? " looks as if it was asked for by hand." : " look as if they were asked for by hand.");
    }

    private Assurance assurance(Times times) {
        SystemStatus status = system.get();
        List<String> facts = new ArrayList<>();
        facts.add("The gateway is recording. It was started " + times.near(status.started()) + ".");
        facts.add(store.accesses().page(AccessFilter.ALL, Optional.empty(), 1).accesses().stream().findFirst()
                .map(last -> "The records can be read. The last one was made " + times.near(last.at()) + ".")
                .orElse("The records can be read. None has been made yet."));
        facts.add(Wording.sentence(Wording.count(status.rules().size()))
                + (status.rules().size() == 1 ? " rule is" : " rules are") + " in force.");
        List<String> gaps = new ArrayList<>(List.of("Personal telephones on mobile data, and anything at home.",
                "What was read, said or sent inside a page.",
                "Devices that do not send their traffic through the gateway."));
        long empty = status.slots().stream().filter(slot -> !slot.filled()).count();
        if (empty > 0) {
            gaps.add(Wording.sentence(Wording.count(empty)) + (empty == 1 ? " licensed list is" : " licensed lists are")
                    + " not in place.");
        }
        return new Assurance(facts, gaps);
    }

    private List<Day> days(List<RecordedAccess> accesses, Times times) {
        Set<Long> corrected = store.corrections().among(accesses.stream().map(RecordedAccess::number).toList());
        Map<LocalDate, List<Fold>> byDay = Fold.all(accesses).stream()
                .collect(Collectors.groupingBy(fold -> fold.latest().day(), LinkedHashMap::new, Collectors.toList()));
        return byDay.entrySet().stream()
                .map(day -> new Day(times.heading(day.getKey()),
                        day.getValue().stream().map(fold -> row(fold, corrected, times)).toList()))
                .toList();
    }

    private Row row(Fold fold, Set<Long> corrected, Times times) {
        RecordedAccess access = fold.latest();
        Grade grade = now(access);
        return new Row(access.at().toString(), times.time(access.at()), "/access/" + access.number(),
                access.host().orElse("Address sealed"), sign(access, corrected), access.groupTitle(),
                access.fault() ? "The filter could not decide" : Wording.about(access.categories()),
                Wording.answer(access.verdict()), grade.name(), grade.words(),
                fold.others().isEmpty()
                        ? ""
                        : "and " + Wording.count(fold.others().size()) + " more that "
                                + access.signals().refererHost().orElse("") + " led to at once",
                fold.others().stream().map(other -> more(other, corrected, times)).toList(), access.reference());
    }

    /// What is known now; only what looked as if by hand is worth a question.
    private Grade now(RecordedAccess access) {
        return access.grade().countsForAPerson()
                ? access.ground().since(store.accesses().since(access)).grade()
                : access.grade();
    }

    private static String sign(RecordedAccess access, Set<Long> corrected) {
        return corrected.contains(access.number()) ? "List corrected since" : "";
    }

    private static More more(RecordedAccess access, Set<Long> corrected, Times times) {
        return new More("/access/" + access.number(), times.clock(access.at()) + " "
                + access.host().orElse("Address sealed") + ", " + Wording.answer(access.verdict()) + ", "
                + Wording.grade(access.grade())
                + (corrected.contains(access.number()) ? "; list corrected since" : ""));
    }

    private static Week week(List<DayCount> counts, Times times, Filters filters) {
        Map<LocalDate, Long> byDay = counts.stream().collect(Collectors.toMap(DayCount::day, DayCount::accesses));
        LocalDate first = times.today().minusDays(DAYS - 1L);
        List<LocalDate> days = first.datesUntil(times.today().plusDays(1)).toList();
        long most = Math.max(1, days.stream().mapToLong(day -> byDay.getOrDefault(day, 0L)).max().orElse(1));
        long all = days.stream().mapToLong(day -> byDay.getOrDefault(day, 0L)).sum();
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            long count = byDay.getOrDefault(days.get(i), 0L);
            int height = count == 0 ? 0 : (int) Math.max(2, Math.round((double) HIGHEST_BAR * count / most));
            bars.add(
                    new Bar(times.weekday(days.get(i)), times.shortDay(days.get(i)), Wording.digits(count), 12 + 60 * i,
                            BASE - height, height));
        }
        return new Week((filters.narrowedInKind() ? "Those of the kind that is chosen above" : "All flagged accesses")
                + (filters.filter().grade().isPresent() ? "." : ", of every grade. Only A and B look as if by hand."),
                bars, Wording.digits(all));
    }
}
