package org.schoolgate.review.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Counts for those who read no records: one to four is not told, as it could be about somebody they know. Where it would
/// follow from the sum, a second number is not told either, and at the ends, where it would still follow, neither is the sum.
/// What is not told looks alike, so that not even whoever knows these rules can work it out.
///
/// @param told each number, or nothing where it is not told
/// @param sum of all, or nothing where it is not told
public record SmallNumbers(List<Optional<Long>> told, Optional<Long> sum) {

    private static final long SMALL = 5;

    public SmallNumbers {
        told = List.copyOf(told);
    }

    /// Whether a number is too small to be told.
    public static boolean isSmall(long count) {
        return count > 0 && count < SMALL;
    }

    /// What of some numbers is told.
    ///
    /// @param counts of things that are counted once
    public static SmallNumbers of(List<Long> counts) {
        List<Integer> hidden = new ArrayList<>(IntStream.range(0, counts.size())
                .filter(i -> isSmall(counts.get(i))).boxed().toList());
        if (hidden.size() == 1) {
            long least = counts.stream().mapToLong(Long::longValue).filter(count -> count >= SMALL).min().orElse(0);
            // Every number that is the least: which of them was picked would tell where the small one is.
            IntStream.range(0, counts.size()).filter(i -> counts.get(i) >= SMALL && counts.get(i) == least)
                    .forEach(hidden::add);
        }
        long unknown = hidden.stream().mapToLong(counts::get).sum();
        // All ones, and all fours: each follows from their sum.
        boolean follows = hidden.size() == 1 || !hidden.isEmpty()
                && (unknown == hidden.size() || unknown == hidden.size() * (SMALL - 1));
        return new SmallNumbers(IntStream.range(0, counts.size())
                .mapToObj(i -> hidden.contains(i) ? Optional.<Long>empty() : Optional.of(counts.get(i))).toList(),
                follows ? Optional.empty() : Optional.of(counts.stream().mapToLong(Long::longValue).sum()));
    }
}
