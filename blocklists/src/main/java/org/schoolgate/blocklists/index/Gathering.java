package org.schoolgate.blocklists.index;

import java.util.Arrays;

/// Keys while they are gathered, one row for each line that gives one. The columns are plain arrays and the keys lie one
/// behind the other in one array of bytes, so a row costs its key and 20 bytes. One thread uses it.
final class Gathering {

    /// Rows of no line: the key stands in the place of the same key of another index, has names below it, or has paths.
    static final int EDITED = -3;
    static final int BELOW = -2;
    static final int PATHS = -1;

    /// Eight bytes stand before the first key; see [KeyHash#ofName].
    private byte[] pool = new byte[1 << 10];
    private int used = 8;
    private long[] hashes = new long[64];
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int[] sources = new int[64];
    private int[] lines = new int[64];
    private int size;

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
        if (size == hashes.length) {
            int capacity = size + size / 2;
            hashes = Arrays.copyOf(hashes, capacity);
            starts = Arrays.copyOf(starts, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            sources = Arrays.copyOf(sources, capacity);
            lines = Arrays.copyOf(lines, capacity);
        }
        hashes[size] = hash;
        starts[size] = start;
        lengths[size] = length;
        sources[size] = source;
        lines[size++] = line;
    }

    int size() {
        return size;
    }

    long hash(int row) {
        return hashes[row];
    }

    int start(int row) {
        return starts[row];
    }

    int length(int row) {
        return lengths[row];
    }

    int source(int row) {
        return sources[row];
    }

    int line(int row) {
        return lines[row];
    }

    boolean isSameKey(int one, int other) {
        return hashes[one] == hashes[other] && lengths[one] == lengths[other] && compareKeys(one, other) == 0;
    }

    /// All rows by hash (unsigned), of equal hash by key, of equal key by source and line.
    ///
    /// The first bits of a hash say where about a row stands, as they are spread evenly; what falls together is few.
    int[] sorted() {
        int bits = Math.clamp(32 - Integer.numberOfLeadingZeros(size / 4), 1, 24);
        int[] ends = new int[(1 << bits) + 1];
        for (int row = 0; row < size; row++) {
            ends[(int) (hashes[row] >>> (64 - bits)) + 1]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        int[] next = Arrays.copyOf(ends, ends.length - 1);
        int[] order = new int[size];
        for (int row = 0; row < size; row++) {
            order[next[(int) (hashes[row] >>> (64 - bits))]++] = row;
        }
        for (int i = 0; i < ends.length - 1; i++) {
            sort(order, ends[i], ends[i + 1]);
        }
        return order;
    }

    private void sort(int[] order, int from, int to) {
        if (to - from > 64) {
            Integer[] boxed = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
            Arrays.sort(boxed, this::compare);
            for (int i = from; i < to; i++) {
                order[i] = boxed[i - from];
            }
            return;
        }
        for (int i = from + 1; i < to; i++) {
            int row = order[i];
            int at = i;
            while (at > from && compare(order[at - 1], row) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = row;
        }
    }

    private int compare(int one, int other) {
        if (hashes[one] != hashes[other]) {
            return Long.compareUnsigned(hashes[one], hashes[other]);
        }
        int keys = compareKeys(one, other);
        if (keys != 0) {
            return keys;
        }
        return sources[one] != sources[other]
                ? Integer.compare(sources[one], sources[other])
                : Integer.compare(lines[one], lines[other]);
    }

    private int compareKeys(int one, int other) {
        return Arrays.compare(pool, starts[one], starts[one] + lengths[one], pool, starts[other],
                starts[other] + lengths[other]);
    }
}
