package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// No number from one to four follows from what is told of a year beside what is told of its term, in every table of two
/// subjects up to a bound: whoever sees both reports finds at least two tables that they could be of.
class BySubjectTest {

    private static final int MOST = 12;

    /// In a term and beside it, of two subjects.
    private record Numbers(long oneInTerm, long otherInTerm, long oneBeside, long otherBeside) {

        /// What both reports tell.
        List<Object> told() {
            Map<String, Long> term = Map.of("One", oneInTerm, "Other", otherInTerm);
            Map<String, Long> year = Map.of("One", oneInTerm + oneBeside, "Other", otherInTerm + otherBeside);
            return List.of(BySubject.told(term), BySubject.told(year, List.of(term)));
        }

        List<Long> all() {
            return List.of(oneInTerm, otherInTerm, oneBeside, otherBeside);
        }
    }

    @Test
    void noSmallNumberFollowsFromTheYearBesideItsTerm() {
        Map<List<Object>, List<Numbers>> alike = new HashMap<>();
        for (long a = 0; a <= MOST; a++) {
            for (long b = 0; b <= MOST; b++) {
                for (long c = 0; c <= MOST; c++) {
                    for (long d = 0; d <= MOST; d++) {
                        Numbers numbers = new Numbers(a, b, c, d);
                        alike.computeIfAbsent(numbers.told(), _ -> new ArrayList<>()).add(numbers);
                    }
                }
            }
        }
        List<Numbers> found = new ArrayList<>();
        // What lies close to the bound has neighbours beyond it.
        alike.values().removeIf(all -> all.stream().allMatch(one -> one.all().stream().anyMatch(count -> count > 7)));
        alike.values().forEach(all -> {
            for (int cell = 0; cell < 4; cell++) {
                int at = cell;
                Set<Long> possible = new HashSet<>(all.stream().map(one -> one.all().get(at)).toList());
                if (possible.size() == 1 && possible.iterator().next() > 0 && possible.iterator().next() < 5) {
                    found.addAll(all);
                }
            }
        });
        assertThat(found).isEmpty();
    }

    @Test
    void whatNobodyCouldBeKnownByIsTold() {
        Map<String, Long> term = Map.of("Games", 12L, "Social media", 30L);
        BySubject.Told year = BySubject.told(Map.of("Games", 20L, "Social media", 30L), List.of(term));
        assertThat(year.by()).containsEntry("Games", Optional.of(20L)).containsEntry("Social media", Optional.of(30L));
        assertThat(year.sum()).contains(50L);
        assertThat(BySubject.told(Map.of("Games", 14L, "Social media", 30L), List.of(term)).by())
                .containsEntry("Games", Optional.empty());
    }
}
