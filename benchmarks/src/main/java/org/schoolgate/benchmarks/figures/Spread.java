package org.schoolgate.benchmarks.figures;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/// What several runs gave.
///
/// @param median the middle of them
/// @param low the lowest
/// @param high the highest
/// @param runs how many they were
public record Spread(double median, double low, double high, int runs) {

    /// The spread of these runs.
    ///
    /// @throws IllegalArgumentException where there is no run
    public static Spread of(List<Double> runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("no runs, so nothing lies in the middle of them");
        }
        double[] sorted = runs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /// Two series run by run: what was measured side by side is compared side by side.
    public static List<Double> pairs(List<Double> one, List<Double> other, DoubleBinaryOperator operator) {
        double[] out = new double[Math.min(one.size(), other.size())];
        Arrays.setAll(out, i -> operator.applyAsDouble(one.get(i), other.get(i)));
        return Arrays.stream(out).boxed().toList();
    }

    public static List<Double> ratios(List<Double> one, List<Double> other) {
        return pairs(one, other, (a, b) -> a / b);
    }
}
