package org.schoolgate.app.config;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.Timetable.Times;
import org.schoolgate.filters.policy.Week;

/// The hours of a week, as the school, a group or a person may write them: `day` for each of `days`, and in their place
/// what `week` says of a weekday.
final class WeekFile {

    private static final int IN_A_DAY = 24 * 60;
    private static final int IN_A_WEEK = 7 * IN_A_DAY;

    private static final Map<DayOfWeek, Key<List<Fields>>> WEEKDAYS = weekdays();
    private static final Keys WEEK_KEYS = new Keys("the hours of a week", List.copyOf(WEEKDAYS.values()));

    static final Key<List<DayOfWeek>> DAYS = Key.standard("days", Shapes.list(Written.WEEKDAY, 1, 7),
            "[monday, tuesday, wednesday, thursday, friday]", "[monday, tuesday, wednesday, thursday]",
            "The weekdays on which school is open in term.");
    static final Key<Fields> DAY = Key.optional("day", TimesOfDay.KEYS, "see 'week'", "{from: 08:30, to: 15:45}",
            "The school day. Outside its breaks it is working time.");
    static final Key<Fields> WEEK = Key.optional("week", WEEK_KEYS, "'day' holds for each of 'days'",
            "{friday: [{from: 08:30, to: 13:00}]}",
            "The weekdays with hours of their own, in place of 'day'. There may be several parts a day; between them it is"
                    + " outside hours. What goes on after midnight is written on the day on which it begins.");
    static final Key<Fields> WEEK_B = Key.optional("week-b", WEEK_KEYS, "all weeks are alike",
            "{friday: [{from: 08:30, to: 13:00}]}",
            "The same for weeks B of a timetable of two weeks, in place of 'week'. 'weeks-b' says which these are.");
    static final Key<List<Fields>> BREAKS = Key.standard("breaks", Shapes.list(TimesOfDay.KEYS, 0, 24), "[]",
            "[{from: 12:00, to: 13:00}]", "The breaks within the school day.");

    static final Key<List<DayOfWeek>> OWN_DAYS = Key.optional("days", DAYS.shape(), "the school's", DAYS.example(),
            "The weekdays. Where there is neither 'day' nor 'week', they have the school's hours.");
    static final Key<Fields> OWN_DAY = Key.optional("day", TimesOfDay.KEYS, "see 'days' and 'week'",
            "{from: 09:00, to: 14:30}", "The same hours on each of the weekdays.");
    static final Key<Fields> OWN_WEEK = Key.optional("week", WEEK_KEYS, "see 'day'",
            "{monday: [{from: 07:00, to: 10:00}, {from: 15:00, to: 18:00}]}",
            "The weekdays with hours of their own, in place of 'day'; without 'day', no others are worked.");
    static final Key<List<Fields>> OWN_BREAKS = Key.optional("breaks", BREAKS.shape(), "the school's",
            BREAKS.example(), "The breaks within these hours.");

    /// What was read.
    ///
    /// @param a the week, or week A of two
    /// @param b week B; the same where there is one
    /// @param day the hours of days that are in no week, such as an INSET day on a Saturday; empty where nothing says them
    record Weeks(Week a, Week b, Optional<Times> day) {

        static final Weeks NONE = new Weeks(Week.FREE, Week.FREE, Optional.empty());

        /// These hours, on whatever day.
        static Weeks ofDays(List<Times> hours) {
            Week week = Week.of(Set.of(DayOfWeek.MONDAY), hours);
            return new Weeks(week, week, Optional.empty());
        }

        private List<Times> all() {
            return Stream.of(a, b).flatMap(week -> week.hours().values().stream()).flatMap(List::stream).distinct()
                    .toList();
        }
    }

    /// Hours of a weekday, and where they stand.
    private record Slot(DayOfWeek day, Times times, Fields at) {

        /// From the beginning of Monday.
        int first() {
            return (day.getValue() - 1) * IN_A_DAY + TimesOfDay.minute(times.from());
        }

        boolean overlaps(Slot other) {
            return Math.floorMod(other.first() - first(), IN_A_WEEK) < TimesOfDay.minutes(times)
                    || Math.floorMod(first() - other.first(), IN_A_WEEK) < TimesOfDay.minutes(other.times);
        }

        String text() {
            return WeekFile.text(day) + " " + TimesOfDay.text(times);
        }
    }

    private WeekFile() {}

