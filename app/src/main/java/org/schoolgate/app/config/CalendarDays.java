package org.schoolgate.app.config;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.Timetable.Dates;

/// The days that the school's calendar says, as they are kept with the policy.
///
/// @param terms runs of days that are terms
/// @param closed runs of days on which school is shut
/// @param inset INSET days
/// @param weeksB days in weeks B
record CalendarDays(List<Dates> terms, List<Dates> closed, Set<LocalDate> inset, Set<LocalDate> weeksB) {

    static final CalendarDays NONE = new CalendarDays(List.of(), List.of(), Set.of(), Set.of());

    private static final Key<List<Fields>> TERMS = runs("terms");
    private static final Key<List<Fields>> CLOSED = runs("closed");
    private static final Key<List<LocalDate>> INSET = days("inset");
    private static final Key<List<LocalDate>> WEEKS_B = days("weeks-b");
    private static final Keys KEYS = new Keys("what the calendar said", TERMS, CLOSED, INSET, WEEKS_B);

    CalendarDays {
        terms = List.copyOf(terms);
        closed = List.copyOf(closed);
        inset = Set.copyOf(inset);
        weeksB = Set.copyOf(weeksB);
    }

    private static Key<List<Fields>> runs(String name) {
        return Key.standard(name, Shapes.list(YearFile.RUN, 0, 1_000), "[]", "[]", "");
    }

    private static Key<List<LocalDate>> days(String name) {
        return Key.standard(name, Shapes.list(Written.DATE, 0, 1_000), "[]", "[]", "");
    }

    /// Reads what [#text] wrote.
    static Optional<CalendarDays> read(Value value) {
        return KEYS.read(value).map(fields -> new CalendarDays(dates(fields.or(TERMS)), dates(fields.or(CLOSED)),
                new TreeSet<>(fields.or(INSET)), new TreeSet<>(fields.or(WEEKS_B))));
    }

    private static List<Dates> dates(List<Fields> described) {
        return described.stream().flatMap(fields -> YearFile.dates(fields).stream()).toList();
    }

    /// The same as YAML, always in the same order.
    String text() {
        return "terms: [" + runs(terms) + "]\nclosed: [" + runs(closed) + "]\ninset: [" + days(inset) + "]\nweeks-b: ["
                + days(weeksB) + "]\n";
    }

    private static String runs(List<Dates> runs) {
        return runs.stream().map(run -> "{from: " + run.first() + ", to: " + run.last() + "}")
                .collect(Collectors.joining(", "));
    }

    private static String days(Collection<LocalDate> days) {
        return new TreeSet<>(days).stream().map(LocalDate::toString).collect(Collectors.joining(", "));
    }
}
