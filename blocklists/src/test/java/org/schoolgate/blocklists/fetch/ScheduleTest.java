package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a source is tried next, and what is said of how it is.
class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final SourceSettings.Timing DAILY = new SourceSettings.Timing(Duration.ofDays(1), 20);

    @TempDir
    Path folder;

    @Test
    void gatewaysDoNotAllComeAtOnceAndNoneComesEarly() {
        long seed = System.nanoTime();
        var schedule = new Schedule(new SplittableRandom(seed));
        List<Long> minutes = IntStream.range(0, 1_000)
                .mapToObj(i -> Duration.between(NOW, schedule.after(NOW, DAILY)).toMinutes()).toList();
        assertThat(minutes).as("seed %d", seed).allMatch(after -> after >= 24 * 60 && after < 24 * 60 * 12 / 10);
        assertThat(minutes.stream().distinct().count()).as("seed %d", seed).isGreaterThan(200);
        assertThat(schedule.after(NOW, new SourceSettings.Timing(Duration.ofDays(1), 0)))
                .isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void aPublisherThatWantsToBeLeftAloneIsNotAskedSooner() {
        var schedule = new Schedule(new SplittableRandom(1));
        assertThat(schedule.afterFailure(NOW, DAILY, 1, Duration.ZERO)).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(schedule.afterFailure(NOW, DAILY, 1, Duration.ofHours(20)))
                .isEqualTo(NOW.plus(Duration.ofHours(20)));
        assertThat(schedule.afterFailure(NOW, DAILY, 1_000_000, Duration.ZERO)).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void aShorterPeriodHoldsAtOnceAndAPauseAfterAFailureStays() {
        SourceStatus well = SourceStatus.UNKNOWN.begun(NOW).same(NOW, SourceStatus.UNKNOWN.inForce(),
                NOW.plus(Duration.ofDays(1)));
        assertThat(Schedule.isDue(well, DAILY, NOW.plus(Duration.ofHours(23)))).isFalse();
        assertThat(Schedule.isDue(well, DAILY, NOW.plus(Duration.ofDays(1)))).isTrue();
        var hourly = new SourceSettings.Timing(Duration.ofHours(1), 0);
        assertThat(Schedule.isDue(well, hourly, NOW.plus(Duration.ofHours(2)))).isTrue();
        SourceStatus left = well.failed("it is asked too often", NOW.plus(Duration.ofHours(20)));
        assertThat(Schedule.isDue(left, hourly, NOW.plus(Duration.ofHours(2)))).isFalse();
        assertThat(Schedule.isDue(SourceStatus.UNKNOWN, DAILY, NOW)).isTrue();
    }

    @Test
    void aListIsOldWhenItWasNotFetchedForTwiceItsPeriod() throws Exception {
        var lists = new TestLists(folder);
        lists.put("ads", "/srv/ads", "every", "12 hours");
        SourceStatus well = SourceStatus.UNKNOWN.begun(NOW).same(NOW, SourceStatus.UNKNOWN.inForce(), NOW);
        StateFile.of(folder.resolve("ads")).write(well);
        KnownSource source = lists.sources().find("ads");
        assertThat(source.state(NOW.plus(Duration.ofHours(24)))).isEqualTo(KnownSource.State.FRESH);
        Instant later = NOW.plus(Duration.ofHours(25));
        assertThat(source.state(later)).isEqualTo(KnownSource.State.OLD);
        assertThat(source.words(later)).isEqualTo("It was last fetched 1 day ago. That is more than twice its period.");
        StateFile.of(folder.resolve("ads")).write(well.failed("it broke off", NOW).failed("it broke off", NOW));
        assertThat(lists.sources().find("ads").words(NOW)).isEqualTo(
                "It was last fetched 0 minutes ago. It failed 2 times in a row, the last time: it broke off.");
        lists.sources().turn("ads", false);
        assertThat(lists.sources().find("ads").isOld(later)).as("nobody waits for it").isFalse();
    }

    @Test
    void whatIsKeptIsReadAsItWasWritten() throws Exception {
        var inForce = new SourceStatus.InForce("20261130-1a2b3c4d.7",
                new Validators("W/\"a b\"", "Mon, 30 Nov 2026 08:00:00 GMT"),
                "c0ffee", "5e77");
        SourceStatus status = SourceStatus.UNKNOWN.begun(NOW).changed(NOW, inForce,
                new SourceStatus.Costs(5, Duration.ofMillis(7), Duration.ofMillis(11)), NOW.plusSeconds(13))
                .failed("a\nb", NOW.plusSeconds(17)).refusing("held");
        StateFile.of(folder).write(status);
        assertThat(StateFile.of(folder).read()).isEqualTo(status);
        assertThat(status.wrong()).isEqualTo("a b");
        assertThat(status.failed("x".repeat(5_000), NOW).wrong()).hasSize(SourceStatus.LONGEST);
        assertThat(StateFile.of(folder.resolve("none")).read()).isEqualTo(SourceStatus.UNKNOWN);
    }
}
