package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private static final Instant AT = Instant.parse("2026-11-16T09:00:00.123Z");

    @Test
    void numbersOfOneMillisecondCountUp() {
        Numbers numbers = new Numbers();
        long first = numbers.next(AT);
        assertThat(numbers.next(AT)).isEqualTo(first + 1);
        assertThat(numbers.next(AT.plusMillis(1))).isGreaterThan(first + 2);
        assertThat(numbers.next(AT)).isEqualTo(first + 2);
    }

    @Test
    void aLaterInstantHasAHigherNumberEvenAfterTheClockWentBack() {
        Numbers numbers = new Numbers();
        long late = numbers.next(AT.plusSeconds(3_600));
        assertThat(numbers.next(AT)).isLessThan(late).isPositive();
        assertThat(new Numbers().next(Instant.parse("1999-01-01T00:00:00Z"))).isNotNegative();
        assertThat(new Numbers().next(Instant.parse("2090-01-01T00:00:00Z"))).isPositive();
    }

    @Test
    void requestsOfAThousandMillisecondsInAnyOrderNeverShareANumber() {
        Numbers numbers = new Numbers();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            assertThat(seen.add(numbers.next(AT.plusMillis(i * 7_919L % 1_000)))).isTrue();
        }
    }
}
