package org.schoolgate.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// Who comes back, and by what.
class TurnsTest {

    private static final Instant NOW = Instant.parse("2026-11-17T10:14:00Z");
    private static final IpAddress HERE = IpAddress.parse("10.1.2.3").orElseThrow();
    private static final IpAddress THERE = IpAddress.parse("10.1.2.4").orElseThrow();

    private final Turns turns = new Turns();
    private final Turns.Turn ann = new Turns.Turn(new Person("ann"), HERE, NOW);

    @Test
    void aNumberIsGoodOnceAndFromTheSameAddressAlone() {
        String number = turns.keep(ann, NOW);
        assertThat(number).matches("[A-Za-z0-9_-]{22}");
        assertThat(turns.take(number, THERE, NOW)).isEmpty();
        assertThat(turns.take(number, HERE, NOW)).contains(ann);
        assertThat(turns.take(number, HERE, NOW)).isEmpty();
        assertThat(turns.take("A".repeat(22), HERE, NOW)).isEmpty();
        assertThat(turns.take("", HERE, NOW)).isEmpty();
    }

    @Test
    void aNumberIsGoodForTenMinutesAndNoneAnHourAfterThePassword() {
        String late = turns.keep(ann, NOW);
        assertThat(turns.take(late, HERE, NOW.plus(Turns.VALID))).isEmpty();
        assertThat(turns.take(late, HERE, NOW.plus(Turns.VALID).minusMillis(1))).contains(ann);
        Instant end = NOW.plus(Turns.LONGEST);
        String last = turns.keep(ann, end.minusSeconds(60));
        assertThat(turns.take(last, HERE, end)).isEmpty();
        assertThat(turns.take(last, HERE, end.minusMillis(1))).contains(ann);
    }

    @Test
    void aClockThatWentBackOpensNothing() {
        assertThat(turns.take(turns.keep(ann, NOW), HERE, NOW.minusSeconds(1))).isEmpty();
    }

    @Test
    void thereAreOnlySoManyAtATime() {
        String first = turns.keep(ann, NOW);
        int there = 0;
        for (int i = 0; i < 3 * Turns.MOST; i++) {
            there += turns.take(turns.keep(ann, NOW), HERE, NOW).isPresent() ? 1 : 0;
        }
        assertThat(there).isEqualTo(3 * Turns.MOST);
        assertThat(turns.take(first, HERE, NOW)).as("what others have taken is gone").contains(ann);
        for (int i = 0; i < 3 * Turns.MOST; i++) {
            turns.keep(ann, NOW);
        }
        assertThat(turns.size()).isLessThanOrEqualTo(Turns.MOST);
    }
}
