package org.schoolgate.blocklists.index;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Host names that nobody has, about as long as those of real lists. The same seed makes the same names.
final class MadeUpNames {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String[] ENDINGS = {".com", ".com", ".com", ".net", ".org", ".tk", ".info", ".co.uk", ".de",
        ".fr", ".ru", ".blogspot.com"};

    private final RandomGenerator random;

    MadeUpNames(long seed) {
        random = new SplittableRandom(seed);
    }

    /// A name; with `mark` in its registered label no name that was made without it or with another.
    byte[] next(String mark) {
        var name = new StringBuilder(32);
        if (random.nextInt(8) == 0) {
            label(name, 1 + random.nextInt(8)).append('.');
        }
        label(name, 4 + random.nextInt(14)).append(mark).append(ENDINGS[random.nextInt(ENDINGS.length)]);
        return name.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private StringBuilder label(StringBuilder name, int length) {
        for (int i = 0; i < length; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name;
    }
}
