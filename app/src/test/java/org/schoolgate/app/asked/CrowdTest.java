package org.schoolgate.app.asked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdTest {

    private final long seed = System.nanoTime();

    @Test
    void aFewAreCountedExactlyHoweverOftenTheyCome() {
        Crowd crowd = new Crowd();
        for (int i = 0; i < 100; i++) {
            crowd.add(i % Crowd.FEW * 7_919);
            assertThat(crowd.size()).isEqualTo(Math.min(i + 1, Crowd.FEW));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 30, 200, 1_000, 2_000})
    void ofManyTheNumberIsTrueWithinATenth(int people) {
        Random random = new Random(seed);
        Crowd crowd = new Crowd();
        Set<Integer> exact = new HashSet<>();
        while (exact.size() < people) {
            int mark = random.nextInt();
            exact.add(mark);
            crowd.add(mark);
            crowd.add(mark);
        }
        // Twice what a thousand differ by, so that a good day's luck is no condition.
        assertThat(crowd.size()).as("seed " + seed).isCloseTo(people, within(Math.max(3, people / 5)));
    }

    @Test
    void whoIsInBothIsCountedOnce() {
        for (int[] sizes : new int[][]{{3, 4}, {3, 100}, {100, 3}, {200, 300}}) {
            Random random = new Random(seed);
            Crowd one = new Crowd();
            Crowd both = new Crowd();
            Crowd alone = new Crowd();
            int[] marks = random.ints(sizes[0] + sizes[1]).toArray();
            for (int i = 0; i < marks.length; i++) {
                alone.add(marks[i]);
                (i < sizes[0] ? one : both).add(marks[i]);
            }
            both.add(marks[0]);
            one.addAll(both);
            assertThat(one.size()).as("seed " + seed).isEqualTo(alone.size());
        }
    }
}
