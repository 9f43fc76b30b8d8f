package org.schoolgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarFileTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final Notes notes = new Notes("calendar.ics");

    @Test
    void theLastDayOfAnEventOfWholeDaysIsTheOneBeforeItsEnd() {
        CalendarDays days = read(
                event("SUMMARY:Half-term", "DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261031"));
        assertThat(days.text()).contains("closed: [{from: 2026-10-26, to: 2026-10-30}]");
        assertThat(read(event("SUMMARY:Inset", "DTSTART;VALUE=DATE:20260901")).inset())
                .containsExactly(LocalDate.of(2026, 9, 1));
        assertThat(read(event("SUMMARY:Inset", "DTSTART;VALUE=DATE:20260901", "DURATION:P2D")).inset()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DTSTART:20260530T230000Z|DTEND:20260531T230000Z",
                "DTSTART:20260531T000000|DTEND:20260601T000000",
                "DTSTART;TZID=Europe/Paris:20260531T010000|DTEND;TZID=Europe/Paris:20260601T010000",
                "DTSTART;TZID=\"GMT Standard Time\":20260531T000000|DTEND;TZID=\"GMT Standard Time\":20260601T000000"})
    void aWholeDayMayBeWrittenAsTimesOfAnyZone(String times) {
        CalendarDays days = read(event("SUMMARY:Holiday", times.split("\\|")));
        assertThat(days.text()).contains("closed: [{from: 2026-05-31, to: 2026-05-31}]");
    }

    @Test
    void whatClosesForSomeHoursClosesNoDayAndThatIsSaid() {
        CalendarDays days = read(event("SUMMARY:Closed early", "DTSTART:20261126T140000", "DTEND:20261126T180000"));
        assertThat(days).isEqualTo(CalendarDays.NONE);
        assertThat(notes.remarks()).anyMatch(remark -> remark.what().contains("cover no whole day"));
    }

    @Test
    void aTermIsOneEventFromItsFirstDayToItsLast() {
        CalendarDays days = read(
                event("SUMMARY:Autumn Term 2026", "DTSTART;VALUE=DATE:20260901", "DTEND;VALUE=DATE:20261219")
                        + event("SUMMARY:Autumn term begins", "DTSTART;VALUE=DATE:20260901")
                        + event("SUMMARY:End of term", "DTSTART;VALUE=DATE:20261218"));
        assertThat(days.text()).startsWith("terms: [{from: 2026-09-01, to: 2026-12-18}]\n");
        assertThat(notes.remarks())
                .anyMatch(remark -> remark.what().startsWith("2 of the events that are called a term"));
    }

    @Test
    void wordsAreFoundInTitlesAndCategoriesAndOnlyWhole() {
        assertThat(read(event("SUMMARY:Staff", "CATEGORIES:Whole school,INSET", "DTSTART;VALUE=DATE:20260901")).inset())
                .hasSize(1);
        assertThat(read(event("SUMMARY:STAFF  TRAINING (no pupils)", "DTSTART;VALUE=DATE:20260901")).inset())
                .hasSize(1);
        assertThat(read(event("SUMMARY:Insetting the hedge", "DTSTART;VALUE=DATE:20260901")))
                .isEqualTo(CalendarDays.NONE);
        assertThat(read(event("SUMMARY:Half way through term", "DTSTART;VALUE=DATE:20260901"))).isEqualTo(
                CalendarDays.NONE);
        assertThat(read(event("SUMMARY:Week B", "DTSTART;VALUE=DATE:20260914", "DTEND;VALUE=DATE:20260919")).weeksB())
                .hasSize(5);
        CalendarDays others = read("closed: [ferien], inset: []",
                event("SUMMARY:Ferien", "DTSTART;VALUE=DATE:20260901")
                        + event("SUMMARY:Inset", "DTSTART;VALUE=DATE:20260902"));
        assertThat(others.text()).contains("closed: [{from: 2026-09-01, to: 2026-09-01}]").contains("inset: []");
    }

    @Test
    void whatIsRepeatedIsReadButForWhatIsTakenOutOrMovedOrCancelled() {
        CalendarDays days = read(event("UID:a", "SUMMARY:Inset", "DTSTART;VALUE=DATE:20260907",
                "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=5", "EXDATE;VALUE=DATE:20261005")
                + event("UID:a", "RECURRENCE-ID;VALUE=DATE:20261102", "SUMMARY:Inset", "DTSTART;VALUE=DATE:20261103")
                + event("UID:a", "RECURRENCE-ID;VALUE=DATE:20261207", "SUMMARY:Inset", "DTSTART;VALUE=DATE:20261207",
                        "STATUS:CANCELLED"));
        assertThat(new TreeSet<>(days.inset())).hasToString("[2026-09-07, 2026-11-03, 2027-01-04]");
    }

    @Test
    void whatIsRepeatedWithoutEndIsReadForTenYears() {
        CalendarDays days = read(event("SUMMARY:Holiday", "DTSTART;VALUE=DATE:20261225", "RRULE:FREQ=YEARLY"));
        assertThat(days.closed()).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RRULE:FREQ=SECONDLY", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
                "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=1,2,3,4,5,6,7,8,9",
                "RRULE:FREQ=YEARLY;BYDAY=MO;BYSETPOS=366", "RRULE:FREQ=WEEKLY;INTERVAL=2147483647",
                "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=WEEKLY;INTERVAL=0"})
    void noRuleOfRepetitionKeepsTheReaderBusy(String rule) {
        assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> read(event("SUMMARY:Inset", "DTSTART;VALUE=DATE:20260907", rule)));
    }

    @Test
    void aZoneThatChangesItsClocksEverySecondKeepsNobodyBusy() {
        String zone = """
            BEGIN:VTIMEZONE
            TZID:Odd
            BEGIN:STANDARD
            TZOFFSETFROM:+0000
            TZOFFSETTO:+0100
            DTSTART:16010101T000000
            RRULE:FREQ=SECONDLY
            END:STANDARD
            END:VTIMEZONE
            """;
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(zone + event("SUMMARY:Inset",
                "DTSTART;TZID=Odd:20260907T090000", "RRULE:FREQ=DAILY;COUNT=3")).inset())).hasSize(3);
    }

    @Test
    void whateverIsInTheFileIsReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.root().resolve("app/src/test/resources/two-years/calendar.ics"));
        Random random = new Random(20261130);
        for (int round = 0; round < 400; round++) {
            byte[] odd = Arrays.copyOf(whole, round % 10 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int i = random.nextInt(12); i > 0 && odd.length > 0; i--) {
                odd[random.nextInt(odd.length)] = (byte) (32 + random.nextInt(95));
            }
            Notes said = new Notes("calendar.ics");
            Optional<CalendarDays> days = CalendarFile.read(odd, described(""), LONDON, said);
            assertThat(days.isPresent() || !said.areClean()).as("round %d", round).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Auckland", "Pacific/Honolulu", "America/Havana"})
    void itDoesNotMatterWhereTheProgramRuns(String zone) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            CalendarDays days = read(
                    event("SUMMARY:Inset", "DTSTART;VALUE=DATE:20260907", "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=8")
                            + event("SUMMARY:Half term", "DTSTART:20261026T000000", "DTEND:20261031T000000"));
            assertThat(new TreeSet<>(days.inset())).hasToString("[2026-09-07, 2026-10-05, 2026-11-02, 2026-12-07, "
                    + "2027-01-04, 2027-02-01, 2027-03-01, 2027-04-05]");
            assertThat(days.text()).contains("closed: [{from: 2026-10-26, to: 2026-10-30}]");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "<html>not found</html>", "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n"})
    void whatIsNoCalendarIsSaid(String content) {
        assertThat(CalendarFile.read(content.getBytes(StandardCharsets.UTF_8), described(""), LONDON, notes)).isEmpty();
        assertThat(notes.problems()).hasSize(1);
    }

    @Test
    void whatIsTooLongOrNoTextIsSaid() {
        assertThat(CalendarFile.read(new byte[Document.LONGEST + 1], described(""), LONDON, notes)).isEmpty();
        assertThat(CalendarFile.read(new byte[]{(byte) 0xff}, described(""), LONDON, notes)).isEmpty();
        assertThat(notes.problems()).hasSize(2);
    }

    @Test
    void termsOverEachOtherAreSaid() {
        read(event("SUMMARY:Term", "DTSTART;VALUE=DATE:20260901", "DTEND;VALUE=DATE:20261219")
                + event("SUMMARY:Term", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20270119"));
        assertThat(notes.problems()).hasSize(1).first()
                .hasToString(
                        "calendar.ics:1:1 two terms overlap: 2026-09-01 to 2026-12-18 and 2026-12-01 to 2027-01-18; let one"
                                + " end before the other begins, or choose other words under 'terms'");
    }

    @Test
    void whatTheCalendarSaidIsKeptWithThePolicyAndReadAgain() {
        CalendarDays days = read(event("SUMMARY:Half-term", "DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261031")
                + event("SUMMARY:Term", "DTSTART;VALUE=DATE:20260901", "DTEND;VALUE=DATE:20261219")
                + event("SUMMARY:Inset", "DTSTART;VALUE=DATE:20260901")
                + event("SUMMARY:Week B", "DTSTART;VALUE=DATE:20260914"));
        for (String policy : List.of("{school: {}}", "a: b\n", "a: |\n  text", "")) {
            PolicyText text = new PolicyText(policy, Optional.of(days));
            assertThat(PolicyText.read(text.kept())).isEqualTo(text);
            PolicyText without = new PolicyText(policy, Optional.empty());
            assertThat(without.kept().text()).isEqualTo(policy);
            assertThat(PolicyText.read(without.kept())).isEqualTo(without);
        }
    }

    private CalendarDays read(String events) {
        return read("", events);
    }

    private CalendarDays read(String described, String events) {
        String calendar = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + events + "END:VCALENDAR\n";
        return CalendarFile.read(calendar.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), described(described),
                LONDON, notes).orElseThrow(() -> new AssertionError(notes.problems()));
    }

    private static String event(String first, String... lines) {
        return "BEGIN:VEVENT\n" + first + "\n" + String.join("\n", lines) + "\nEND:VEVENT\n";
    }

    private static Fields described(String keys) {
        String yaml = "{file: calendar.ics" + (keys.isEmpty() ? "" : ", " + keys) + "}";
        return Document.parse(yaml.getBytes(StandardCharsets.UTF_8), new Notes("policy.yaml"))
                .flatMap(CalendarFile.KEYS::read).orElseThrow();
    }
}
