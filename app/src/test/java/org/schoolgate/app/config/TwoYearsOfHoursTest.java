package org.schoolgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.schoolgate.blocklists.build.FewEntries;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Explanation;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetables.Whose;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// The files in `two-years`, from their text to the decision, minute by minute over two years, against a reading of them that
/// shares nothing with the program: for each person the set of minutes, by the clock on the wall, at which they work, written down
/// day by day, and clocks that change on last Sundays. The years have a leap day, four changes of the clocks, INSET days
/// and bank holidays.
class TwoYearsOfHoursTest {

    private static final LocalDate EVE = LocalDate.of(2027, 6, 30);
    private static final int DAYS = 733;
    private static final long FIRST = Instant.parse("2027-07-01T00:00:00Z").getEpochSecond() / 60;
    private static final long LAST = Instant.parse("2029-07-01T00:00:00Z").getEpochSecond() / 60;

    /// To summer and to winter, year by year, in minutes.
    private static final long[] CHANGES = {lastSundayAtOne(2027, 3), lastSundayAtOne(2027, 10),
        lastSundayAtOne(2028, 3),
        lastSundayAtOne(2028, 10), lastSundayAtOne(2029, 3), lastSundayAtOne(2029, 10)};

    private static final Map<Verdict, Hours> TOLD_BY = new EnumMap<>(Map.of(Verdict.BLOCK, Hours.WORKING, Verdict.COACH,
            Hours.BREAK, Verdict.FLAG, Hours.OUTSIDE, Verdict.ALLOW, Hours.UNKNOWN));

    /// Somebody, and all that they do, in minutes by the clock on the wall since midnight of the eve.
    private static final class Someone {

        private final Client client;
        private final Whose whose;
        private final BitSet works = new BitSet();
        private final BitSet pauses = new BitSet();
        private final BitSet known = new BitSet();
        private final BitSet perhaps = new BitSet();

        Someone(String address, String account, Whose whose) {
            Client at = Client.at(IpAddress.parse(address).orElseThrow());
            this.client = account.isEmpty()
                    ? at
                    : at.as(new Identity.Known(new Person(account), Set.of(), Identity.Source.RADIUS, Instant.EPOCH));
            this.whose = whose;
        }

        /// From one time to another, such as `08:30-15:45`; times beyond 24:00 are on the day after.
        Someone on(Predicate<LocalDate> days, String... parts) {
            for (int day = 0; day < DAYS; day++) {
                if (days.test(EVE.plusDays(day))) {
                    for (String part : parts) {
                        works.set(day * 1_440 + minute(part.substring(0, 5)), day * 1_440 + minute(part.substring(6)));
                    }
                }
            }
            return this;
        }

        Someone pausing(String... parts) {
            for (int day = 0; day < DAYS; day++) {
                for (String part : parts) {
                    pauses.set(day * 1_440 + minute(part.substring(0, 5)), day * 1_440 + minute(part.substring(6)));
                }
            }
            return this;
        }

        Someone known(Predicate<LocalDate> days) {
            for (int day = 0; day < DAYS; day++) {
                known.set(day, days.test(EVE.plusDays(day)));
            }
            return this;
        }

        /// What they may do without anybody knowing.
        Someone perhaps(String date, String part) {
            int day = (int) (LocalDate.parse(date).toEpochDay() - EVE.toEpochDay());
            perhaps.set(day * 1_440 + minute(part.substring(0, 5)), day * 1_440 + minute(part.substring(6)));
            return this;
        }

        Hours at(int minute) {
            if (works.get(minute)) {
                return pauses.get(minute) ? Hours.BREAK : Hours.WORKING;
            }
            return known.get(minute / 1_440) && !perhaps.get(minute) ? Hours.OUTSIDE : Hours.UNKNOWN;
        }

        private static int minute(String time) {
            return 60 * Integer.parseInt(time.substring(0, 2)) + Integer.parseInt(time.substring(3));
        }
    }

    @Test
    void everyMinuteOfTwoYearsIsWhatTheFilesSayAndNoPromiseIsBroken() {
        SchoolPolicy policy = policy();
        List<Someone> people = people();
        PolicyEngine engine = new PolicyEngine(policy.categories(), FewEntries.index(List.of(), policy.categories()),
                policy.policies(), "1");
        for (Someone someone : people) {
            assertThat(walk(engine, someone)).as("turns of %s", someone.whose).isPositive();
        }
        engine.index().close();
        assertThat(people).hasSizeGreaterThanOrEqualTo(11);
        assertThat(policy.policies().timetables().byPerson().values().stream().distinct()).hasSize(7);
        assertThat(policy.policies().timetables().byGroup()).hasSize(3);
    }

