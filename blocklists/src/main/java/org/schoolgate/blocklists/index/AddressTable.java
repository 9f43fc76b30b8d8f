package org.schoolgate.blocklists.index;

import java.util.Arrays;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;

/// A set of address ranges, each with a number from 0 and one `int` that belongs to it. A look-up asks once for each
/// length of prefix that occurs. One thread fills it; after that any number may read.
final class AddressTable implements Keys {

    private long[] highs = new long[16];
    private long[] lows = new long[16];
    private int[] prefixes = new int[16];
    private int[] values = new int[16];
    /// Number + 1 of the range in a slot; 0 for none.
    private int[] slots = new int[32];
    private int size;
    /// The prefix lengths that occur, shortest first.
    private int[] lengths = new int[0];

    int size() {
        return size;
    }

    /// How many lengths of prefix occur.
    int lengths() {
        return lengths.length;
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
        var range = new AddressRange(new IpAddress(highs[number], lows[number]), prefixes[number]);
        return range.prefix() == 128 ? range.network().toString() : range.toString();
    }

    /// The number of the range of the `nth` length, from 0, that holds an address; or -1.
    int find(IpAddress address, int nth) {
        int prefix = lengths[nth];
        long high = address.high() & highMask(prefix);
        long low = address.low() & lowMask(prefix);
        for (int slot = slot(high, low, prefix, slots.length);; slot = slot + 1 & slots.length - 1) {
            int number = slots[slot] - 1;
            if (number < 0 || (highs[number] == high && lows[number] == low && prefixes[number] == prefix)) {
                return number;
            }
        }
    }

    /// The number of a range, given one with the value -1 where it is new.
    int put(AddressRange range) {
        long high = range.network().high();
        long low = range.network().low();
        int prefix = range.prefix();
        int slot = slot(high, low, prefix, slots.length);
        for (; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            int number = slots[slot] - 1;
            if (highs[number] == high && lows[number] == low && prefixes[number] == prefix) {
                return number;
            }
        }
        if (size == highs.length) {
            highs = Arrays.copyOf(highs, 2 * size);
            lows = Arrays.copyOf(lows, 2 * size);
            prefixes = Arrays.copyOf(prefixes, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        highs[size] = high;
        lows[size] = low;
        prefixes[size] = prefix;
        values[size] = -1;
        slots[slot] = ++size;
        note(prefix);
        if (2 * size > slots.length) {
            spread();
        }
        return size - 1;
    }

    private void note(int prefix) {
        int at = Arrays.binarySearch(lengths, prefix);
        if (at < 0) {
            lengths = Arrays.copyOf(lengths, lengths.length + 1);
            lengths[lengths.length - 1] = prefix;
            Arrays.sort(lengths);
        }
    }

    private void spread() {
        int[] wider = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            int slot = slot(highs[number], lows[number], prefixes[number], wider.length);
            while (wider[slot] != 0) {
                slot = slot + 1 & wider.length - 1;
            }
            wider[slot] = number + 1;
        }
        slots = wider;
    }

    private static int slot(long high, long low, int prefix, int slots) {
        long mixed = (high * 31 + low) * 31 + prefix;
        mixed *= 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 33) & slots - 1;
    }

    private static long highMask(int prefix) {
        return prefix >= 64 ? -1L : prefix == 0 ? 0 : -1L << (64 - prefix);
    }

    private static long lowMask(int prefix) {
        return prefix <= 64 ? 0 : prefix == 128 ? -1L : -1L << (128 - prefix);
    }
}
