package org.schoolgate.app.asked;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// About how many different people and devices there are, told from marks that are forgotten. Up to [#FEW] are counted exactly;
/// of more it keeps one bit of 1,024 for each mark, and tells their number from how many bits are still free
/// ([linear counting](https://doi.org/10.1145/78922.78925)): within a tenth for a thousand people.
///
/// Not safe for several threads.
final class Crowd {

    static final int FEW = 8;

    private static final int BITS = 1_024;

    private int[] few = new int[0];
    private long @Nullable [] bits;

    /// @param mark a number for a person that is as good as random
    void add(int mark) {
        if (bits != null) {
            set(bits, mark);
            return;
        }
        for (int one : few) {
            if (one == mark) {
                return;
            }
        }
        if (few.length < FEW) {
            few = Arrays.copyOf(few, few.length + 1);
            few[few.length - 1] = mark;
            return;
        }
        long[] wide = new long[BITS / Long.SIZE];
        for (int one : few) {
            set(wide, one);
        }
        set(wide, mark);
        bits = wide;
        few = new int[0];
    }

    /// Takes in everybody of another one whose marks are of the same kind.
    void addAll(Crowd other) {
        for (int mark : other.few) {
            add(mark);
        }
        long[] theirs = other.bits;
        if (theirs == null) {
            return;
        }
        long[] wide = bits;
        if (wide == null) {
            wide = new long[BITS / Long.SIZE];
            for (int one : few) {
                set(wide, one);
            }
            few = new int[0];
            bits = wide;
        }
        for (int i = 0; i < wide.length; i++) {
            wide[i] |= theirs[i];
        }
    }

    int size() {
        long[] wide = bits;
        if (wide == null) {
            return few.length;
        }
        int taken = Arrays.stream(wide).mapToInt(Long::bitCount).sum();
        double free = Math.max(1, BITS - taken);
        return (int) Math.round(-BITS * Math.log(free / BITS));
    }

    private static void set(long[] bits, int mark) {
        int place = mark & (BITS - 1);
        bits[place / Long.SIZE] |= 1L << place;
    }
}
