package org.schoolgate.review.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AttemptLimitsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-17T09:00:00Z"));
    private final AttemptLimits limits = new AttemptLimits(now::get);

    @Test
    void fiveWrongPasswordsAreFreeAndTheSixthTryWaits() {
        for (int i = 0; i < 5; i++) {
            assertThat(limits.ask("head", "10.0.0." + i)).isEmpty();
            limits.failed("head");
        }
        assertThat(limits.ask("head", "10.0.0.9")).hasValue(Duration.ofSeconds(15));
        assertThat(limits.ask("sam", "10.0.0.9")).isEmpty();
    }

    @Test
    void eachFurtherFailureDoublesTheWaitUpToFiveMinutes() {
        Duration[] waits = {Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4), Duration.ofMinutes(5), Duration.ofMinutes(5)};
        fail(5);
        for (Duration wait : waits) {
            assertThat(limits.ask("head", "10.0.0.1")).hasValue(wait);
            pass(wait);
            assertThat(limits.ask("head", "10.0.0.1")).isEmpty();
            fail(1);
        }
    }

    @Test
    void askingWhileAWaitRunsDoesNotMakeItLonger() {
        fail(5);
        pass(Duration.ofSeconds(10));
        for (int i = 0; i < 10; i++) {
            assertThat(limits.ask("head", "10.0.0.1")).hasValue(Duration.ofSeconds(5));
        }
        pass(Duration.ofSeconds(5));
        assertThat(limits.ask("head", "10.0.0.1")).isEmpty();
    }

    @Test
    void failuresAreForgottenAfterAQuarterOfAnHourAndBySuccess() {
        fail(9);
        pass(Duration.ofMinutes(15));
        assertThat(limits.ask("head", "10.0.0.1")).isEmpty();
        fail(1);
        assertThat(limits.ask("head", "10.0.0.1")).isEmpty();
        fail(8);
        limits.succeeded("head");
        assertThat(limits.ask("head", "10.0.0.1")).isEmpty();
    }

    @Test
    void anAddressTriesTwentyTimesAMinuteWhateverTheNames() {
        for (int i = 0; i < AttemptLimits.TRIES_PER_MINUTE; i++) {
            assertThat(limits.ask("name" + i, "10.0.0.1")).isEmpty();
        }
        assertThat(limits.ask("another", "10.0.0.1")).hasValue(Duration.ofMinutes(1));
        assertThat(limits.ask("another", "10.0.0.2")).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(limits.ask("another", "10.0.0.1")).isEmpty();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            limits.failed("head");
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
