package org.schoolgate.filters.category;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.Rounds;

class CategorySetTest {

    @Test
    void theSetsAgreeWithSetsOfTheJdk() {
        Rounds.play(300, random -> {
            long a = random.nextLong();
            long b = random.nextLong();
            Set<Integer> both = new HashSet<>(members(new CategorySet(a)));
            both.retainAll(members(new CategorySet(b)));
            Set<Integer> either = new HashSet<>(members(new CategorySet(a)));
            either.addAll(members(new CategorySet(b)));

            CategorySet first = new CategorySet(a);
            CategorySet second = new CategorySet(b);
            assertThat(members(first.intersection(second))).isEqualTo(both);
            assertThat(members(first.union(second))).isEqualTo(either);
            assertThat(first.intersects(second)).isEqualTo(!both.isEmpty());
        });
    }

    @Test
    void theSetOfOneHoldsThatOne() {
        for (int bit = 0; bit < 64; bit++) {
            assertThat(members(CategorySet.of(category(bit)))).containsExactly(bit);
        }
        assertThat(CategorySet.NONE.isEmpty()).isTrue();
        assertThat(members(CategorySet.NONE)).isEmpty();
        assertThat(CategorySet.of(category(63)).isEmpty()).isFalse();
    }

    private static Set<Integer> members(CategorySet set) {
        Set<Integer> members = new HashSet<>();
        for (int bit = 0; bit < 64; bit++) {
            if (set.contains(category(bit))) {
                members.add(bit);
            }
        }
        return members;
    }

    private static Category category(int bit) {
        return new Category(bit, "c" + bit, "C", "C", false);
    }
}
