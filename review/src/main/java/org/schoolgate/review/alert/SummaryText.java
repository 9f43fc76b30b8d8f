package org.schoolgate.review.alert;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Summary;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.store.SubjectCount;

/// The words of a summary: counts by subject and grade, no name, no device, no address.
///
/// @param first the first day that it is about
/// @param end the day after the last
record SummaryText(Summary.Every every, LocalDate first, LocalDate end, School school) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.UK);

    String subject() {
        return "Schoolgate: the " + every.text() + " in numbers, " + days();
    }

    /// @param all how many flagged accesses there were
    String body(long all, List<SubjectCount> counts) {
        Map<String, Map<Grade, Long>> subjects = new TreeMap<>();
        for (SubjectCount count : counts) {
            subjects.computeIfAbsent(count.subject(), _ -> new EnumMap<>(Grade.class))
                    .merge(count.grade(), count.accesses(), Long::sum);
        }
        return """
            %s, %s.

            %s
            %s
            Look at them here: %s

            A and B look as if they were asked for by hand. C to E came about by themselves or may have, and of U it cannot be
            told. An access that is about two things is counted for both. These are records of what was asked for, not findings
            about anyone, and this message names nobody.
            """.formatted(
                school.name(), days(),
                all == 0
                        ? "Nothing was flagged."
                        : String.format(Locale.UK, all == 1 ? "%,d access was flagged." : "%,d accesses were flagged.",
                                all),
                subjects.entrySet().stream().map(entry -> line(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining()),
                Told.site(school, "/").orElse("on the review site"));
    }

    private static String line(String subject, Map<Grade, Long> grades) {
        return String.format(Locale.UK, "  %s: %,d (%s)%n", subject,
                grades.values().stream().mapToLong(Long::longValue).sum(),
                grades.entrySet().stream().map(grade -> grade.getKey() + " " + grade.getValue())
                        .collect(Collectors.joining(", ")))
                .replace(System.lineSeparator(), "\n");
    }

    private String days() {
        LocalDate last = end.minusDays(1);
        return first.equals(last) ? DAY.format(first) : DAY.format(first) + " to " + DAY.format(last);
    }
}
