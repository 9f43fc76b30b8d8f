package org.schoolgate.review.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.AccessPage;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Cursor;
import org.schoolgate.review.store.DayCount;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Flagged;
import org.schoolgate.review.web.view.Flagged.Bar;
import org.schoolgate.review.web.view.Flagged.Day;
import org.schoolgate.review.web.view.Flagged.More;
import org.schoolgate.review.web.view.Flagged.Row;
import org.schoolgate.review.web.view.Flagged.Week;
import org.schoolgate.review.web.view.Place;

/// The list of flagged accesses, newest first.
final class FlaggedPage {

    private static final int SIZE = 50;
    private static final int DAYS = 7;
    private static final int HIGHEST_BAR = 120;
    private static final int BASE = 160;

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final Supplier<SystemStatus> system;
    private final InstantSource clock;

    FlaggedPage(Store store, Scopes scopes, ReviewSettings settings) {
        this.store = store;
        this.scopes = scopes;
        this.school = settings.school();
        this.system = settings.system();
        this.clock = settings.clock();
    }

    void show(Exchange exchange) {
        Account reader = exchange.visit().account();
        ScopedAccesses accesses = store.accesses().within(scopes.of(reader));
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        Filters filters = Filters.read(exchange);
        Optional<Cursor> from = Cursor.parse(exchange.query("from"));
        AccessPage page = accesses.page(filters.filter(), from, SIZE);
        List<DayCount> counts = accesses.countsByDay(filters.on(Optional.empty()), DAYS);
        LocalDate day = filters.filter().day().orElse(times.today());
        long flagged = on(day, counts, filters, accesses);
        store.views().recordList(reader.id(), now);
        String heading = heading(flagged, day, times, filters);
        exchange.show("flagged.jte", "Flagged accesses", Place.FLAGGED, new Flagged(times.moment(now), heading,
                lead(flagged, day, times, filters, accesses),
                "Printed by " + Wording.called(reader) + ", " + times.moment(now)
                        + ". Confidential.",
                flagged == 0 && from.isEmpty() && !filters.narrowed()
                        ? Optional.of(Reassurance.of(system.get(), accesses, times))
                        : Optional.empty(),
                filters.choices(accesses),
                filters.narrowed() ? "Those that fit, newest first" : "All, newest first",
                page.accesses().isEmpty()
                        ? filters.narrowed() ? "No flagged access fits this choice." : "Nothing is on record yet."
                        : "Each is a record of what was asked for. None is a finding about anyone.",
                days(page.accesses(), times, Rights.has(reader.role(), Right.ADDRESSES)),
                page.newer().map(filters::address), page.older().map(filters::address),
                week(counts, times, filters), Rights.has(reader.role(), Right.ADDRESSES)));
    }

