package org.schoolgate.app.config;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.filters.policy.Timetable.Times;

/// What the timetable in `policy.yaml` may say.
final class TimetableFile {

    private static final Key<LocalTime> FROM_TIME = Key.required("from", Written.TIME, "08:30", "Its first minute.");
    private static final Key<LocalTime> TO_TIME = Key.required("to", Written.TIME, "15:45",
            "The minute at which it is over.");
    private static final Keys TIMES = new Keys("a part of the day", FROM_TIME, TO_TIME);

    private static final Key<String> DATES_NAME = Key.optional("name", Shapes.text(60), "no name", "Autumn term",
            "For people who read the file.");
    private static final Key<LocalDate> FROM_DATE = Key.required("from", Written.DATE, "2026-09-01", "Its first day.");
    private static final Key<LocalDate> TO_DATE = Key.required("to", Written.DATE, "2026-12-18", "Its last day.");
    private static final Keys DATES = new Keys("a run of days", DATES_NAME, FROM_DATE, TO_DATE);

    private static final Key<List<DayOfWeek>> DAYS = Key.standard("days", Shapes.list(Written.WEEKDAY, 1, 7),
            "[monday, tuesday, wednesday, thursday, friday]", "[monday, tuesday, wednesday, thursday]",
            "The weekdays on which school is open in term.");
    private static final Key<Fields> DAY = Key.required("day", TIMES, "{from: 08:30, to: 15:45}",
            "The school day. Outside its breaks it is working time.");
    private static final Key<List<Fields>> BREAKS = Key.standard("breaks", Shapes.list(TIMES, 0, 12), "[]",
            "[{from: 12:00, to: 13:00}]", "The breaks within the school day.");
    private static final Key<List<Fields>> TERMS = Key.required("terms", Shapes.list(DATES, 1, 60),
            "[{name: Autumn term, from: 2026-09-01, to: 2026-12-18}]",
            "The terms, with their first and last day. Before the first and after the last, nothing is known of the hours.");
    private static final Key<List<Fields>> CLOSED = Key.standard("closed", Shapes.list(DATES, 0, 400), "[]",
            "[{name: Half-term, from: 2026-10-26, to: 2026-10-30}]",
            "Days within the terms on which school is shut: half-terms and bank holidays.");
    private static final Key<List<LocalDate>> INSET = Key.standard("inset", Shapes.list(Written.DATE, 0, 100), "[]",
            "[2026-09-01, 2027-01-04]", "Days on which adults work while pupils stay at home.");

    /// The timetable.
    static final Keys TIMETABLE = new Keys("the timetable", DAYS, DAY, BREAKS, TERMS, CLOSED, INSET);

    private TimetableFile() {}

    /// Reads a timetable; what is wrong is noted, and then the result must not be used.
    static Timetable read(Fields fields, ZoneId zone) {
        List<Dates> terms = runs(fields.get(TERMS).orElse(List.of()), "two terms overlap");
        Optional<Times> day = fields.get(DAY).flatMap(TimetableFile::times);
        List<Times> breaks = breaks(fields.or(BREAKS), day);
        List<Dates> closed = runs(fields.or(CLOSED), "these days are closed already");
        noteUseless(fields, terms);
        return new Timetable(zone, terms, Set.copyOf(fields.or(DAYS)),
                day.orElse(new Times(LocalTime.MIN, LocalTime.MAX)), breaks, closed, Set.copyOf(fields.or(INSET)));
    }

    private static List<Dates> runs(List<Fields> described, String overlapping) {
        List<Dates> all = new ArrayList<>();
        for (Fields fields : described) {
            dates(fields).ifPresent(run -> {
                all.stream()
                        .filter(other -> !run.first().isAfter(other.last()) && !other.first().isAfter(run.last()))
                        .findFirst()
                        .ifPresent(other -> fields.at().wrong(
                                overlapping + ": " + text(run) + " and " + text(other),
                                "let one end before the other begins"));
                all.add(run);
            });
        }
        return all;
    }

    private static String text(Dates run) {
        return run.first() + " to " + run.last();
    }

    private static Optional<Dates> dates(Fields fields) {
        Optional<LocalDate> first = fields.get(FROM_DATE);
        Optional<LocalDate> last = fields.get(TO_DATE);
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        if (last.get().isBefore(first.get())) {
            fields.place(TO_DATE).wrong(last.get() + " is before the first day, " + first.get(),
                    "swap the two, or look at the year");
            return Optional.empty();
        }
        return Optional.of(new Dates(first.get(), last.get()));
    }

    private static Optional<Times> times(Fields fields) {
        Optional<LocalTime> from = fields.get(FROM_TIME);
        Optional<LocalTime> to = fields.get(TO_TIME);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (!from.get().isBefore(to.get())) {
            fields.place(TO_TIME).wrong(to.get() + " is not after " + from.get(),
                    "write the earlier time under 'from', on a 24-hour clock");
            return Optional.empty();
        }
        return Optional.of(new Times(from.get(), to.get()));
    }

    private static List<Times> breaks(List<Fields> described, Optional<Times> day) {
        List<Times> all = new ArrayList<>();
        for (Fields fields : described) {
            times(fields).ifPresent(pause -> {
                day.filter(school -> pause.from().isBefore(school.from()) || pause.to().isAfter(school.to()))
                        .ifPresent(school -> fields.at().wrong("the break from " + pause.from() + " to " + pause.to()
                                + " is not within the school day",
                                "keep it between " + school.from() + " and " + school.to()));
                if (all.stream()
                        .anyMatch(other -> pause.from().isBefore(other.to()) && other.from().isBefore(pause.to()))) {
                    fields.at().wrong("two breaks overlap at " + pause.from(), "let one end before the other begins");
                }
                all.add(pause);
            });
        }
        return all;
    }

    private static void noteUseless(Fields fields, List<Dates> terms) {
        for (Fields described : fields.or(CLOSED)) {
            Optional<LocalDate> first = described.get(FROM_DATE);
            Optional<LocalDate> last = described.get(TO_DATE);
            if (first.isPresent() && last.isPresent() && !terms.isEmpty() && terms.stream()
                    .noneMatch(term -> !first.get().isAfter(term.last()) && !term.first().isAfter(last.get()))) {
                described.at().remark(first.get() + " to " + last.get() + " is in no term", "look at the year");
            }
        }
    }
}
