package org.schoolgate.review.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.report.Report.Bar;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.Pleas;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.Statistics;
import org.schoolgate.review.store.Statistics.Counted;

/// A week for those who read records: how much of what there was, against the four weeks before, and what was done. Its
/// numbers are whole, and only of what is there for the reader.
final class WeekReport {

    private static final int BEFORE = 4;

    private final Statistics statistics;
    private final Pleas pleas;
    private final Scope scope;
    private final ZoneId zone;

    WeekReport(Statistics statistics, Pleas pleas, Scope scope, ZoneId zone) {
        this.statistics = statistics;
        this.pleas = pleas;
        this.scope = scope;
        this.zone = zone;
    }

    /// @param monday the first day
    Report of(LocalDate monday, Times times) {
        List<Counted> now = incidents(monday, monday.plusWeeks(1));
        List<Counted> before = incidents(monday.minusWeeks(BEFORE), monday);
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("Incidents by subject",
                now.isEmpty() ? List.of("There were none.") : List.of(), List.of(),
                Optional.of(table("Incidents by subject", "Subject", now, before, Counted::subject))));
        sections.add(new Section("Incidents by how soon somebody should look", List.of(), List.of(), Optional.of(
                table("Incidents by how soon somebody should look", "How soon", now, before,
                        one -> Needs.by(one.severity())))));
        sections.add(new Section("What was done", List.of(), List.of(
                Wording.digits(now.stream().filter(one -> !one.open()).count()) + " of this week’s "
                        + Wording.digits(now.size()) + " incidents are closed, "
                        + Wording.digits(now.stream().filter(Counted::open).count()) + " wait; "
                        + Wording.digits(now.stream()
                                .filter(one -> one.open() && one.severity() == Severity.URGENT).count())
                        + " of those that wait are to be acted on now.",
                "From the first access to the first look, in the middle: " + Promptness.toLook(now)
                        + ". In the four weeks before: " + Promptness.toLook(before) + ".",
                "From the first look to closing, in the middle: " + Promptness.toClose(now)
                        + ". In the four weeks before: " + Promptness.toClose(before) + "."),
                Optional.empty()));
        sections.add(new Section("Flagged accesses by what they were about",
                List.of("Only what looks as if somebody asked for it by hand can say anything about people. A page in two"
                        + " categories is counted in each."),
                List.of(), Optional.of(accesses(monday))));
        sections.add(new WrongCounts(pleas.counted(monday.atStartOfDay(zone).toInstant(),
                monday.plusWeeks(1).atStartOfDay(zone).toInstant())).section());
        LocalDate sunday = monday.plusDays(6);
        return new Report("The week from " + times.shortDay(monday) + " to " + times.day(sunday),
                List.of("The thin bars and the second numbers are the mean of the four weeks before."), sections);
    }

    private List<Counted> incidents(LocalDate from, LocalDate until) {
        return statistics.incidents(scope, from.atStartOfDay(zone).toInstant(), until.atStartOfDay(zone).toInstant());
    }

    private static Table table(String caption, String about, List<Counted> now, List<Counted> before,
            Function<Counted, String> by) {
        Map<String, Long> these = now.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
        Map<String, Long> those = before.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
        TreeSet<String> names = new TreeSet<>(these.keySet());
        names.addAll(those.keySet());
        List<String> ordered = names.stream()
                .sorted(Comparator.comparingLong((String name) -> -these.getOrDefault(name, 0L))).toList();
        double most = ordered.stream().mapToDouble(name -> Math.max(these.getOrDefault(name, 0L),
                those.getOrDefault(name, 0L) / (double) BEFORE)).max().orElse(1);
        List<List<String>> rows = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();
        for (String name : ordered) {
            long count = these.getOrDefault(name, 0L);
            double mean = those.getOrDefault(name, 0L) / (double) BEFORE;
            rows.add(List.of(name, Wording.digits(count), String.format(Locale.UK, "%,.1f", mean)));
            bars.add(new Bar(name, Wording.digits(count), (int) Math.round(100 * count / most),
                    (int) Math.round(100 * mean / most)));
        }
        rows.add(List.of("All", Wording.digits(now.size()),
                String.format(Locale.UK, "%,.1f", before.size() / (double) BEFORE)));
        return new Table(caption, List.of(about, "This week", "Four weeks before, mean"), true, rows, bars);
    }

    private Table accesses(LocalDate monday) {
        Map<CategoryName, Map<Grade, Long>> now = statistics.accesses(scope, monday, monday.plusDays(6));
        Map<CategoryName, Map<Grade, Long>> before = statistics.accesses(scope, monday.minusWeeks(BEFORE),
                monday.minusDays(1));
        TreeSet<CategoryName> names = new TreeSet<>(Comparator.comparing(CategoryName::title)
                .thenComparing(CategoryName::slug));
        names.addAll(now.keySet());
        names.addAll(before.keySet());
        List<List<String>> rows = new ArrayList<>();
        for (CategoryName name : names) {
            Map<Grade, Long> counts = now.getOrDefault(name, Map.of());
            rows.add(List.of(name.title(), Wording.digits(hand(counts)), Wording.digits(pages(counts)),
                    Wording.digits(counts.getOrDefault(Grade.U, 0L)), String.format(Locale.UK, "%,.1f",
                            hand(before.getOrDefault(name, Map.of())) / (double) BEFORE)));
        }
        return new Table("Flagged accesses by category and how they came about", List.of("About", "By hand (A, B)",
                "By pages and programs (C, D, E)", "Cannot be told (U)", "By hand, four weeks before, mean"), true,
                rows,
                List.of());
    }

    static long hand(Map<Grade, Long> counts) {
        return counts.getOrDefault(Grade.A, 0L) + counts.getOrDefault(Grade.B, 0L);
    }

    static long pages(Map<Grade, Long> counts) {
        return counts.getOrDefault(Grade.C, 0L) + counts.getOrDefault(Grade.D, 0L)
                + counts.getOrDefault(Grade.E, 0L);
    }
}