    /// How many there were on a day; asked of the store where the week's counts do not reach.
    private static long on(LocalDate day, List<DayCount> counts, Filters filters, ScopedAccesses accesses) {
        return counts.stream().filter(count -> count.day().equals(day)).findFirst()
                .or(() -> accesses.countsByDay(filters.on(Optional.of(day)), 1).stream().findFirst())
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
    private static String lead(long flagged, LocalDate day, Times times, Filters filters, ScopedAccesses accesses) {
        if (flagged == 0) {
            return accesses.page(AccessFilter.ALL, Optional.empty(), 1).accesses().stream().findFirst()
                    .map(last -> "The last record was made " + times.near(last.at()) + ".")
                    .orElse("No record has been made yet.");
        }
        if (filters.filter().verdict().isPresent()) {
            Verdict verdict = filters.filter().verdict().get();
            return flagged == 1
                    ? "It was " + Wording.became(verdict) + "." + byHand(flagged, day, filters, accesses)
                    : "All were " + Wording.became(verdict) + "." + byHand(flagged, day, filters, accesses);
        }
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.BLOCK, Verdict.COACH, Verdict.FLAG, Verdict.ALLOW)) {
            long some = accesses.countsByDay(filters.on(day, verdict), 1).stream()
                    .mapToLong(DayCount::accesses).sum();
            if (some > 0) {
                parts.add((some == flagged ? flagged == 1 ? "it" : "all" : Wording.count(some))
                        + (some == 1 ? " was " : " were ") + Wording.became(verdict));
            }
        }
        return Wording.sentence(String.join("; ", parts)) + "." + byHand(flagged, day, filters, accesses);
    }

    /// " Two look as if they were asked for by hand." Nothing where a grade is chosen, as then it is said already.
    private static String byHand(long flagged, LocalDate day, Filters filters, ScopedAccesses accesses) {
        if (filters.filter().grade().isPresent()) {
            return "";
        }
        long some = Arrays.stream(Grade.values()).filter(Grade::countsForAPerson)
                .flatMap(grade -> accesses.countsByDay(filters.on(day, grade), 1).stream())
                .mapToLong(DayCount::accesses).sum();
        String count = some == flagged && flagged > 1 ? "all" : some == flagged ? "it" : Wording.count(some);
        return " " + Wording.sentence(count)
                + (some == 1 ? " looks as if it was asked for by hand." : " look as if they were asked for by hand.");
    }

    private List<Day> days(List<RecordedAccess> accesses, Times times, boolean addresses) {
        Map<Long, Severity> severities = store.accesses()
                .severities(accesses.stream().map(RecordedAccess::number).toList());
        Set<Long> corrected = store.corrections().among(accesses.stream().map(RecordedAccess::number).toList());
        Map<LocalDate, List<Fold>> byDay = Fold.all(accesses).stream()
                .collect(Collectors.groupingBy(fold -> fold.latest().day(), LinkedHashMap::new, Collectors.toList()));
        return byDay.entrySet().stream()
                .map(day -> new Day(times.heading(day.getKey()),
                        day.getValue().stream().map(fold -> row(fold, severities, corrected, times, addresses))
                                .toList()))
                .toList();
    }

    private Row row(Fold fold, Map<Long, Severity> severities, Set<Long> corrected, Times times,
            boolean addresses) {
        RecordedAccess access = fold.latest();
        Grade grade = now(access);
        return new Row(access.at().toString(), times.time(access.at()), addresses ? "/access/" + access.number() : "",
                asked(access, addresses), sign(access, corrected), access.groupTitle(),
                access.fault() ? "The filter could not decide" : Wording.about(access.categories()),
                Wording.answer(access.verdict()), Stream.concat(Stream.of(access), fold.others().stream())
                        .flatMap(one -> Optional.ofNullable(severities.get(one.number())).stream())
                        .max(Comparator.naturalOrder()).map(Wording::severity).orElse(""),
                grade.name(), grade.words(),
                fold.others().isEmpty()
                        ? ""
                        : "and " + Wording.count(fold.others().size()) + " more that "
                                + (addresses ? access.signals().refererHost().orElse("") : "one page")
                                + " led to at once",
                fold.others().stream().map(other -> more(other, corrected, times, addresses)).toList(),
                access.reference());
    }

    /// What is known now; only what looked as if by hand is worth a question.
    private Grade now(RecordedAccess access) {
        return access.grade().countsForAPerson()
                ? access.ground().since(store.accesses().since(access)).grade()
                : access.grade();
    }

    private static String asked(RecordedAccess access, boolean addresses) {
        return addresses ? access.host().orElse("Address sealed") : "Address not shown";
    }

    private static String sign(RecordedAccess access, Set<Long> corrected) {
        return corrected.contains(access.number()) ? "List corrected since" : "";
    }

    private static More more(RecordedAccess access, Set<Long> corrected, Times times, boolean addresses) {
        return new More(addresses ? "/access/" + access.number() : "", times.clock(access.at()) + " "
                + asked(access, addresses) + ", " + Wording.answer(access.verdict()) + ", "
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
