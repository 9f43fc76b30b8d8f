package org.schoolgate.app.config;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.app.config.WeekFile.Weeks;
import org.schoolgate.app.config.YearFile.Year;
import org.schoolgate.filters.policy.SchoolYear;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.filters.policy.Timetable.Times;

/// What the timetables in `policy.yaml` may say: the school's, and in what a group's is other.
///
/// @param year the school's days
/// @param weeks the school's hours
/// @param timetable both together
record TimetableFile(Year year, Weeks weeks, Timetable timetable) {

    /// The school's timetable.
    static final Keys TIMETABLE = new Keys("the timetable", WeekFile.DAYS, WeekFile.DAY, WeekFile.WEEK, WeekFile.WEEK_B,
            WeekFile.BREAKS, YearFile.TERMS, YearFile.CLOSED, YearFile.BANK_HOLIDAYS, YearFile.INSET, YearFile.WEEKS_B,
            YearFile.CALENDAR);

    static final Key<List<Fields>> OWN_TERMS = Key.optional("terms", YearFile.TERMS.shape(),
            "the school's, with its closed days", "[{from: 2026-09-01, to: 2027-08-31}]",
            "The runs of days within which these hours hold, without the school's closed days; bank holidays stay.");
    static final Key<BankHolidays> OWN_BANK_HOLIDAYS = Key.optional("bank-holidays", YearFile.BANK_HOLIDAYS.shape(),
            "the school's", "none", "Whose bank holidays are free.");
    private static final Key<List<Fields>> OWN_CLOSED = Key.standard("closed", YearFile.CLOSED.shape(), "[]",
            "[{name: Study leave, from: 2027-05-10, to: 2027-07-20}]",
            "Days on which the group stays at home, beside the school's.");
    private static final Key<Boolean> WORKS_ON_INSET = Key.standard("works-on-inset", Shapes.flag(), "true", "false",
            "Whether INSET days are working days of this group. Pupils are at home then.");

    /// In what a group's timetable is other than the school's.
    static final Keys GROUPS_OWN = new Keys("a group's timetable", WeekFile.OWN_DAYS, WeekFile.OWN_DAY,
            WeekFile.OWN_WEEK, WeekFile.WEEK_B, WeekFile.OWN_BREAKS, OWN_TERMS, OWN_CLOSED, OWN_BANK_HOLIDAYS,
            WORKS_ON_INSET);

    /// A timetable of which nothing is written.
    static TimetableFile unknown(ZoneId zone) {
        return new TimetableFile(Year.UNKNOWN, Weeks.NONE, Timetable.unknown(zone));
    }

    /// Reads the school's timetable; what is wrong is noted, and then the result must not be used.
    static TimetableFile read(Fields fields, ZoneId zone, CalendarSource calendar) {
        Weeks weeks = WeekFile.school(fields);
        List<Times> breaks = WeekFile.breaks(fields.or(WeekFile.BREAKS), weeks);
        Year year = YearFile.read(fields, zone, calendar);
        noteWeekB(fields, year.days());
        Timetable timetable = timetable(zone, year.days(), weeks, breaks, true, List.of());
        year.days().inset().stream().filter(date -> timetable.dates().getOrDefault(date, List.of()).isEmpty()).sorted()
                .findFirst().ifPresent(date -> fields.place(YearFile.INSET).remark(
                        "nothing says the hours of the INSET day " + date, "add 'day', or its weekday to 'week'"));
        return new TimetableFile(year, weeks, timetable);
    }

    /// Reads a group's timetable; what is wrong is noted.
    Timetable ofGroup(Fields fields) {
        return own(fields, YearFile.runs(fields.or(OWN_CLOSED), "these days are closed already"),
                fields.or(WORKS_ON_INSET), true);
    }

    /// Reads a timetable of somebody's own; what is wrong is noted.
    ///
    /// @param closed the days that are free beside the school's
    /// @param worksOnInset whether INSET days are worked
    /// @param anyDay whether an INSET day has hours even where its weekday has none
    Timetable own(Fields fields, List<Dates> closed, boolean worksOnInset, boolean anyDay) {
        Weeks own = WeekFile.own(fields, weeks);
        List<Times> breaks = fields.get(WeekFile.OWN_BREAKS).map(described -> WeekFile.breaks(described, own))
                .orElse(timetable.breaks());
        Optional<List<Dates>> terms = fields.get(OWN_TERMS)
                .map(described -> YearFile.runs(described, "two runs of days overlap"));
        List<Dates> all = new ArrayList<>(closed);
        List<Dates> runs = terms.orElse(year.days().terms());
        BankHolidays bankHolidays = fields.get(OWN_BANK_HOLIDAYS).orElse(year.whose());
        if (terms.isEmpty()) {
            year.days().closed().stream().filter(run -> !year.bankHolidays().contains(run)).forEach(all::add);
        }
        all.addAll(YearFile.bankHolidays(fields, bankHolidays, runs));
        SchoolYear days = new SchoolYear(runs, all, terms.isEmpty() ? year.days().inset() : Set.of(),
                year.days().weeksB());
        noteWeekB(fields, days);
        boolean usual = anyDay || own.equals(weeks);
        return timetable(timetable.zone(), days,
                usual ? own : new Weeks(own.a(), own.b(), Optional.empty()), breaks, worksOnInset,
                closed);
    }

    private static void noteWeekB(Fields fields, SchoolYear year) {
        if (fields.get(WeekFile.WEEK_B).isPresent() && year.weeksB().isEmpty()) {
            fields.place(WeekFile.WEEK_B).wrong("nothing says which weeks are weeks B",
                    "add 'weeks-b' to the timetable, or leave 'week-b' out");
        }
    }

    /// INSET days get the hours of their weekday, or of any day where it has none; away from work they get none.
    private static Timetable timetable(ZoneId zone, SchoolYear year, Weeks weeks, List<Times> breaks,
            boolean worksOnInset, List<Dates> away) {
        Timetable weekly = new Timetable(zone, year, weeks.a(), weeks.b(), breaks, Map.of());
        Map<LocalDate, List<Times>> dates = new HashMap<>();
        for (LocalDate date : year.inset()) {
            boolean works = worksOnInset && away.stream().noneMatch(run -> run.contains(date));
            List<Times> usual = weekly.usual(date);
            dates.put(date, !works ? List.of() : usual.isEmpty() ? weeks.day().stream().toList() : usual);
        }
        return new Timetable(zone, year, weeks.a(), weeks.b(), breaks, dates);
    }
}