    /// How often the hour turns for somebody, and by no day is it other than it should be; who is never known is counted once.
    private static int walk(PolicyEngine engine, Someone someone) {
        Target target = Target.Site.parse("chess.example:443").orElseThrow();
        Instant until = Instant.MIN;
        Hours before = null;
        int turns = 0;
        for (long minute = FIRST; minute < LAST; minute++) {
            Instant at = Instant.ofEpochSecond(60 * minute);
            Request request = new Request(new TraceId(1), someone.client, target, at);
            Decision decision = engine.decide(request);
            Hours hours = TOLD_BY.get(decision.verdict());
            Hours expected = someone.at(onTheWall(minute));
            if (hours != expected) {
                throw new AssertionError(at + ": " + hours + " instead of " + expected + " for " + someone.whose + " "
                        + engine.group(someone.client).name());
            }
            if (hours != before && before != null && !until.equals(at)) {
                throw new AssertionError(
                        at + ": " + before + " was to hold until " + until + ", and turned to " + hours);
            }
            turns += hours == before ? 0 : 1;
            before = hours;
            until = decision.holdsUntil();
            if (!until.isAfter(at) || until.getEpochSecond() % 60 != 0) {
                throw new AssertionError(at + ": holds until " + until);
            }
            if (minute % 997 == 0) {
                explained(engine, request, hours, someone);
            }
        }
        return turns;
    }

    /// The same from the timetable itself and in an explanation, and the hour was that since it is said to be.
    private static void explained(PolicyEngine engine, Request request, Hours hours, Someone someone) {
        Timetable.Moment moment = engine.policies().timetables().of(someone.client, engine.group(someone.client))
                .at(request.at());
        assertThat(moment.hours()).isEqualTo(hours);
        assertThat(moment.from()).isBeforeOrEqualTo(request.at());
        assertThat(someone.at(onTheWall(moment.from().getEpochSecond() / 60))).isEqualTo(hours);
        Explanation explanation = engine.explain(request);
        assertThat(explanation.hours()).isEqualTo(hours);
        assertThat(explanation.whose()).isEqualTo(someone.whose);
    }

    private static List<Someone> people() {
        Predicate<LocalDate> school = TwoYearsOfHoursTest::isSchoolKnown;
        Predicate<LocalDate> open = TwoYearsOfHoursTest::isOpen;
        Predicate<LocalDate> inset = TwoYearsOfHoursTest::isInset;
        Predicate<LocalDate> works = open.or(inset);
        String[] pauses = {"10:45-11:00", "12:00-13:00"};
        List<Someone> people = new ArrayList<>();
        people.add(staff("", Whose.SCHOOL, works).known(school).pausing(pauses));
        people.add(staff("as.the.school", Whose.SCHOOL, works).known(school).pausing(pauses));

        Predicate<LocalDate> atSchool = open.and(inset.negate()).and(day -> !within(day, "2028-05-15", "2028-06-23"));
        people.add(hours(new Someone("10.2.0.1", "", Whose.GROUP), atSchool).known(school).pausing(pauses));

        people.add(new Someone("10.3.0.1", "", Whose.GROUP)
                .on(works.and(on("SUNDAY")), "18:00-20:00", "21:00-30:30")
                .on(works.and(on("MONDAY")), "07:00-19:00", "21:00-24:00")
                .on(works.and(on("SATURDAY")), "00:30-02:30", "23:30-25:30")
                .known(school).pausing("23:45-24:15"));

        people.add(new Someone("10.4.0.1", "", Whose.GROUP)
                .on(day -> within(day, "2027-09-01", "2028-08-31") && day.getDayOfWeek().getValue() <= 5, "07:30-16:00")
                .known(day -> within(day, "2027-09-01", "2028-08-31")).pausing(pauses));

        people.add(hours(new Someone("10.1.0.1", "s.lowe", Whose.PERSON),
                works.and(on("MONDAY").or(on("TUESDAY")).or(on("FRIDAY")))).known(school).pausing(pauses));

        people.add(new Someone("10.1.0.2", "c.night", Whose.PERSON)
                .on(day -> within(day, "2027-08-01", "2029-03-31") && !isBankHoliday(day), "22:00-30:00")
                .known(day -> within(day, "2027-08-01", "2029-03-31")).perhaps("2027-08-01", "00:00-06:00")
                .pausing("02:00-02:30"));

        people.add(new Someone("10.1.0.3", "agency-1", Whose.PERSON)
                .on(day -> Set.of("2028-02-29", "2028-03-27", "2028-10-30", "2028-12-25").contains(day.toString()),
                        "08:00-16:00")
                .known(day -> within(day, "2028-02-29", "2028-12-25")).pausing(pauses));

        people.add(new Someone("10.2.0.9", "job.share", Whose.PERSON)
                .on(works.and(on("MONDAY")).and(day -> !isWeekB(day)), "08:30-15:45")
                .on(works.and(on("TUESDAY")).and(TwoYearsOfHoursTest::isWeekB), "08:30-15:45")
                .known(school).pausing(pauses));

        people.add(staff("on.leave", Whose.PERSON, works.and(day -> !within(day, "2027-11-22", "2027-11-26")
                && !day.toString().equals("2028-06-17"))).known(school).pausing(pauses));

        people.add(new Someone("10.1.0.4", "who.knows", Whose.PERSON));

        people.add(new Someone("10.1.0.5", "split", Whose.PERSON)
                .on(works.and(on("WEDNESDAY")), "06:00-09:00", "15:00-18:30").on(works.and(on("SUNDAY")), "00:30-02:30")
                .known(school).pausing("07:15-07:30"));
        return people;
    }

