package org.schoolgate.review.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmallNumbersTest {

    private static final int MOST = 8;

    @Test
    void noNumberThatIsNotToldCanBeWorkedOutEvenByWhoKnowsTheRules() {
        for (int length = 1; length <= 5; length++) {
            Map<SmallNumbers, List<Set<Long>>> possible = new HashMap<>();
            Long[] counts = new Long[length];
            Arrays.fill(counts, 0L);
            do {
                SmallNumbers shown = SmallNumbers.of(List.of(counts));
                List<Set<Long>> values = possible.computeIfAbsent(shown, _ -> new ArrayList<>());
                for (int i = 0; i < counts.length; i++) {
                    if (values.size() <= i) {
                        values.add(new HashSet<>());
                    }
                    values.get(i).add(counts[i]);
                    if (SmallNumbers.isSmall(counts[i])) {
                        assertThat(shown.told().get(i)).as("%s of %s", i, List.of(counts)).isEmpty();
                    }
                }
            } while (next(counts));
            possible.forEach((shown, values) -> {
                for (int i = 0; i < values.size(); i++) {
                    if (shown.told().get(i).isEmpty()) {
                        assertThat(values.get(i)).as("number %s of %s", i, shown).hasSizeGreaterThan(1);
                    }
                }
            });
            assertThat(possible).hasSizeGreaterThan(length);
        }
    }

    @Test
    void aSecondIsHiddenOnlyWhereItMustBe() {
        assertThat(SmallNumbers.of(List.of(61L, 34L, 0L)).told()).allSatisfy(one -> assertThat(one).isPresent());
        assertThat(SmallNumbers.of(List.of(61L, 34L, 3L)).told().get(1)).isEmpty();
        assertThat(SmallNumbers.of(List.of(61L, 34L, 3L)).sum()).hasValue(98L);
        assertThat(SmallNumbers.of(List.of(61L, 34L, 3L, 2L)).told().get(1)).hasValue(34L);
        assertThat(SmallNumbers.of(List.of(3L)).sum()).isEmpty();
    }

    private static boolean next(Long[] counts) {
        for (int i = 0; i < counts.length; i++) {
            counts[i]++;
            if (counts[i] <= MOST) {
                return true;
            }
            counts[i] = 0L;
        }
        return false;
    }
}
