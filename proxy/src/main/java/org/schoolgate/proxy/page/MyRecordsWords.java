package org.schoolgate.proxy.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.policy.When;

/// Puts into words what is kept of somebody, and which rules apply to them.
final class MyRecordsWords {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

    /// How many notes there may be beside a record, after which no form is shown for another.
    private static final int MOST_NOTES = 10;

    private MyRecordsWords() {}

    /// What somebody wrote that was not good enough.
    ///
    /// @param record beside which record
    record Unfit(long record, String typed, String wrong) {}

    static MyRecordsPage.Shown shown(MyRecords.Kept kept, String account, String turn, long below,
            @Nullable String written, Optional<Unfit> unfit, ZoneId zone) {
        return new MyRecordsPage.Shown(turn, Plain.text(account), Plain.text(kept.policy().group().title()),
                hours(kept.whose()), today(kept),
                kept.policy().rules().stream().filter(rule -> !rule.shadow() && rule.validity().covers(kept.now()))
                        .map(MyRecordsWords::rule).toList(),
                Plain.sentence("Whatever none of these is about: " + opens(kept.policy().otherwise())), written,
                kept.records().stream()
                        .map(record -> line(record, unfit.filter(one -> one.record() == record.number()), zone))
                        .toList(),
                below == Long.MAX_VALUE, Long.toString(below), kept.older().map(Object::toString).orElse(null));
    }

    private static String hours(Timetables.Whose whose) {
        return "Your working hours are " + switch (whose) {
            case SCHOOL -> "those of the school’s timetable.";
            case GROUP -> "those of your group’s own timetable.";
            case PERSON -> "your own, as the school has written them down.";
        };
    }

    /// "08:30 to 12:00: working time".
    private static List<String> today(MyRecords.Kept kept) {
        ZoneId zone = kept.hours().zone();
        ZonedDateTime start = kept.now().atZone(zone).toLocalDate().atStartOfDay(zone);
        Instant end = start.plusDays(1).toInstant();
        List<String> parts = new ArrayList<>();
        Instant from = start.toInstant();
        while (from.isBefore(end)) {
            Timetable.Moment moment = kept.hours().at(from);
            Instant until = moment.until();
            while (until.isBefore(end) && kept.hours().at(until).hours() == moment.hours()) {
                until = kept.hours().at(until).until();
            }
            boolean wholeDay = from.equals(start.toInstant()) && !until.isBefore(end);
            parts.add((wholeDay
                    ? "All day: "
                    : TIME.format(from.atZone(zone)) + " to "
                            + (until.isBefore(end) ? TIME.format(until.atZone(zone)) : "midnight") + ": ")
                    + hour(moment.hours()));
            from = until;
        }
        return parts;
    }

    private static String hour(Hours hours) {
        return switch (hours) {
            case WORKING -> "working time";
            case BREAK -> "a break";
            case OUTSIDE -> "not working time";
            case UNKNOWN -> "not known, which is never counted against you";
        };
    }

    private static MyRecordsPage.Rule rule(Rule rule) {
        String when = rule.when() instanceof When.During during
                ? during.hours().stream().sorted(Comparator.naturalOrder()).map(MyRecordsWords::during)
                        .collect(Collectors.joining(" and "))
                : "always";
        return new MyRecordsPage.Rule(Plain.sentence(rule.title()),
                Plain.sentence(opens(rule.verdict()) + ", " + when
                        + (rule.recorded() ? "; it is recorded" : "; it is not recorded")),
                quote(rule.clause()));
    }

    private static String during(Hours hours) {
        return switch (hours) {
            case WORKING -> "in working time";
            case BREAK -> "in breaks";
            case OUTSIDE -> "outside working time";
            case UNKNOWN -> "when your working time is not known";
        };
    }

    private static String opens(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> "open";
            case FLAG -> "open, and noted for a person to look at";
            case COACH -> "open after the question what it is for";
            case BLOCK -> "closed";
        };
    }

    private static MyRecordsPage.Line line(MyRecords.Access record, Optional<Unfit> unfit, ZoneId zone) {
        return new MyRecordsPage.Line(Long.toString(record.number()), when(record.at(), zone),
                Plain.text(record.target()), happened(record), Plain.sentence(record.rule()), quote(record.clause()),
                record.ground().grade().words() + ". " + record.ground().sentence(), record.reference(),
                record.answered().map(Plain::text).orElse(null),
                record.written().stream().map(note -> new MyRecordsPage.Note(when(note.at(), zone),
                        Plain.text(note.words()))).toList(),
                record.written().size() >= MOST_NOTES, unfit.map(Unfit::typed).map(Plain::text).orElse(""),
                unfit.map(Unfit::wrong).orElse(null));
    }

    private static String happened(MyRecords.Access record) {
        if (record.fault()) {
            return "Closed to be safe, because the filter itself had failed. That says nothing about you.";
        }
        return switch (record.verdict()) {
            case ALLOW, FLAG -> "It opened, and was noted.";
            case COACH -> record.answered().isPresent()
                    ? "It opened after your answer."
                    : "You were asked what it is for. Until an answer nothing of the site was shown.";
            case BLOCK -> "It was closed. Nothing of the site was shown.";
        };
    }

    private static Refusal.@Nullable Quote quote(Optional<Clause> clause) {
        return clause.map(one -> new Refusal.Quote("“" + Plain.text(one.quote()) + "”", Plain.text(one.source()), null))
                .orElse(null);
    }

    private static String when(Instant at, ZoneId zone) {
        return WHEN.format(at.atZone(zone));
    }
}
