package org.schoolgate.filters.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.HostName;

class SiteTableTest {

    /// Labels of which names are made: short ones, so that names meet, and two that make a name longer than 63 characters.
    private static final String[] LABELS = {"a", "b", "ab", "www", "school", "example", "x".repeat(30), "y".repeat(63)};

    private final long seed = System.nanoTime();
    private final Random dice = new Random(seed);

    @Test
    void theLongestNamedEndingSpeaks() {
        var table = new SiteTable<>(Map.of(new HostName("example"), 1, new HostName("school.example"), 2));
        assertThat(table.of(new HostName("www.school.example"))).isEqualTo(2);
        assertThat(table.of(new HostName("school.example"))).isEqualTo(2);
        assertThat(table.of(new HostName("preschool.example"))).isEqualTo(1);
        assertThat(table.of(new HostName("school.test"))).isNull();
    }

    @Test
    void itAnswersAsAPlainMapWouldThatIsAskedForOneNameAfterTheOther() {
        int named = 0;
        for (int round = 0; round < 2_000; round++) {
            Map<HostName, Integer> sayings = new HashMap<>();
            for (int i = dice.nextInt(12); i >= 0; i--) {
                sayings.put(name(), i);
            }
            var table = new SiteTable<>(sayings);
            for (int i = 0; i < 50; i++) {
                HostName host = name();
                Integer expected = nearest(sayings, host);
                named += expected == null ? 0 : 1;
                assertThat(table.of(host)).as("%s of %s, seed %d", host, sayings, seed).isEqualTo(expected);
            }
        }
        assertThat(named).as("named hosts among 100,000, seed %d", seed).isBetween(1_000, 99_000);
    }

    private HostName name() {
        var name = new StringBuilder("tld");
        for (int i = dice.nextInt(4); i > 0; i--) {
            name.insert(0, LABELS[dice.nextInt(LABELS.length)] + ".");
        }
        return new HostName(name.toString());
    }

    private static @Nullable Integer nearest(Map<HostName, Integer> sayings, HostName host) {
        Optional<HostName> name = Optional.of(host);
        while (name.isPresent() && !sayings.containsKey(name.get())) {
            name = name.flatMap(HostName::parent);
        }
        return name.map(sayings::get).orElse(null);
    }
}