    private static Map<DayOfWeek, Key<List<Fields>>> weekdays() {
        Map<DayOfWeek, Key<List<Fields>>> keys = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            keys.put(day, Key.optional(text(day), Shapes.list(TimesOfDay.KEYS, 0, 24), "'day', or no hours",
                    "[{from: 08:30, to: 12:00}, {from: 13:00, to: 15:45}]", "The hours that begin on that day."));
        }
        return keys;
    }

    private static String text(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    /// Reads the school's week; what is wrong is noted.
    static Weeks school(Fields fields) {
        List<String> written = fields.at().members().orElse(List.of()).stream()
                .map(member -> member.key().text().orElse("")).toList();
        if (!written.contains(DAY.name()) && !written.contains(WEEK.name())) {
            fields.at().wrong("the timetable needs the key 'day'", "add it, like day: " + DAY.example());
        } else if (!written.contains(DAY.name()) && written.contains(DAYS.name())) {
            fields.place(DAYS).wrong("'days' has no hours without 'day'", "add 'day', or leave 'days' out");
        }
        Optional<Times> day = fields.get(DAY).flatMap(TimesOfDay::read);
        Week common = day.map(times -> Week.of(fields.or(DAYS), List.of(times))).orElse(Week.FREE);
        return over(common, common, day, fields.get(WEEK), fields.get(WEEK_B));
    }

    /// Reads the week of a group or a person; where nothing is written, it is the school's.
    static Weeks own(Fields fields, Weeks school) {
        Optional<List<DayOfWeek>> days = fields.get(OWN_DAYS);
        Optional<Fields> week = fields.get(OWN_WEEK);
        Optional<Fields> weekB = fields.get(WEEK_B);
        Optional<Times> day = fields.get(OWN_DAY).flatMap(TimesOfDay::read);
        if (days.isEmpty() && fields.get(OWN_DAY).isEmpty() && week.isEmpty()) {
            weekB.ifPresent(_ -> fields.place(WEEK_B).wrong("'week-b' stands here without 'week'",
                    "add 'week' for the other weeks"));
            return school;
        }
        if (day.isPresent()) {
            Set<DayOfWeek> usual = school.a().days().isEmpty() ? Set.copyOf(DAYS.standardValue()) : school.a().days();
            Week common = Week.of(days.map(Set::copyOf).orElse(usual), List.of(day.get()));
            return over(common, common, day, week, weekB);
        }
        List<DayOfWeek> theirs = days.orElse(List.of());
        theirs.stream().filter(one -> week.flatMap(said -> said.get(key(one))).isEmpty())
                .filter(one -> school.a().on(one).isEmpty() && school.b().on(one).isEmpty())
                .forEach(one -> fields.place(OWN_DAYS).wrong("the school has no hours on " + text(one),
                        "add 'day' or 'week'"));
        return over(only(theirs, school.a()), only(theirs, school.b()), day, week, weekB);
    }

    private static Week only(List<DayOfWeek> days, Week week) {
        Map<DayOfWeek, List<Times>> hours = new EnumMap<>(DayOfWeek.class);
        days.forEach(day -> hours.put(day, week.on(day)));
        return new Week(hours);
    }

    private static Weeks over(Week a, Week b, Optional<Times> day, Optional<Fields> week, Optional<Fields> weekB) {
        return new Weeks(week.map(fields -> over(a, fields)).orElse(a),
                weekB.or(() -> week).map(fields -> over(b, fields)).orElse(b), day);
    }

    private static Week over(Week common, Fields fields) {
        Map<DayOfWeek, List<Times>> hours = new EnumMap<>(DayOfWeek.class);
        hours.putAll(common.hours());
        List<Slot> slots = new ArrayList<>();
        WEEKDAYS.forEach((day, key) -> fields.get(key).ifPresent(described -> {
            hours.put(day, new ArrayList<>());
            for (Fields one : described) {
                TimesOfDay.read(one).ifPresent(times -> slots.add(new Slot(day, times, one)));
            }
        }));
        List<Slot> before = new ArrayList<>();
        common.hours().forEach((day, all) -> all.stream().filter(_ -> fields.get(key(day)).isEmpty())
                .forEach(times -> before.add(new Slot(day, times, fields))));
        for (Slot slot : slots) {
            before.stream().filter(slot::overlaps).findFirst().ifPresent(other -> slot.at().at().wrong(
                    "these hours overlap: " + slot.text() + " and " + other.text(), "let one end before the other"
                            + " begins; what goes on after midnight is written once, on the day on which it begins"));
            before.add(slot);
            List<Times> all = new ArrayList<>(hours.getOrDefault(slot.day(), List.of()));
            all.add(slot.times());
            hours.put(slot.day(), all);
        }
        return new Week(hours);
    }

    private static Key<List<Fields>> key(DayOfWeek day) {
        return Objects.requireNonNull(WEEKDAYS.get(day));
    }

    /// Reads breaks, which lie within some hours of these weeks and not over each other; what is wrong is noted.
    static List<Times> breaks(List<Fields> described, Weeks weeks) {
        List<Times> hours = weeks.all();
        List<Times> all = new ArrayList<>();
        for (Fields fields : described) {
            TimesOfDay.read(fields).ifPresent(pause -> {
                if (!hours.isEmpty() && hours.stream().noneMatch(times -> isWithin(pause, times))) {
                    fields.at().wrong("the break from " + TimesOfDay.text(pause) + " is not within the school day",
                            hours.size() == 1
                                    ? "keep it between " + hours.getFirst().from() + " and " + hours.getFirst().to()
                                    : "keep it within hours that 'day' or 'week' says");
                }
                if (all.stream().anyMatch(other -> overlap(pause, other))) {
                    fields.at().wrong("two breaks overlap at " + pause.from(), "let one end before the other begins");
                }
                all.add(pause);
            });
        }
        return all;
    }

    private static boolean isWithin(Times pause, Times hours) {
        return offset(hours, pause) + TimesOfDay.minutes(pause) <= TimesOfDay.minutes(hours);
    }

    private static boolean overlap(Times one, Times other) {
        return offset(one, other) < TimesOfDay.minutes(one) || offset(other, one) < TimesOfDay.minutes(other);
    }

    /// How many minutes after the one the other begins.
    private static int offset(Times one, Times other) {
        return Math.floorMod(TimesOfDay.minute(other.from()) - TimesOfDay.minute(one.from()), IN_A_DAY);
    }
}
