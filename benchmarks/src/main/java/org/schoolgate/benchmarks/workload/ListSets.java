package org.schoolgate.benchmarks.workload;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which lists a made-up name is on: 333 different sets of 60 lists, one bit each.
///
/// In the UT1 lists 31 % of the names are on the same three lists, 68 % on one, and the rest share some 270 sets. The
/// list of adult sites, of 4.6 million names, is not in the snapshot that was counted; it is the first list here, with
/// 92 % of the names, so five million names have about the size of all UT1 lists together.
final class ListSets {

    static final int LISTS = 60;
    static final int SETS = 333;

    private static final double ON_THE_BIG_LIST = 0.92;
    private static final long BIG = 1;
    private static final long THREE_ALIKE = 0b1110;
    private static final int[] ON_THREE_ALIKE = {108_026, 1_601};
    private static final int FIRST_SINGLE = 4;
    /// Names that are on one list only, by list.
    private static final int[] SINGLES = {60_688, 36_847, 33_275, 31_925, 10_547, 6_618, 6_409, 4_584, 4_537, 4_419,
        4_206, 4_004, 3_322, 2_990, 2_443, 2_336, 2_056, 1_463, 1_389, 1_115, 783, 631, 613, 605, 524, 461, 456,
        456, 429, 416, 393, 295, 263, 180, 178, 170, 149, 144, 138, 77, 77, 75, 69, 55, 53, 50, 38, 37, 35, 30, 28,
        15, 8, 7, 4, 2};
    /// Names in each of the other sets; the n-th has an n-th of the first's.
    private static final int FIRST_OF_THE_REST = 440;

    private final List<Long> masks = new ArrayList<>();
    private final Weighted weights;

    ListSets() {
        List<Integer> counts = new ArrayList<>();
        add(counts, THREE_ALIKE, ON_THREE_ALIKE[0]);
        add(counts, THREE_ALIKE | 1L << FIRST_SINGLE + 9, ON_THREE_ALIKE[1]);
        for (int i = 0; i < SINGLES.length; i++) {
            add(counts, 1L << FIRST_SINGLE + i, SINGLES[i]);
        }
        Set<Long> known = new LinkedHashSet<>(masks);
        known.add(BIG);
        var dice = new Dice(LISTS);
        for (int nth = 1; known.size() < SETS;) {
            long mask = 0;
            for (int lists = 2 + dice.below(3); lists > 0; lists--) {
                mask |= 1L << 1 + dice.below(LISTS - 1);
            }
            if (Long.bitCount(mask) > 1 && known.add(mask)) {
                add(counts, mask, Math.max(1, FIRST_OF_THE_REST / nth++));
            }
        }
        weights = new Weighted(counts.stream().mapToInt(Integer::intValue).toArray());
    }

    /// The lists of the next name; never none.
    long draw(Dice dice) {
        return dice.once(ON_THE_BIG_LIST) ? BIG : masks.get(weights.draw(dice));
    }

    /// How many different sets there are.
    int size() {
        return masks.size() + 1;
    }

    private void add(List<Integer> counts, long mask, int count) {
        masks.add(mask);
        counts.add(count);
    }
}
