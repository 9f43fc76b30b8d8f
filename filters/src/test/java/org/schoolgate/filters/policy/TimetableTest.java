package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.filters.Rounds;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.filters.policy.Timetable.Moment;
import org.schoolgate.filters.policy.Timetable.Times;

class TimetableTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final Week NIGHTS = Week.of(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            List.of(times("22:00", "06:00")));

    private final Timetable timetable = SmallSchool.TIMETABLE;

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T08:29:59, OUTSIDE", "2026-11-24T08:30:00, WORKING", "2026-11-24T10:29:59.999999999, WORKING",
        "2026-11-24T10:30:00, BREAK", "2026-11-24T10:49:59, BREAK", "2026-11-24T10:50:00, WORKING",
        "2026-11-24T12:10:00, BREAK", "2026-11-24T13:10:00, WORKING", "2026-11-24T15:29:59, WORKING",
        "2026-11-24T15:30:00, OUTSIDE", "2026-11-24T00:00:00, OUTSIDE", "2026-11-24T23:59:59, OUTSIDE"})
    void bellsBeginAndEndTheHours(LocalDateTime local, Hours hours) {
        assertThat(at(local)).isEqualTo(hours);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, OUTSIDE, a Saturday", "2026-11-22, OUTSIDE, a Sunday", "2026-10-28, OUTSIDE, half-term",
        "2026-10-23, WORKING, the day before half-term", "2026-11-02, WORKING, the day after it",
        "2026-12-24, OUTSIDE, between two terms", "2027-01-04, WORKING, an INSET day before term",
        "2026-08-31, UNKNOWN, before the first term", "2026-09-01, WORKING, an INSET day before the first term",
        "2026-09-02, WORKING, the first day", "2027-03-25, WORKING, the last day",
        "2027-03-26, UNKNOWN, after the last term",
        "2030-06-03, UNKNOWN, years later"})
    void daysAreTermHolidayInsetOrUnknown(LocalDate date, Hours atTen, String what) {
        assertThat(at(date.atTime(10, 0))).as(what).isEqualTo(atTen);
    }

    @Test
    void anInsetDayIsAWorkdayEvenWhereTheSchoolIsClosedOtherwise() {
        LocalDate saturday = LocalDate.parse("2026-10-31");
        Timetable odd = new Timetable(LONDON, timetable.terms(), timetable.days(), times("08:30", "15:30"),
                timetable.breaks(), timetable.closed(), Set.of(saturday));
        assertThat(odd.at(instant(saturday.atTime(10, 0))).hours()).isEqualTo(Hours.WORKING);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-23T07:30:00Z, WORKING", "2026-10-23T07:29:59Z, OUTSIDE", "2026-11-02T08:30:00Z, WORKING",
        "2026-11-02T08:29:59Z, OUTSIDE", "2026-11-02T07:30:00Z, OUTSIDE"})
    void theBellRingsByTheClockOnTheWallInSummerAndInWinter(Instant at, Hours hours) {
        assertThat(timetable.at(at).hours()).isEqualTo(hours);
    }

    @Test
    void whereNothingIsKnownEveryHourIsUnknown() {
        Timetable unknown = Timetable.unknown(LONDON);
        Rounds.play(200, random -> {
            Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            assertThat(unknown.at(at).hours()).isEqualTo(Hours.UNKNOWN);
            assertThat(unknown.at(at).until()).isAfter(at);
        });
    }

    @Test
    void anAnswerHoldsUntilTheNextBell() {
        assertThat(timetable.at(instant(LocalDateTime.parse("2026-11-24T07:00:00"))).until())
                .isEqualTo(instant(LocalDateTime.parse("2026-11-24T08:30:00")));
        assertThat(timetable.at(instant(LocalDateTime.parse("2026-11-24T08:30:00"))).until())
                .isEqualTo(instant(LocalDateTime.parse("2026-11-24T10:30:00")));
        assertThat(timetable.at(instant(LocalDateTime.parse("2026-11-24T16:00:00"))).until())
                .isEqualTo(instant(LocalDateTime.parse("2026-11-25T00:00:00")));
    }

    @Test
    void onADayWithoutSchoolNoBellOfSchoolEndsAnAnswer() {
        assertThat(timetable.at(instant(LocalDateTime.parse("2026-11-21T11:00:00"))).until())
                .isEqualTo(instant(LocalDateTime.parse("2026-11-22T00:00:00")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T21:59:59, OUTSIDE, Friday evening", "2026-11-27T22:00:00, WORKING, its night begins",
        "2026-11-28T01:59:59, WORKING, Saturday by the calendar", "2026-11-28T02:00:00, BREAK, a break in the night",
        "2026-11-28T02:30:00, WORKING, after it", "2026-11-28T05:59:59, WORKING, the last minute",
        "2026-11-28T06:00:00, OUTSIDE, the morning", "2026-11-28T22:30:00, OUTSIDE, no night begins on a Saturday",
        "2026-09-02T03:00:00, UNKNOWN, whether the night before the first day was worked nobody knows",
        "2026-09-02T06:00:00, OUTSIDE, the first day itself", "2027-03-26T05:00:00, WORKING, the night of the last day",
        "2027-03-26T06:00:00, UNKNOWN, after it", "2026-10-31T03:00:00, OUTSIDE, no night began in half-term"})
    void aNightBelongsToTheDayOnWhichItBegins(LocalDateTime local, Hours hours, String what) {
        Timetable nights = new Timetable(LONDON, timetable.year(), NIGHTS, NIGHTS, List.of(times("02:00", "02:30")),
                Map.of());
        assertThat(nights.at(instant(local)).hours()).as(what).isEqualTo(hours);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-24T22:30:00Z, 2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z, 2026-10-25T01:00:00Z",
        "2026-10-25T01:30:00Z, 2026-10-25T06:00:00Z", "2027-03-27T22:30:00Z, 2027-03-28T00:00:00Z",
        "2027-03-28T00:30:00Z, 2027-03-28T01:00:00Z", "2027-03-28T01:00:00Z, 2027-03-28T05:00:00Z"})
    void aNightOverAChangeOfTheClocksEndsByTheClockOnTheWall(Instant at, Instant until) {
        Timetable everyNight = new Timetable(LONDON,
                new SchoolYear(List.of(new Dates(LocalDate.parse("2026-09-01"), LocalDate.parse("2027-07-20"))),
                        List.of(), Set.of(), Set.of()),
                Week.of(Set.of(DayOfWeek.values()), List.of(times("22:00", "06:00"))), Week.FREE, List.of(), Map.of());
        assertThat(everyNight.at(at).hours()).isEqualTo(Hours.WORKING);
        assertThat(everyNight.at(at).until()).isEqualTo(until);
        assertThat(everyNight.at(Instant.parse("2026-10-25T06:00:00Z")).hours()).isEqualTo(Hours.OUTSIDE);
        assertThat(everyNight.at(Instant.parse("2027-03-28T05:00:00Z")).hours()).isEqualTo(Hours.OUTSIDE);
    }

    @Test
    void weeksAAndBHaveHoursOfTheirOwn() {
        Week a = Week.of(Set.of(DayOfWeek.MONDAY), List.of(times("09:00", "12:00")));
        Week b = Week.of(Set.of(DayOfWeek.TUESDAY), List.of(times("09:00", "10:00"), times("14:00", "15:00")));
        Timetable two = new Timetable(LONDON, new SchoolYear(timetable.terms(), List.of(), Set.of(),
                Set.of(LocalDate.parse("2026-11-26"))), a, b, List.of(), Map.of());
        assertThat(two.at(instant(LocalDateTime.parse("2026-11-16T11:00:00"))).hours()).isEqualTo(Hours.WORKING);
        assertThat(two.at(instant(LocalDateTime.parse("2026-11-23T11:00:00"))).hours()).isEqualTo(Hours.OUTSIDE);
        assertThat(two.at(instant(LocalDateTime.parse("2026-11-24T09:30:00"))).hours()).isEqualTo(Hours.WORKING);
        assertThat(two.at(instant(LocalDateTime.parse("2026-11-24T11:00:00"))).hours()).isEqualTo(Hours.OUTSIDE);
        assertThat(two.at(instant(LocalDateTime.parse("2026-11-24T14:30:00"))).hours()).isEqualTo(Hours.WORKING);
        assertThat(two.at(instant(LocalDateTime.parse("2026-12-01T14:30:00"))).hours()).isEqualTo(Hours.OUTSIDE);
    }

    @Test
    void aDateWithoutHoursIsKnownToBeFree() {
        LocalDate summer = LocalDate.parse("2026-08-03");
        Timetable some = new Timetable(LONDON, timetable.year(), timetable.week(), timetable.week(), List.of(),
                Map.of(summer, List.of(), summer.plusDays(1), List.of(times("09:00", "10:00"))));
        assertThat(some.at(instant(summer.atTime(9, 30))).hours()).isEqualTo(Hours.OUTSIDE);
        assertThat(some.at(instant(summer.plusDays(1).atTime(9, 30))).hours()).isEqualTo(Hours.WORKING);
        assertThat(some.at(instant(summer.plusDays(2).atTime(9, 30))).hours()).isEqualTo(Hours.UNKNOWN);
    }

    @Test
    void anAnswerHasHeldSinceTheLastBell() {
        assertThat(timetable.at(instant(LocalDateTime.parse("2026-11-24T07:00:00"))).from())
                .isEqualTo(instant(LocalDateTime.parse("2026-11-24T00:00:00")));
        assertThat(timetable.at(instant(LocalDateTime.parse("2026-11-24T08:30:00"))).from())
                .isEqualTo(instant(LocalDateTime.parse("2026-11-24T08:30:00")));
        assertThat(timetable.at(instant(LocalDateTime.parse("2026-11-24T16:00:00"))).from())
                .isEqualTo(instant(LocalDateTime.parse("2026-11-24T15:30:00")));
    }

    @Test
    void aChangeOfTheClocksIsATurn() {
        Moment summer = timetable.at(Instant.parse("2026-10-25T00:59:59Z"));
        Moment winter = timetable.at(Instant.parse("2026-10-25T01:00:00Z"));
        assertThat(summer.until()).isEqualTo("2026-10-25T01:00:00Z").isEqualTo(winter.from());
        assertThat(summer.from()).isEqualTo("2026-10-24T23:00:00Z");
        assertThat(winter.until()).isEqualTo("2026-10-26T00:00:00Z");
    }

    @Test
    void aRunThatEndsBeforeItBeginsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> times("10:00", "10:00")).withMessageContaining("10:00");
        LocalDate first = LocalDate.parse("2026-11-24");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dates(first, first.minusDays(1)));
        assertThat(new Dates(first, first).contains(first)).isTrue();
    }

    @Test
    void theHourAgreesWithThePlainReadingOfTheTimetable() {
        Rounds.play(2_000, random -> {
            Timetable some = timetable(random);
            for (int i = 0; i < 40; i++) {
                Instant at = moment(random, some);
                assertThat(some.at(at).hours()).as("%s in %s", at, some).isEqualTo(plainly(some, at));
            }
        });
    }

    @Test
    void theAnswerIsTheSameFromOneTurnToTheNext() {
        Rounds.play(2_000, random -> {
            Timetable some = timetable(random);
            for (int i = 0; i < 20; i++) {
                Instant at = moment(random, some);
                Moment moment = some.at(at);
                assertThat(moment.until()).as("%s in %s", at, some).isAfter(at)
                        .isBeforeOrEqualTo(at.plus(Duration.ofHours(24)));
                assertThat(moment.from()).as("%s in %s", at, some).isBeforeOrEqualTo(at)
                        .isAfterOrEqualTo(at.minus(Duration.ofHours(24)));
                long seconds = Duration.between(moment.from(), moment.until()).toSeconds();
                for (int j = 0; j < 20; j++) {
                    holds(some, moment, moment.from().plusSeconds(random.nextLong(seconds + 1)));
                }
                holds(some, moment, moment.from());
                holds(some, moment, moment.until().minusNanos(1));
                holds(some, moment, moment.until().minusSeconds(1));
            }
        });
    }

    @Test
    void aroundAClockChangeTheAnswerDoesNotTurnBeforeTheNextTurnSecondBySecond() {
        Rounds.play(60, random -> {
            Timetable some = timetable(random);
            Instant change = change(random, some.zone());
            some = atNight(random, some, LocalDate.ofInstant(change, some.zone()));
            Instant from = change.minusSeconds(2 * 3_600 + random.nextInt(60));
            Moment moment = some.at(from);
            for (int second = 0; second < 4 * 3_600; second++) {
                Instant at = from.plusSeconds(second);
                if (!at.isBefore(moment.until())) {
                    moment = some.at(at);
                }
                if (plainly(some, at) != moment.hours()) {
                    throw new AssertionError("at " + at + " it is not " + moment.hours() + " in " + some);
                }
            }
        });
    }

    private static void holds(Timetable timetable, Moment moment, Instant later) {
        if (!later.isBefore(moment.from()) && later.isBefore(moment.until())) {
            assertThat(timetable.at(later)).as("%s in %s", later, timetable).isEqualTo(moment);
            assertThat(plainly(timetable, later)).as("%s in %s", later, timetable).isEqualTo(moment.hours());
        }
    }

    private Hours at(LocalDateTime local) {
        return timetable.at(instant(local)).hours();
    }

    private static Instant instant(LocalDateTime local) {
        return local.atZone(LONDON).toInstant();
    }

    private static Times times(String from, String to) {
        return new Times(LocalTime.parse(from), LocalTime.parse(to));
    }

    /// The timetable read as its components are explained, with no thought for speed.
    private static Hours plainly(Timetable timetable, Instant at) {
        return plainly(timetable, LocalDateTime.ofInstant(at, timetable.zone()));
    }

    private static Hours plainly(Timetable timetable, LocalDateTime local) {
        boolean works = false;
        boolean mayWork = !plainlyKnown(timetable, local.toLocalDate());
        for (LocalDate day : List.of(local.toLocalDate().minusDays(1), local.toLocalDate())) {
            for (Times times : plainHours(timetable, day)) {
                LocalDate end = times.to().isAfter(times.from()) ? day : day.plusDays(1);
                if (!local.isBefore(day.atTime(times.from())) && local.isBefore(end.atTime(times.to()))) {
                    works |= plainlyKnown(timetable, day);
                    mayWork |= !plainlyKnown(timetable, day);
                }
            }
        }
        if (!works) {
            return mayWork ? Hours.UNKNOWN : Hours.OUTSIDE;
        }
        long now = local.toLocalTime().toNanoOfDay();
        for (Times pause : timetable.breaks()) {
            long from = pause.from().toNanoOfDay();
            long to = pause.to().toNanoOfDay();
            if (from < to ? now >= from && now < to : now >= from || now < to) {
                return Hours.BREAK;
            }
        }
        return Hours.WORKING;
    }

    private static List<Times> plainHours(Timetable timetable, LocalDate date) {
        if (timetable.dates().containsKey(date)) {
            return timetable.dates().get(date);
        }
        boolean inTerm = timetable.terms().stream().anyMatch(term -> runs(term, date));
        boolean closed = timetable.closed().stream().anyMatch(dates -> runs(dates, date));
        if (plainlyKnown(timetable, date) && (!inTerm || closed)) {
            return List.of();
        }
        boolean weekB = timetable.year().weeksB().stream().anyMatch(monday -> ChronoUnit.DAYS.between(monday, date) >= 0
                && ChronoUnit.DAYS.between(monday, date) < 7);
        return (weekB ? timetable.weekB() : timetable.week()).hours().getOrDefault(date.getDayOfWeek(), List.of());
    }

    private static boolean plainlyKnown(Timetable timetable, LocalDate date) {
        List<LocalDate> ends = new ArrayList<>();
        for (Dates term : timetable.terms()) {
            ends.add(term.first());
            ends.add(term.last());
        }
        return timetable.dates().containsKey(date) || !ends.isEmpty() && !date.isBefore(Collections.min(ends))
                && !date.isAfter(Collections.max(ends));
    }

    private static boolean runs(Dates dates, LocalDate date) {
        return date.toEpochDay() >= dates.first().toEpochDay() && date.toEpochDay() <= dates.last().toEpochDay();
    }

    /// A timetable as no school would have it: terms that touch or overlap, breaks anywhere, days at odd times, in a
    /// zone whose clocks change at an odd hour, or by half an hour, or over midnight.
    static Timetable timetable(RandomGenerator random) {
        ZoneId zone = ZoneId.of(Rounds.oneOf(random, "Europe/London", "Europe/London", "Europe/London", "UTC",
                "Australia/Lord_Howe", "America/Havana", "Africa/Cairo", "America/St_Johns"));
        LocalDate start = LocalDate.of(2026, 9, 1);
        List<Dates> terms = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            LocalDate first = start.plusDays(random.nextInt(330));
            terms.add(new Dates(first, first.plusDays(random.nextInt(120))));
        }
        List<Dates> closed = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            LocalDate first = start.plusDays(random.nextInt(330));
            closed.add(new Dates(first, first.plusDays(random.nextInt(14))));
        }
        List<Times> breaks = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            breaks.add(times(random));
        }
        Set<LocalDate> inset = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            inset.add(start.plusDays(random.nextInt(-10, 380)));
        }
        Set<LocalDate> weeksB = new HashSet<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            weeksB.add(start.plusDays(random.nextInt(-10, 380)));
        }
        Week week = week(random);
        return new Timetable(zone, new SchoolYear(terms, closed, inset, weeksB), week,
                random.nextBoolean() ? week : week(random), breaks,
                inset.stream().collect(Collectors.toMap(date -> date, _ -> slots(random))));
    }

    private static Week week(RandomGenerator random) {
        Map<DayOfWeek, List<Times>> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            hours.put(day, slots(random));
        }
        return new Week(hours);
    }

    /// Often one, sometimes across midnight, sometimes over each other.
    private static List<Times> slots(RandomGenerator random) {
        List<Times> slots = new ArrayList<>();
        for (int i = Rounds.oneOf(random, 0, 1, 1, 1, 2, 3); i > 0; i--) {
            Times times = times(random);
            slots.add(random.nextInt(4) == 0 ? new Times(times.to(), times.from()) : times);
        }
        return slots;
    }

    /// The same, but with school in the small hours of these days, when clocks change.
    private static Timetable atNight(RandomGenerator random, Timetable other, LocalDate date) {
        List<Times> breaks = List.of(smallHours(random), smallHours(random));
        return new Timetable(other.zone(), other.year(), other.week(), other.weekB(), breaks,
                Map.of(date.minusDays(1), List.of(new Times(LocalTime.of(22, 0), smallHours(random).to())), date,
                        List.of(smallHours(random)), date.plusDays(1), List.of(smallHours(random))));
    }

    private static Times smallHours(RandomGenerator random) {
        int from = random.nextInt(4 * 60);
        return new Times(LocalTime.ofSecondOfDay(60L * from),
                LocalTime.ofSecondOfDay(60L * random.nextInt(from + 1, 5 * 60)));
    }

    private static Times times(RandomGenerator random) {
        int step = Rounds.oneOf(random, 1, 5, 30);
        int from = random.nextInt(24 * 60 / step - 1) * step;
        int to = random.nextInt(from + 1, 24 * 60);
        return new Times(LocalTime.ofSecondOfDay(60L * from), LocalTime.ofSecondOfDay(60L * to));
    }

    /// Half of the moments are near a change of the clocks.
    static Instant moment(RandomGenerator random, Timetable timetable) {
        if (random.nextBoolean()) {
            return change(random, timetable.zone()).plusSeconds(random.nextInt(-90_000, 90_000));
        }
        Instant start = LocalDate.of(2026, 8, 25).atStartOfDay(ZoneOffset.UTC).toInstant();
        return start.plusSeconds(random.nextLong(400L * 86_400));
    }

    private static Instant change(RandomGenerator random, ZoneId zone) {
        Instant at = Instant.parse("2026-08-25T00:00:00Z").plusSeconds(random.nextLong(365L * 86_400));
        var next = zone.getRules().nextTransition(at);
        return next == null ? at : next.getInstant();
    }
}
