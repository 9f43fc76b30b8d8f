package org.schoolgate.app.config;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.SchoolYear;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.filters.policy.Timetable.Times;
import org.schoolgate.filters.policy.Week;
import org.schoolgate.filters.request.Person;

/// What `policy.yaml` may say of the hours of single people. Messages leave their names out: they end in logs.
final class HoursFile {

    private static final Shape<Person> ACCOUNT = Piece.of("the name of an account, like s.lowe", "^[^\\s/@\\\\:]+$",
            (text, value) -> {
                Optional<Person> person = Person.of(text);
                if (person.isEmpty()) {
                    value.wrong("this is no name of an account", "write what they sign in with, like s.lowe");
                }
                return person;
            });

    private static final Key<List<Placed<Person>>> ACCOUNTS = Key.required("accounts",
            Shapes.list(ACCOUNT.placed(), 1, 1_000), "[s.lowe, r.oyelaran]", "Whose hours these are.");
    private static final Key<List<Fields>> AWAY = Key.standard("away", YearFile.CLOSED.shape(), "[]",
            "[{name: Leave, from: 2026-11-23, to: 2026-11-27}]",
            "Days on which they do not work, beside the school's.");
    private static final Key<List<LocalDate>> DATES = Key.optional("dates", Shapes.list(Written.DATE, 1, 400),
            "see 'days' and 'week'", "[2026-11-24, 2026-11-25]",
            "Who is paid by the day: the days that are worked, with the hours of 'day', or else the school's. Before the"
                    + " first and after the last nothing is known.");
    private static final Key<Boolean> UNKNOWN = Key.standard("unknown", Shapes.flag(), "false", "true",
            "That nobody knows when they work. It is then never working time.");

    /// The hours of some people.
    static final Keys KEYS = new Keys("somebody's hours", ACCOUNTS, WeekFile.OWN_DAYS, WeekFile.OWN_DAY,
            WeekFile.OWN_WEEK,
            WeekFile.WEEK_B, WeekFile.OWN_BREAKS, TimetableFile.OWN_TERMS, AWAY, TimetableFile.OWN_BANK_HOLIDAYS, DATES,
            UNKNOWN);

    private HoursFile() {}

    /// Reads whose hours are other than their group's; what is wrong is noted.
    static Map<Person, Timetable> read(List<Fields> described, TimetableFile school) {
        Map<Person, Timetable> all = new HashMap<>();
        Map<Person, Integer> lines = new HashMap<>();
        for (Fields fields : described) {
            Timetable timetable = timetable(fields, school);
            for (Placed<Person> account : fields.get(ACCOUNTS).orElse(List.of())) {
                Integer earlier = lines.putIfAbsent(account.value(), account.at().line());
                if (earlier != null) {
                    account.at().wrong("this account has hours already, in line " + earlier, "name each account once");
                }
                all.put(account.value(), timetable);
            }
        }
        return all;
    }

    private static Timetable timetable(Fields fields, TimetableFile school) {
        if (fields.or(UNKNOWN)) {
            alone(fields, UNKNOWN, Set.of(UNKNOWN.name()), "hours that nobody knows cannot be written");
            return Timetable.unknown(school.timetable().zone());
        }
        if (fields.get(DATES).isPresent()) {
            alone(fields, DATES, Set.of(DATES.name(), WeekFile.OWN_DAY.name(), WeekFile.OWN_BREAKS.name()),
                    "whoever works on single dates has no weekdays");
            return onDates(fields, fields.get(DATES).get(), school);
        }
        List<Dates> away = YearFile.runs(fields.or(AWAY), "these days are written already");
        Timetable own = school.own(fields, away, true, false);
        if (own.terms().isEmpty()) {
            fields.at().remark("nothing says in which terms these hours hold, so they are unknown",
                    "add 'timetable', or 'terms' here");
        }
        return own;
    }

    /// Notes each key that stands beside `key` and must not.
    private static void alone(Fields fields, Key<?> key, Set<String> fitting, String why) {
        for (Value.Member member : fields.at().members().orElse(List.of())) {
            String name = member.key().text().orElse("");
            boolean known = KEYS.all().stream().anyMatch(one -> one.name().equals(name));
            if (known && !fitting.contains(name) && !name.equals(ACCOUNTS.name())) {
                member.key().wrong("'" + name + "' stands beside '" + key.name() + "': " + why,
                        "leave one of them out");
            }
        }
    }

    private static Timetable onDates(Fields fields, List<LocalDate> days, TimetableFile school) {
        Optional<Times> day = fields.get(WeekFile.OWN_DAY).flatMap(TimesOfDay::read);
        Map<LocalDate, List<Times>> dates = new TreeMap<>();
        for (LocalDate date : days) {
            List<Times> usual = school.timetable().usual(date);
            List<Times> hours = day.or(() -> usual.isEmpty() ? school.weeks().day() : Optional.empty()).stream()
                    .toList();
            dates.put(date, hours.isEmpty() ? usual : hours);
        }
        dates.entrySet().stream().filter(one -> one.getValue().isEmpty() && fields.get(WeekFile.OWN_DAY).isEmpty())
                .findFirst().ifPresent(one -> fields.place(DATES).wrong(
                        "the school has no hours on " + one.getKey(), "add 'day'"));
        List<LocalDate> ordered = dates.keySet().stream().toList();
        SchoolYear between = new SchoolYear(List.of(new Dates(ordered.getFirst(), ordered.getLast())), List.of(),
                Set.of(), Set.of());
        List<Times> breaks = fields.get(WeekFile.OWN_BREAKS)
                .map(described -> WeekFile.breaks(described, WeekFile.Weeks.ofDays(Stream.concat(day.stream(),
                        dates.values().stream().flatMap(List::stream)).toList())))
                .orElse(school.timetable().breaks());
        return new Timetable(school.timetable().zone(), between, Week.FREE, Week.FREE, breaks, dates);
    }
}
