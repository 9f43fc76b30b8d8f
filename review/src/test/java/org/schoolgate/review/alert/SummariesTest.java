package org.schoolgate.review.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.filters.policy.Summary;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.RecordedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Summaries come once, at their hour, whatever clocks do; what was due while the gateway was off comes at its start.
class SummariesTest {

    private static final School SCHOOL = new School("Marlbeck Primary School", ZoneId.of("Europe/London"),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("https://gateway.school.example/"));

    @TempDir
    private Path folder;

    private List<Summary> summaries = List.of();
    private Store store;
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void open() {
        store = Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")), TestKey.ONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @CsvSource({
        // Clocks go forward at 01:00 UTC on 29 March: there is no 01:30.
        "2026-03-27T10:00:00Z, 2026-03-28T01:30:00Z 2026-03-29T01:30:00Z 2026-03-30T00:30:00Z",
        // Clocks go back at 01:00 UTC on 25 October: there are two.
        "2026-10-23T10:00:00Z, 2026-10-24T00:30:00Z 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z"})
    void oneADayAcrossAChangeOfTheClocksAndAcrossRestarts(Instant start, String wanted) {
        summaries = List.of(new Summary(Summary.Every.DAY, DayOfWeek.MONDAY, LocalTime.of(1, 30),
                List.of("dsl@school.example")));
        List<String> came = new ArrayList<>();
        for (int tenMinutes = 0; tenMinutes < 6 * 24 * 3 - 6 * 4; tenMinutes++) {
            now = start.plus(Duration.ofMinutes(10L * tenMinutes));
            for (int again = 0; again < 2; again++) {
                look();
                sent().forEach(_ -> came.add(now.toString()));
            }
        }
        assertThat(came).isEqualTo(List.of(wanted.split(" ")));
    }

    @Test
    void aWeeklyOneIsAboutTheWeekAndALateOneAboutAllThatWasMissed() {
        summaries = List.of(new Summary(Summary.Every.WEEK, DayOfWeek.MONDAY, LocalTime.of(7, 30),
                List.of("head@school.example")),
                new Summary(Summary.Every.DAY, DayOfWeek.MONDAY, LocalTime.of(7, 30), List.of("dsl@school.example")));
        now = Instant.parse("2026-11-16T07:30:00Z");
        look();
        assertThat(sent()).as("there is nothing to tell yet").isEmpty();
        store.accesses().append(RecordedAccesses.many(90, 3));
        now = Instant.parse("2026-11-23T07:29:59Z");
        look();
        assertThat(sent()).as("of the days since").extracting(Message::subject)
                .containsExactly(
                        "Schoolgate: the day in numbers, Monday 16 November 2026 to Saturday 21 November 2026");
        now = Instant.parse("2026-11-23T09:00:00Z");
        look();
        List<Message> both = sent();
        assertThat(both).extracting(Message::subject).containsExactlyInAnyOrder(
                "Schoolgate: the week in numbers, Monday 16 November 2026 to Sunday 22 November 2026",
                "Schoolgate: the day in numbers, Sunday 22 November 2026");
        String week = both.stream().filter(message -> message.recipient().startsWith("head")).findFirst().orElseThrow()
                .body();
        assertThat(week).contains("90 accesses were flagged.").containsPattern("  Social media: [0-9]+ \\(A [0-9]+, B ")
                .contains("https://gateway.school.example/").doesNotContain("site").doesNotContain("10.20")
                .doesNotContain("upils");
        assertThat(both.stream().filter(message -> message.recipient().startsWith("dsl")).findFirst().orElseThrow()
                .body()).contains("Nothing was flagged.");
        now = Instant.parse("2026-11-22T09:00:00Z");
        look();
        assertThat(sent()).as("a clock that went back").isEmpty();
    }

    private void look() {
        // Each is as after a start of the gateway: nothing is known but what the store knows.
        try (Summaries looking = new Summaries(store, () -> summaries,
                new Announcements(store, List::of, () -> Timetable.unknown(SCHOOL.zone())), () -> SCHOOL, () -> now)) {
            looking.look();
        }
    }

    private List<Message> sent() {
        List<Message> messages = new ArrayList<>();
        for (Optional<Outbox.Waiting> next = store.outbox().claim(Channel.MAIL, now); next.isPresent(); next = store
                .outbox().claim(Channel.MAIL, now)) {
            messages.add(next.get().message());
            store.outbox().sent(next.get());
        }
        return messages;
    }
}