    private static Someone staff(String account, Whose whose, Predicate<LocalDate> works) {
        return hours(new Someone("10.1.0.1", account, whose), works)
                .on(works.and(on("SATURDAY")).and(TwoYearsOfHoursTest::isInset), "08:30-15:45");
    }

    /// School's hours on weekdays.
    private static Someone hours(Someone someone, Predicate<LocalDate> works) {
        return someone.on(works.and(day -> day.getDayOfWeek().getValue() <= 4), "08:30-15:45")
                .on(works.and(on("FRIDAY")).and(day -> !isWeekB(day)), "08:30-12:00", "12:30-14:00")
                .on(works.and(on("FRIDAY")).and(TwoYearsOfHoursTest::isWeekB), "08:30-13:00");
    }

    private static Predicate<LocalDate> on(String day) {
        return date -> date.getDayOfWeek() == DayOfWeek.valueOf(day);
    }

    private static boolean within(LocalDate day, String first, String last) {
        return day.toString().compareTo(first) >= 0 && day.toString().compareTo(last) <= 0;
    }

    private static boolean isSchoolKnown(LocalDate day) {
        return within(day, "2027-08-31", "2029-03-29");
    }

    private static boolean isInset(LocalDate day) {
        return Set.of("2027-08-31", "2027-09-01", "2028-01-04", "2028-06-17", "2028-03-06", "2028-04-03", "2028-06-06")
                .contains(day.toString());
    }

    private static boolean isBankHoliday(LocalDate day) {
        return Set.of("2027-08-30", "2027-12-27", "2027-12-28", "2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01",
                "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26").contains(day.toString());
    }

    private static boolean isOpen(LocalDate day) {
        boolean term = within(day, "2027-09-01", "2027-12-17") || within(day, "2028-01-05", "2028-03-31")
                || within(day, "2028-04-18", "2028-07-21") || within(day, "2028-09-04", "2028-12-20")
                || within(day, "2029-01-08", "2029-03-29");
        boolean closed = within(day, "2027-10-25", "2027-10-29") || within(day, "2028-02-14", "2028-02-18")
                || within(day, "2028-10-28", "2028-11-03") || isBankHoliday(day);
        return term && !closed;
    }

    private static boolean isWeekB(LocalDate day) {
        return within(day, "2027-09-13", "2027-09-19") || within(day, "2027-09-27", "2027-10-03")
                || within(day, "2028-03-20", "2028-03-26") || within(day, "2028-05-01", "2028-05-07");
    }

    /// The minute by the clock on the wall, since midnight of the eve.
    private static int onTheWall(long minute) {
        boolean summer = false;
        for (int i = 0; i < CHANGES.length; i += 2) {
            summer |= minute >= CHANGES[i] && minute < CHANGES[i + 1];
        }
        return (int) (minute - EVE.toEpochDay() * 1_440 + (summer ? 60 : 0));
    }

    private static long lastSundayAtOne(int year, int month) {
        LocalDate day = LocalDate.of(year, month, 31);
        while (day.getDayOfWeek() != DayOfWeek.SUNDAY) {
            day = day.minusDays(1);
        }
        return day.toEpochDay() * 1_440 + 60;
    }

    private static SchoolPolicy policy() {
        return switch (ConfigurationReader.read(Golden.root().resolve("app/src/test/resources/two-years"))) {
            case Read.Good<Configuration>(Configuration good, var _) -> good.policy();
            case Read.Bad<Configuration>(var problems) -> throw new AssertionError(problems);
        };
    }
}
