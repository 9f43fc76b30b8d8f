package org.schoolgate.app.config;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.SchoolYear;
import org.schoolgate.filters.policy.Timetable.Dates;

/// The days of school: terms, closed days, INSET days, bank holidays, weeks B; written out, or in a calendar.
final class YearFile {

    private static final Key<String> DATES_NAME = Key.optional("name", Shapes.text(60), "no name", "Autumn term",
            "For people who read the file.");
    private static final Key<LocalDate> FROM_DATE = Key.required("from", Written.DATE, "2026-09-01", "Its first day.");
    private static final Key<LocalDate> TO_DATE = Key.required("to", Written.DATE, "2026-12-18", "Its last day.");

    static final Keys RUN = new Keys("a run of days", DATES_NAME, FROM_DATE, TO_DATE);

    static final Key<List<Fields>> TERMS = Key.optional("terms", Shapes.list(RUN, 1, 60), "those of 'calendar'",
            "[{name: Autumn term, from: 2026-09-01, to: 2026-12-18}]",
            "The terms, with their first and last day. Before the first and after the last, nothing is known of the hours.");
    static final Key<List<Fields>> CLOSED = Key.standard("closed", Shapes.list(RUN, 0, 400), "[]",
            "[{name: Half-term, from: 2026-10-26, to: 2026-10-30}]",
            "Days within the terms on which school is shut: half-terms and bank holidays.");
    static final Key<BankHolidays> BANK_HOLIDAYS = Key.standard("bank-holidays",
            Shapes.oneOf("a part of the United Kingdom", Stream.of(BankHolidays.values()), BankHolidays::text), "none",
            "england-and-wales", "Whose bank holidays are closed days, too. `check` says up to when they are known.");
    static final Key<List<LocalDate>> INSET = Key.standard("inset", Shapes.list(Written.DATE, 0, 100), "[]",
            "[2026-09-01, 2027-01-04]", "Days on which adults work while pupils stay at home.");
    static final Key<List<LocalDate>> WEEKS_B = Key.standard("weeks-b", Shapes.list(Written.DATE, 0, 200), "[]",
            "[2026-09-14, 2026-09-28]",
            "Of a timetable of two weeks: a day of each week that is a week B. All others are weeks A.");
    static final Key<Fields> CALENDAR = Key.optional("calendar", CalendarFile.KEYS, "no calendar is read", "",
            "A calendar (iCalendar, .ics) that says some of these days. What it says is added to what stands here.");

    /// What was read.
    ///
    /// @param whose whose bank holidays are closed days
    /// @param bankHolidays these, within the terms
    record Year(SchoolYear days, BankHolidays whose, List<Dates> bankHolidays) {

        static final Year UNKNOWN = new Year(SchoolYear.UNKNOWN, BankHolidays.NONE, List.of());
    }

    private YearFile() {}

    /// Reads the days of school; what is wrong is noted.
    static Year read(Fields fields, ZoneId zone, CalendarSource source) {
        List<Dates> terms = runs(fields.get(TERMS).orElse(List.of()), "two terms overlap");
        List<Dates> closed = runs(fields.or(CLOSED), "these days are closed already");
        noteUseless(fields.or(CLOSED), terms);
        Optional<CalendarDays> read = fields.get(CALENDAR).flatMap(calendar -> source.days(calendar, zone));
        CalendarDays said = read.orElse(CalendarDays.NONE);
        said.terms().forEach(term -> terms.stream().filter(other -> overlap(term, other)).findFirst()
                .ifPresent(other -> fields.place(CALENDAR).wrong(
                        "a term of the calendar overlaps one that stands here: " + text(term) + " and " + text(other),
                        "take it out of one of the two")));
        terms.addAll(said.terms());
        closed.addAll(said.closed());
        List<Dates> bankHolidays = bankHolidays(fields, fields.or(BANK_HOLIDAYS), terms);
        closed.addAll(bankHolidays);
        if (terms.isEmpty() && !isWritten(fields, TERMS) && (read.isPresent() || !isWritten(fields, CALENDAR))) {
            fields.at().wrong(read.isPresent()
                    ? "there is no term, neither here nor in the calendar"
                    : "the timetable needs the key 'terms'", "add it, like terms: " + TERMS.example());
        }
        return new Year(new SchoolYear(terms, closed, both(fields.or(INSET), said.inset()),
                both(fields.or(WEEKS_B), said.weeksB())), fields.or(BANK_HOLIDAYS), bankHolidays);
    }

    private static boolean isWritten(Fields fields, Key<?> key) {
        return fields.at().members().orElse(List.of()).stream()
                .anyMatch(member -> member.key().text().orElse("").equals(key.name()));
    }

    private static Set<LocalDate> both(List<LocalDate> written, Set<LocalDate> said) {
        Set<LocalDate> all = new HashSet<>(written);
        all.addAll(said);
        return all;
    }

    /// The bank holidays within the terms.
    static List<Dates> bankHolidays(Fields fields, BankHolidays whose, List<Dates> terms) {
        if (whose == BankHolidays.NONE) {
            return List.of();
        }
        Dates known = BankHolidays.known();
        terms.stream().filter(term -> term.last().isAfter(known.last()) || term.first().isBefore(known.first()))
                .findFirst().ifPresent(term -> fields.place(BANK_HOLIDAYS).remark(
                        "bank holidays are known from " + known.first().getYear() + " to " + known.last().getYear()
                                + ", and a term is from " + text(term),
                        "write those that are missing among the closed days"));
        return whose.days().stream().filter(day -> terms.stream().anyMatch(term -> term.contains(day)))
                .map(day -> new Dates(day, day)).toList();
    }

    /// Reads runs of days that must not overlap; what is wrong is noted.
    static List<Dates> runs(List<Fields> described, String overlapping) {
        List<Dates> all = new ArrayList<>();
        for (Fields fields : described) {
            dates(fields).ifPresent(run -> {
                all.stream().filter(other -> overlap(run, other)).findFirst()
                        .ifPresent(other -> fields.at().wrong(
                                overlapping + ": " + text(run) + " and " + text(other),
                                "let one end before the other begins"));
                all.add(run);
            });
        }
        return all;
    }

    private static boolean overlap(Dates one, Dates other) {
        return !one.first().isAfter(other.last()) && !other.first().isAfter(one.last());
    }

    private static String text(Dates run) {
        return run.first() + " to " + run.last();
    }

    /// Reads one run of days; empty where it is wrong, which is noted.
    static Optional<Dates> dates(Fields fields) {
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

    private static void noteUseless(List<Fields> closed, List<Dates> terms) {
        for (Fields described : closed) {
            Optional<LocalDate> first = described.get(FROM_DATE);
            Optional<LocalDate> last = described.get(TO_DATE);
            if (first.isPresent() && last.isPresent() && !terms.isEmpty() && terms.stream()
                    .noneMatch(term -> !first.get().isAfter(term.last()) && !term.first().isAfter(last.get()))) {
                described.at().remark(first.get() + " to " + last.get() + " is in no term", "look at the year");
            }
        }
    }
}
