package org.schoolgate.benchmarks.workload;

import java.nio.charset.StandardCharsets;

/// Names that are on no made-up list, for certain: their first label is longer than any that [Shape] makes. Below an ending or
/// below a host that many listed names are below. One thread uses it.
public final class AbsentNames {

    private static final int LENGTH = 36;
    private static final byte[] LETTERS = "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);

    private final Dice dice;

    public AbsentNames(long seed) {
        this.dice = new Dice(seed);
    }

    public String next() {
        byte[] above = dice.once(0.5)
                ? Shape.ENDINGS[Shape.ENDING.draw(dice)]
                : Shape.HOSTS[Shape.HOST.draw(dice)];
        byte[] text = new byte[LENGTH + 1 + above.length];
        long bits = 0;
        for (int i = 0; i < LENGTH; i++) {
            bits = i % 12 == 0 ? dice.bits() : bits >>> 5;
            text[i] = LETTERS[(int) bits & 31];
        }
        text[LENGTH] = '.';
        System.arraycopy(above, 0, text, LENGTH + 1, above.length);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
