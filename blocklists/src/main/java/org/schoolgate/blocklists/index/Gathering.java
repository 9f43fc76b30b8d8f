package org.schoolgate.blocklists.index;

import java.util.Arrays;

/// Keys while they are gathered, one row for each line that gives one. The keys lie one behind the other in one array of
/// bytes, and a row is three numbers in another, side by side, as whoever needs one needs all: so a row costs its key and 24
/// bytes. One thread uses it.
final class Gathering {

    /// Rows of no line: the key stands in the place of the same key of another index, has names below it, or has paths.
    static final int EDITED = -3;
    static final int BELOW = -2;
    static final int PATHS = -1;

    private static final int ROW = 3;
    /// A pile of more rows than this is not sorted by insertion.
    private static final int FEW = 64;

    private byte[] pool = new byte[1 << 10];
    private int used;
    /// Of each row: hash; start and length of the key; source and line.
    private long[] rows = new long[ROW * 64];
    private int size;
    /// Number + 1 of rows that [#below] has added, by their hash.
    private final int[] lately = new int[1 << 12];

    byte[] pool() {
        return pool;
    }

    /// Copies bytes to the end of the pool and gives where they begin. They become a key by [#add].
    int keep(byte[] bytes, int from, int to) {
        if (pool.length - used < to - from) {
            pool = Arrays.copyOf(pool, Math.addExact(used, to - from) + used / 2);
        }
        System.arraycopy(bytes, from, pool, used, to - from);
        used += to - from;
        return used - (to - from);
    }

    /// @param start where the key begins in the pool
    /// @param source which kind of line of which part gives it, from 0, or one of the constants above
    void add(long hash, int start, int length, int source, int line) {
        int at = ROW * size;
        if (at == rows.length) {
            rows = Arrays.copyOf(rows, Math.multiplyExact(ROW, size + size / 2));
        }
        rows[at] = hash;
        rows[at + 1] = (long) start << 32 | length;
        rows[at + 2] = (long) source << 32 | line;
        size++;
    }

    /// Adds the row that says that there are keys below a key, where none of the last rows has said so: the ending `co.uk`
    /// comes again and again.
    void below(long hash, int start, int length) {
        int place = (int) (hash >>> 32) & lately.length - 1;
        int row = lately[place] - 1;
        if (row >= 0 && hash(row) == hash && Arrays.equals(pool, start(row), start(row) + length(row), pool, start,
                start + length)) {
            return;
        }
        add(hash, start, length, BELOW, 0);
        lately[place] = size;
    }

    int size() {
        return size;
    }

    long hash(int row) {
        return rows[ROW * row];
    }

    int start(int row) {
        return (int) (rows[ROW * row + 1] >>> 32);
    }

    int length(int row) {
        return (int) rows[ROW * row + 1];
    }

    int source(int row) {
        return (int) (rows[ROW * row + 2] >> 32);
    }

    int line(int row) {
        return (int) rows[ROW * row + 2];
    }

    boolean isSameKey(int one, int other) {
        return hash(one) == hash(other) && length(one) == length(other)
                && Arrays.equals(pool, start(one), start(one) + length(one), pool, start(other),
                        start(other) + length(other));
    }

    /// Makes room, so that nothing is copied while rows come.
    ///
    /// @param more how many rows are expected
    /// @param bytes how many bytes their keys have together
    void expect(int more, int bytes) {
        if (pool.length - used < bytes) {
            pool = Arrays.copyOf(pool, Math.addExact(used, bytes));
        }
        if (rows.length < ROW * (size + more)) {
            rows = Arrays.copyOf(rows, Math.multiplyExact(ROW, Math.addExact(size, more)));
        }
    }

    /// Orders the rows by hash (unsigned), of equal hash by key, of equal key by source and line.
    ///
    /// The first bits of a hash say about where a row belongs, as hashes are spread evenly. They are taken in two goes, so that
    /// what is written to at a time stays in the cache: first to piles of a few thousand rows, then each pile by itself.
    void sort() {
        int bits = Math.clamp(32 - Integer.numberOfLeadingZeros(size / 2048), 1, 20);
        int[] ends = ends(rows, 0, size, 64 - bits, bits);
        long[] sorted = new long[ROW * size];
        spread(rows, 0, size, sorted, 0, ends, 64 - bits, bits);
        rows = sorted;
        long[] pile = new long[0];
        for (int i = 0; i < 1 << bits; i++) {
            int from = i == 0 ? 0 : ends[i - 1];
            int count = ends[i] - from;
            if (count <= FEW) {
                sort(from, ends[i]);
                continue;
            }
            pile = pile.length < ROW * count ? new long[ROW * count * 2] : pile;
            System.arraycopy(rows, ROW * from, pile, 0, ROW * count);
            int more = Math.min(Math.clamp(32 - Integer.numberOfLeadingZeros(count / 2), 1, 16), 64 - bits);
            int[] within = ends(pile, 0, count, 64 - bits - more, more);
            spread(pile, 0, count, rows, from, within, 64 - bits - more, more);
            for (int j = 0; j < 1 << more; j++) {
                sort(from + (j == 0 ? 0 : within[j - 1]), from + within[j]);
            }
        }
    }

    /// Where each pile will end, counted from the first.
    private static int[] ends(long[] from, int first, int count, int shift, int bits) {
        int[] ends = new int[1 << bits];
        for (int row = first; row < first + count; row++) {
            ends[(int) (from[ROW * row] >>> shift) & ends.length - 1]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        return ends;
    }

    /// Puts each row on its pile, the rows of a pile in any order.
    private static void spread(long[] from, int first, int count, long[] to, int base, int[] ends, int shift,
            int bits) {
        int[] next = ends.clone();
        for (int row = first; row < first + count; row++) {
            int at = ROW * (base + --next[(int) (from[ROW * row] >>> shift) & (1 << bits) - 1]);
            to[at] = from[ROW * row];
            to[at + 1] = from[ROW * row + 1];
            to[at + 2] = from[ROW * row + 2];
        }
    }

    private void sort(int from, int to) {
        if (to - from > FEW) {
            Integer[] order = new Integer[to - from];
            Arrays.setAll(order, i -> from + i);
            Arrays.sort(order, (one, other) -> compare(ROW * one, ROW * other));
            long[] sorted = new long[ROW * order.length];
            for (int i = 0; i < order.length; i++) {
                System.arraycopy(rows, ROW * order[i], sorted, ROW * i, ROW);
            }
            System.arraycopy(sorted, 0, rows, ROW * from, sorted.length);
            return;
        }
        for (int i = ROW * (from + 1); i < ROW * to; i += ROW) {
            for (int at = i; at > ROW * from && compare(at - ROW, at) > 0; at -= ROW) {
                swap(at - ROW, at);
            }
        }
    }

    private void swap(int one, int other) {
        for (int i = 0; i < ROW; i++) {
            long held = rows[one + i];
            rows[one + i] = rows[other + i];
            rows[other + i] = held;
        }
    }

    private int compare(int one, int other) {
        if (rows[one] != rows[other]) {
            return Long.compareUnsigned(rows[one], rows[other]);
        }
        int oneStart = (int) (rows[one + 1] >>> 32);
        int otherStart = (int) (rows[other + 1] >>> 32);
        int keys = Arrays.compare(pool, oneStart, oneStart + (int) rows[one + 1], pool, otherStart,
                otherStart + (int) rows[other + 1]);
        return keys != 0 ? keys : Long.compare(rows[one + 2], rows[other + 2]);
    }
}
