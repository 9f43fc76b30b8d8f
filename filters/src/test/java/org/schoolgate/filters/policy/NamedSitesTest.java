package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.HostName;

/// Of every length, as names shorter than a word and longer than 63 bytes are looked up in other ways.
class NamedSitesTest {

    private static final long SEED = 20_261_125;
    private static final int RULES = 300;

    private final Random random = new Random(SEED);

    @Test
    void theRulesAboutAHostAreThoseThatNameItOrANameAboveIt() {
        List<HostName> named = new ArrayList<>();
        for (int rule = 0; rule < RULES; rule++) {
            String above = rule > 9 && rule % 3 == 0 ? "." + named.get(random.nextInt(rule)).name() : "";
            named.add(new HostName(label(1 + rule % 62) + (rule % 5 == 0 ? "." + label(1 + rule % 40) : "") + above));
        }
        var sites = new NamedSites(named.stream().map(name -> (Subject) new Subject.Sites(List.of(name))).toList());
        int about = 0;
        for (HostName name : named) {
            for (String text : List.of(name.name(), "www." + name.name(), "x" + name.name(), label(9) + ".b")) {
                HostName host = HostName.parse(text).orElse(name);
                int set = sites.setOf(host);
                for (int rule = 0; rule < RULES; rule++) {
                    boolean expected = host.isWithin(named.get(rule));
                    assertThat(sites.has(set, rule)).as("seed %d: %s, %s", SEED, host, named.get(rule))
                            .isEqualTo(expected);
                    about += expected ? 1 : 0;
                }
            }
        }
        assertThat(about).isGreaterThan(2 * RULES);
    }

    private String label(int length) {
        StringBuilder label = new StringBuilder();
        for (int i = 0; i < length; i++) {
            label.append((char) ('a' + random.nextInt(3)));
        }
        return label.toString();
    }
}
