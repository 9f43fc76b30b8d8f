package org.schoolgate.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Guesses which word was meant.
final class Spelling {

    private static final int LONGEST = 40;
    private static final int FEW = 12;

    private Spelling() {}

    /// What to do about a word that is none of `known`: "did you mean …?", or the whole choice where it is small.
    static String advice(String written, Collection<String> known) {
        Optional<String> nearest = nearest(written, known);
        if (nearest.isPresent()) {
            return "did you mean '" + nearest.get() + "'?";
        }
        return known.isEmpty() || known.size() > FEW ? "" : "write one of " + String.join(", ", known);
    }

    /// The one known word that begins so, else the one with the fewest slips from `written`, if they are few enough.
    static Optional<String> nearest(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = written.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
        List<String> longer = known.stream().filter(word -> plain.length() >= 3 && word.startsWith(plain)).toList();
        if (longer.size() == 1) {
            return Optional.of(longer.getFirst());
        }
        return known.stream()
                .filter(word -> slips(plain, word) <= Math.clamp(word.length() / 3, 1, 3))
                .min(Comparator.comparingInt(word -> slips(plain, word)));
    }

    /// How many letters must be added, left out, changed or swapped with their neighbour.
    private static int slips(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped = i > 1 && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
