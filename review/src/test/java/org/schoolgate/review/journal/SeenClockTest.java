package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A clock is believed as far as the time that has passed, and across holidays.
class SeenClockTest {

    private static final Instant START = Instant.parse("2026-07-20T09:00:00Z");

    @TempDir
    private Path folder;

    private SeenClock clock = SeenClock.in(Path.of("."));

    @BeforeEach
    void begin() throws IOException {
        clock = SeenClock.in(folder);
        assertThat(clock.read()).isEmpty();
        assertThat(believed(START, Duration.ZERO, true)).isTrue();
    }

    @Test
    void aGatewayThatWasOffOverTheSummerGoesOnByItself() throws IOException {
        assertThat(believed(START.plus(Duration.ofDays(56)), Duration.ZERO, true)).isTrue();
        assertThat(believed(START.plus(Duration.ofDays(56)).plus(Duration.ofHours(1)), Duration.ofHours(1), false))
                .isTrue();
        assertThat(believed(START.plus(Duration.ofDays(127)), Duration.ZERO, true)).as("71 days later").isFalse();
    }

    @Test
    void whileItRunsAnHourIsAnHour() throws IOException {
        assertThat(believed(START.plus(Duration.ofHours(24)), Duration.ofHours(1), false)).isTrue();
        assertThat(believed(START.plus(Duration.ofDays(3)), Duration.ofHours(1), false)).as("two days too far")
                .isFalse();
        assertThat(believed(START.plus(Duration.ofHours(26)), Duration.ofHours(1), false)).as("back").isTrue();
    }

    @Test
    void afterAStartItIsBackWhereItShowsLessThanWhatWasDoubted() throws IOException {
        Instant far = START.plus(Duration.ofDays(400));
        assertThat(believed(far, Duration.ofHours(1), false)).isFalse();
        assertThat(believed(far.plus(Duration.ofDays(2)), Duration.ZERO, true)).as("as wrong as before").isFalse();
        assertThat(believed(START.plus(Duration.ofDays(3)), Duration.ZERO, true)).as("it was set right").isTrue();
    }

    @Test
    void aClockThatStartsInThePastIsSetRightAndBelieved() throws IOException {
        assertThat(believed(Instant.EPOCH, Duration.ZERO, true)).isTrue();
        assertThat(believed(START.plus(Duration.ofDays(56)), Duration.ofMinutes(1), false)).as("the network set it")
                .isTrue();
        assertThat(believed(Instant.EPOCH, Duration.ofHours(1), false)).isTrue();
        assertThat(believed(START.plus(Duration.ofDays(60)), Duration.ofHours(1), false)).as("four days in two hours")
                .isFalse();
        clock.confirm(START.plus(Duration.ofDays(60)));
        assertThat(believed(START.plus(Duration.ofDays(60)).plusSeconds(60), Duration.ofMinutes(1), false)).isTrue();
    }

    @Test
    void aClockThatWasAheadAndStaysBackForADayIsTheClock() throws IOException {
        Instant back = START.minus(Duration.ofDays(30));
        for (int hour = 0; hour < 24; hour++) {
            assertThat(believed(back.plus(Duration.ofHours(hour)), Duration.ofHours(1), false)).isTrue();
        }
        assertThat(clock.read().orElseThrow().seen()).isEqualTo(back.plus(Duration.ofHours(23)));
        assertThat(believed(START, Duration.ofHours(1), false)).as("29 days in an hour").isFalse();
    }

    @Test
    void whereNothingIsKnownTheLatestSignatureCounts() throws IOException {
        for (String file : new String[]{"", "nonsense\n"}) {
            Files.writeString(folder.resolve("clock"), file);
            assertThat(SeenClock.in(folder).look(START, Optional.empty(), () -> START.minus(Duration.ofDays(71)))
                    .doubted())
                    .hasValue(START);
        }
        Files.delete(folder.resolve("clock"));
        assertThat(SeenClock.in(folder).look(START, Optional.empty(), () -> START.minus(Duration.ofDays(69)))
                .doubted()).isEmpty();
    }

    private boolean believed(Instant now, Duration ran, boolean start) throws IOException {
        clock = start ? SeenClock.in(folder) : clock;
        return clock.look(now, start ? Optional.empty() : Optional.of(ran), () -> now).doubted().isEmpty();
    }
}
