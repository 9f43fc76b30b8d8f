package org.schoolgate.benchmarks.workload;

import java.util.Arrays;

/// Draws one of several things, each as often as its weight says. Never changes once made.
final class Weighted {

    private final int[] upTo;

    Weighted(int... weights) {
        upTo = weights.clone();
        Arrays.parallelPrefix(upTo, Math::addExact);
    }

    /// The number of a thing, from 0.
    int draw(Dice dice) {
        int at = Arrays.binarySearch(upTo, dice.below(upTo[upTo.length - 1]) + 1);
        int number = at >= 0 ? at : -at - 1;
        while (number > 0 && upTo[number - 1] == upTo[number]) {
            number--;
        }
        return number;
    }
}
