package org.schoolgate.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX",
            Locale.ROOT);

    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/London", "UTC", "America/Havana", "Australia/Lord_Howe", "America/St_Johns",
                "Pacific/Apia"})
    void aMomentIsWrittenAsTheFormatterWritesIt(ZoneId zone) {
        Timestamp timestamp = new Timestamp(zone);
        SplittableRandom random = new SplittableRandom(20_261_122);
        for (int round = 0; round < 1_000; round++) {
            Instant at = Instant.ofEpochSecond(random.nextLong(1_100_000_000L, 1_900_000_000L));
            var change = zone.getRules().nextTransition(at);
            at = change == null || round % 3 == 0 ? at : change.getInstant();
            for (int i = 0; i < 20; i++) {
                Instant near = at.plusMillis(random.nextLong(-100_000_000, 100_000_000));
                check(timestamp, near, zone);
            }
            check(timestamp, at.minusNanos(1), zone);
            check(timestamp, at, zone);
        }
    }

    private static void check(Timestamp timestamp, Instant at, ZoneId zone) {
        StringBuilder out = new StringBuilder();
        timestamp.write(at, out);
        assertThat(out).hasToString(PLAIN.format(at.atZone(zone)));
    }
}
