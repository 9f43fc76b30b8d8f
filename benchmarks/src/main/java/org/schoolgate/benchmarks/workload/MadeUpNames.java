package org.schoolgate.benchmarks.workload;

import java.util.Arrays;

/// Host names that nobody has, built as [Shape] says. The same seed makes the same names, on every Java.
///
/// A name is written from its end to its beginning into one array, which the caller reads before the next.
final class MadeUpNames {

    private static final int LONGEST = 253;

    private final Dice dice;
    private final Dice parents = new Dice(0);
    private final long seed;
    private final byte[] text = new byte[LONGEST];
    private int from;
    private long families;
    private final long[] deepFamilies = new long[2];

    MadeUpNames(long seed) {
        this.seed = seed;
        this.dice = new Dice(seed);
    }

    /// So many different names with their lists.
    static Names listed(int count, long seed) {
        var names = new MadeUpNames(seed);
        var sets = new ListSets();
        var builder = new Names.Builder(count);
        Names hosts = hosts();
        while (builder.size() < count) {
            if (builder.size() > 0 && names.dice.below(10_000) < Shape.SHADOWED) {
                names.from = builder.copyBefore(names.dice.below(builder.size()), names.text, LONGEST);
                names.front(names.dice);
            } else {
                names.next();
            }
            if (!builder.has(names.text, names.from, LONGEST) && !hosts.has(names.text, names.from, LONGEST)) {
                builder.add(names.text, names.from, LONGEST, sets.draw(names.dice));
            }
        }
        return builder.build();
    }

    /// What no list names: it would close all that is below it.
    private static Names hosts() {
        var builder = new Names.Builder(Shape.HOSTS.length);
        for (byte[] host : Shape.HOSTS) {
            builder.add(host, 0, host.length, 1);
        }
        return builder.build();
    }

    /// Makes the next name; two names may be the same.
    void next() {
        from = LONGEST;
        switch (Shape.BUILD.draw(dice)) {
            case Shape.TWO_LABELS -> registered(dice);
            case Shape.BELOW_A_HOST -> {
                put(Shape.HOSTS[Shape.HOST.draw(dice)]);
                front(dice);
            }
            default -> family();
        }
    }

    /// A name below one of its own that others are below too: two names on the average, four where they stand deeper.
    private void family() {
        int more = Shape.MORE_LABELS.draw(dice);
        long family = more == 0 ? families++ >> 1 : ((long) more << 40) + (deepFamilies[more - 1]++ >> 2);
        parents.restart(seed + family);
        registered(parents);
        for (int i = 0; i < more; i++) {
            front(parents);
        }
        front(dice);
    }

    /// Puts one label more in front: `www` for so many of 100, else a made-up one.
    void front(int www) {
        if (dice.below(100) < www) {
            label(new byte[]{'w', 'w', 'w'});
        } else {
            front(dice);
        }
    }

    /// The name, copied.
    byte[] copy() {
        return Arrays.copyOfRange(text, from, LONGEST);
    }

    int labels() {
        int labels = 1;
        for (int i = from; i < LONGEST; i++) {
            labels += text[i] == '.' ? 1 : 0;
        }
        return labels;
    }

    /// Begins anew from a name of somebody else.
    void take(byte[] name) {
        from = LONGEST;
        put(name);
    }

    private void front(Dice which) {
        text[--from] = '.';
        letters(which, 1 + Shape.FRONT_LENGTH.draw(which));
    }

    private void registered(Dice which) {
        put(Shape.ENDINGS[Shape.ENDING.draw(which)]);
        text[--from] = '.';
        letters(which, 1 + Shape.REGISTERED_LENGTH.draw(which));
    }

    private void label(byte[] label) {
        text[--from] = '.';
        put(label);
    }

    private void put(byte[] end) {
        from -= end.length;
        System.arraycopy(end, 0, text, from, end.length);
    }

    /// Ten letters from one throw. A hyphen stands neither at an end nor beside another.
    private void letters(Dice which, int count) {
        int first = from - count;
        int last = from - 1;
        long throwOf = 0;
        for (int i = 0; i < count; i++) {
            throwOf = i % 10 == 0 ? which.bits() : throwOf >>> 6;
            byte letter = Shape.LETTERS[(int) throwOf & 63];
            int at = --from;
            text[at] = letter == '-' && (at == first || at == last || text[at + 1] == '-') ? (byte) 'q' : letter;
        }
    }
}
