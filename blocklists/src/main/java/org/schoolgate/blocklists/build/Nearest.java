package org.schoolgate.blocklists.build;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The word that a mistyped one was meant to be.
public final class Nearest {

    private Nearest() {}

    /// The known word with the fewest letters changed, put in or left out, where they are few.
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream().filter(other -> distance(word, other) <= most(word))
                .min(Comparator.comparingInt((String other) -> distance(word, other)).thenComparing(other -> other));
    }

    /// The end of an error message: the nearest word as a question, or nothing.
    public static String hint(String word, Collection<String> known) {
        return to(word, known).map(other -> "; did you mean '" + other + "'?").orElse("");
    }

    /// Two slips, as in letters that changed places, or one in a very short word.
    private static int most(String word) {
        return word.length() <= 3 ? 1 : Math.max(2, word.length() / 3);
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(corner + change, 1 + Math.min(above, row[j - 1]));
                corner = above;
            }
        }
        return row[other.length()];
    }
}
