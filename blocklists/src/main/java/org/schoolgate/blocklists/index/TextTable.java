package org.schoolgate.blocklists.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A set of ASCII texts, each with a number from 0 in the order they came, and one `int` that belongs to it.
///
/// Texts lie one behind the other in one array, found by hash with linear probing, so a text costs its own length and
/// about 20 bytes, and no object. The caller hashes, so that a look-up of many endings of one name hashes it once.
/// One thread fills it; after that any number may read.
final class TextTable implements Keys {

    private byte[] pool = new byte[1024];
    private int[] starts = new int[64];
    private int[] hashes = new int[64];
    private int[] values = new int[64];
    /// Number + 1 of the text in a slot; 0 for none.
    private int[] slots = new int[128];
    private int size;
    private int longest;

    /// The hash of a text read from its end, so that it grows label by label to longer names.
    static int backward(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = to - 1; i >= from; i--) {
            hash = step(hash, text[i]);
        }
        return hash;
    }

    /// The hash of a text read from its beginning, so that it grows to longer paths.
    static int forward(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = step(hash, text[i]);
        }
        return hash;
    }

    static int step(int hash, int character) {
        return 31 * hash + character;
    }

    int size() {
        return size;
    }

    /// The length of the longest text in it.
    int longest() {
        return longest;
    }

    @Override
    public int value(int number) {
        return values[number];
    }

    @Override
    public void value(int number, int value) {
        values[number] = value;
    }

    String text(int number) {
        return new String(pool, starts[number], starts[number + 1] - starts[number], StandardCharsets.US_ASCII);
    }

    /// The bytes of a text, copied.
    byte[] bytes(int number) {
        return Arrays.copyOfRange(pool, starts[number], starts[number + 1]);
    }

    /// Compares two texts byte by byte.
    int compare(int one, int other) {
        return Arrays.compare(pool, starts[one], starts[one + 1], pool, starts[other], starts[other + 1]);
    }

    /// The number of `first[from..]` followed by `second[0..to)`, or -1.
    int find(int hash, String first, int from, String second, int to) {
        int length = first.length() - from + to;
        for (int slot = slot(hash, slots.length);; slot = slot + 1 & slots.length - 1) {
            int number = slots[slot] - 1;
            if (number < 0) {
                return -1;
            }
            int start = starts[number];
            if (hashes[number] == hash && starts[number + 1] - start == length
                    && matches(start, first, from, first.length())
                    && matches(start + first.length() - from, second, 0, to)) {
                return number;
            }
        }
    }

    /// The number of a text, given one with the value -1 where it is new.
    int put(int hash, byte[] text, int from, int to) {
        int slot = slot(hash, slots.length);
        for (; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && Arrays.equals(pool, starts[number], starts[number + 1], text, from, to)) {
                return number;
            }
        }
        grow(to - from);
        System.arraycopy(text, from, pool, starts[size], to - from);
        starts[size + 1] = starts[size] + to - from;
        hashes[size] = hash;
        values[size] = -1;
        slots[slot] = ++size;
        longest = Math.max(longest, to - from);
        if (2 * size > slots.length) {
            spread();
        }
        return size - 1;
    }

    private void grow(int more) {
        int used = starts[size];
        if (pool.length - used < more) {
            pool = Arrays.copyOf(pool, Math.addExact(used, more) + used / 2);
        }
        if (size + 2 > starts.length) {
            int capacity = starts.length * 2;
            starts = Arrays.copyOf(starts, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
            values = Arrays.copyOf(values, capacity);
        }
    }

    private void spread() {
        int[] wider = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            int slot = slot(hashes[number], wider.length);
            while (wider[slot] != 0) {
                slot = slot + 1 & wider.length - 1;
            }
            wider[slot] = number + 1;
        }
        slots = wider;
    }

    private boolean matches(int start, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (pool[start + i - from] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Spreads the bits, as a sum of characters alone would crowd similar names.
    private static int slot(int hash, int slots) {
        int mixed = hash * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) & slots - 1;
    }
}
