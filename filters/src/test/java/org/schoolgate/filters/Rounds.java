package org.schoolgate.filters;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Rounds with random input that can be played again: each has a seed of its own, and a failure names it.
///
/// `-Dschoolgate.long=true` plays ten times as many.
public final class Rounds {

    private static final long FIRST_SEED = 20_261_122;

    private Rounds() {}

    /// Plays `count` rounds.
    public static void play(int count, Consumer<RandomGenerator> round) {
        int rounds = Boolean.getBoolean("schoolgate.long") ? 10 * count : count;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + rounds; seed++) {
            try {
                round.accept(new SplittableRandom(seed));
            } catch (RuntimeException | AssertionError | StackOverflowError failure) {
                throw new AssertionError("in the round with seed " + seed + ": " + failure, failure);
            }
        }
    }

    /// One of `choices`.
    @SafeVarargs
    public static <T> T oneOf(RandomGenerator random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
