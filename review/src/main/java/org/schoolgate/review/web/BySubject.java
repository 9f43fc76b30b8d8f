package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.review.report.Report.Bar;
import org.schoolgate.review.report.Report.Table;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.store.Statistics;

/// How many incidents began, by subject, in a time and in the one before it, for those who are told no number from one to four:
/// neither such a number itself nor one that it would follow from, in this report or in those of the terms within.
final class BySubject {

    static final String HIDDEN = "“Not told” stands for one to four, and for a second number or a sum where that could be"
            + " worked out from it.";

    private final Statistics statistics;

    BySubject(Statistics statistics) {
        this.statistics = statistics;
    }

    /// What of one time is told.
    ///
    /// @param by each subject's number; empty where it is not told
    record Told(Map<String, Optional<Long>> by, Optional<Long> sum) {

        String words(String subject) {
            return BySubject.words(by.getOrDefault(subject, Optional.of(0L)));
        }

        private long count(String subject) {
            return by.getOrDefault(subject, Optional.of(0L)).orElse(0L);
        }
    }

    /// A time against the one before.
    ///
    /// @param caption what the table shows
    /// @param columns the headings: subject, this time, the one before
    /// @param before empty where it is not recorded
    static Table compared(String caption, List<String> columns, Told now, Optional<Told> before) {
        TreeSet<String> subjects = new TreeSet<>(now.by().keySet());
        before.ifPresent(told -> subjects.addAll(told.by().keySet()));
        long most = subjects.stream()
                .mapToLong(one -> Math.max(now.count(one), before.map(told -> told.count(one)).orElse(0L))).max()
                .orElse(1);
        List<List<String>> rows = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();
        for (String one : subjects) {
            rows.add(List.of(one, now.words(one), before.map(told -> told.words(one)).orElse("not recorded")));
            bars.add(new Bar(one, now.words(one), length(now.count(one), most),
                    length(before.map(told -> told.count(one)).orElse(0L), most)));
        }
        rows.add(List.of("All", words(now.sum()), before.map(told -> words(told.sum())).orElse("not recorded")));
        return new Table(caption, columns, true, rows, bars);
    }

    private static int length(long count, long most) {
        return (int) (100 * count / Math.max(1, most));
    }

    static String words(Optional<Long> count) {
        return count.map(one -> one == 0 ? "none" : Wording.digits(one)).orElse("not told");
    }

    /// A time by itself.
    Told told(Dates days) {
        return told(statistics.begun(days.first(), days.last()));
    }

    /// A time that holds others of which reports are there, too.
    ///
    /// @param parts days within it that have reports of their own
    Told told(Dates days, List<Dates> parts) {
        return told(statistics.begun(days.first(), days.last()),
                parts.stream().map(part -> statistics.begun(part.first(), part.last())).toList());
    }

    static Told told(Map<String, Long> counts) {
        List<String> subjects = List.copyOf(counts.keySet());
        SmallNumbers numbers = SmallNumbers.of(subjects.stream().map(one -> counts.getOrDefault(one, 0L)).toList());
        Map<String, Optional<Long>> by = new TreeMap<>();
        for (int i = 0; i < subjects.size(); i++) {
            by.put(subjects.get(i), numbers.told().get(i));
        }
        return new Told(by, numbers.sum());
    }

    /// What of a whole is told beside its parts: nothing of a subject that is not told of a part or of which one to four are left
    /// beside the parts, and no sum from which such a number would follow.
    static Told told(Map<String, Long> counts, List<Map<String, Long>> parts) {
        Told alone = told(counts);
        if (parts.isEmpty()) {
            return alone;
        }
        List<Told> within = parts.stream().map(BySubject::told).toList();
        Map<String, Optional<Long>> by = new TreeMap<>(alone.by());
        long small = 0;
        for (Map.Entry<String, Long> one : counts.entrySet()) {
            boolean follows = within.stream()
                    .anyMatch(part -> part.by().getOrDefault(one.getKey(), Optional.of(0L)).isEmpty());
            long beside = one.getValue()
                    - parts.stream().mapToLong(part -> part.getOrDefault(one.getKey(), 0L)).sum();
            if (follows || SmallNumbers.isSmall(beside)) {
                by.put(one.getKey(), Optional.empty());
            }
            small += SmallNumbers.isSmall(beside) ? 1 : 0;
        }
        long hidden = by.values().stream().filter(Optional::isEmpty).count();
        boolean sums = within.stream().allMatch(part -> part.sum().isPresent());
        long beside = sum(counts) - parts.stream().mapToLong(BySubject::sum).sum();
        boolean follows = hidden == 1 || !sums || small > 0 || SmallNumbers.isSmall(beside);
        return new Told(by, follows ? Optional.empty() : alone.sum());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
