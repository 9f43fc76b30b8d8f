package org.schoolgate.benchmarks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Host names that nobody has, in the lengths that lists have. The same seed makes the same names.
final class MadeUpNames {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final List<String> ENDINGS = List.of("com", "com", "com", "net", "org", "co.uk", "de", "fr", "xyz");

    private MadeUpNames() {}

    /// So many different registered names.
    static List<String> registered(int count, long seed) {
        var random = new Random(seed);
        Set<String> names = new LinkedHashSet<>(2 * count);
        while (names.size() < count) {
            names.add(label(random, 6 + random.nextInt(14)) + "." + ENDINGS.get(random.nextInt(ENDINGS.size())));
        }
        return List.copyOf(names);
    }

    /// A name one label below another.
    static String below(String name, Random random) {
        return label(random, 1 + random.nextInt(6)) + "." + name;
    }

    private static String label(Random random, int length) {
        var label = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            label.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return label.toString();
    }
}
