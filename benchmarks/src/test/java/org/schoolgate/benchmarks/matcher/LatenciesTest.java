package org.schoolgate.benchmarks.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void aShareIsFoundToAFewPercent() {
        var latencies = new Latencies();
        for (int nanos = 1; nanos <= 1_000_000; nanos++) {
            latencies.record(nanos);
        }
        assertThat(latencies.total()).isEqualTo(1_000_000);
        assertThat(latencies.below(0.5)).isBetween(500_000L, 516_000L);
        assertThat(latencies.below(0.9999)).isBetween(999_900L, 1_032_000L);
        assertThat(latencies.below(0.00001)).isBetween(10L, 11L);
    }

    @Test
    void oneSlowAnswerInAThousandShowsAtTheEnd() {
        var latencies = new Latencies();
        for (int i = 0; i < 999; i++) {
            latencies.record(20);
        }
        latencies.record(1L << 40);
        assertThat(latencies.below(0.99)).isEqualTo(20);
        assertThat(latencies.below(0.9999)).isGreaterThanOrEqualTo(1L << 40);
        assertThat(new Latencies().below(0.5)).isZero();
    }
}
