package org.schoolgate.benchmarks.workload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Listed names, each once, and the lists each is on: one array of bytes, no object for a name. Never changes once built.
public final class Names {

    private final byte[] pool;
    private final int[] starts;
    private final long[] lists;
    /// Number + 1 of the name in a slot; 0 for none.
    private final int[] slots;
    private final int size;

    private Names(Builder builder) {
        this.pool = builder.pool;
        this.starts = builder.starts;
        this.lists = builder.lists;
        this.slots = builder.slots;
        this.size = builder.size;
    }

    public int size() {
        return size;
    }

    /// The lists that a name is on, one bit each.
    public long lists(int number) {
        return lists[number];
    }

    public String text(int number) {
        return new String(pool, starts[number], starts[number + 1] - starts[number], StandardCharsets.ISO_8859_1);
    }

    public byte[] bytes(int number) {
        return Arrays.copyOfRange(pool, starts[number], starts[number + 1]);
    }

    /// How many letters a name has.
    public int length(int number) {
        return starts[number + 1] - starts[number];
    }

    /// Copies a name to a place in an array.
    public void copy(int number, byte[] target, int at) {
        System.arraycopy(pool, starts[number], target, at, length(number));
    }

    /// All the letters of all the names.
    public long letters() {
        return starts[size];
    }

    /// Compares two names letter by letter from their ends; of two that agree so far, the shorter comes first.
    public int compareFromTheEnd(int one, int other) {
        int a = starts[one + 1];
        int b = starts[other + 1];
        while (a > starts[one] && b > starts[other]) {
            int difference = pool[--a] - pool[--b];
            if (difference != 0) {
                return difference;
            }
        }
        return (a - starts[one]) - (b - starts[other]);
    }

    boolean has(byte[] text, int from, int to) {
        return find(pool, starts, slots, text, from, to) >= 0;
    }

    /// The lists of a host: those of the host itself and of every name above it.
    public long listsOf(byte[] host) {
        long found = 0;
        for (int from = 0; from >= 0; from = next(host, from)) {
            int number = find(pool, starts, slots, host, from, host.length);
            found |= number < 0 ? 0 : lists[number];
        }
        return found;
    }

    /// Where the next shorter name within `host` begins; -1 where none is left.
    private static int next(byte[] host, int from) {
        for (int i = from; i < host.length; i++) {
            if (host[i] == '.') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int find(byte[] pool, int[] starts, int[] slots, byte[] text, int from, int to) {
        for (int slot = slot(text, from, to, slots.length);; slot = slot + 1 & slots.length - 1) {
            int number = slots[slot] - 1;
            if (number < 0 || Arrays.equals(pool, starts[number], starts[number + 1], text, from, to)) {
                return number;
            }
        }
    }

    private static int slot(byte[] text, int from, int to, int slots) {
        long hash = 0xCBF29CE484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * 0x100000001B3L;
        }
        return (int) (hash ^ hash >>> 32) & slots - 1;
    }

    /// Gathers names. One thread uses it, once.
    public static final class Builder {

        private final int[] slots;
        private byte[] pool;
        private int[] starts;
        private long[] lists;
        private int size;

        /// @param most how many names may come
        public Builder(int most) {
            slots = new int[Integer.highestOneBit(Math.max(2, most)) * 4];
            pool = new byte[Math.max(64, 20 * most)];
            starts = new int[most + 1];
            lists = new long[most];
        }

        public int size() {
            return size;
        }

        /// Puts a name on lists, beside those it is on already; true where it is new.
        public boolean add(byte[] text, int from, int to, long onLists) {
            int slot = slot(text, from, to, slots.length);
            for (; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
                int number = slots[slot] - 1;
                if (Arrays.equals(pool, starts[number], starts[number + 1], text, from, to)) {
                    lists[number] |= onLists;
                    return false;
                }
            }
            int start = starts[size];
            if (pool.length - start < to - from) {
                pool = Arrays.copyOf(pool, pool.length + pool.length / 2 + to - from);
            }
            System.arraycopy(text, from, pool, start, to - from);
            lists[size] = onLists;
            slots[slot] = ++size;
            starts[size] = start + to - from;
            return true;
        }

        boolean has(byte[] text, int from, int to) {
            return find(pool, starts, slots, text, from, to) >= 0;
        }

        /// Copies a name to where it ends before `end`; gives where it begins.
        int copyBefore(int number, byte[] target, int end) {
            int length = starts[number + 1] - starts[number];
            System.arraycopy(pool, starts[number], target, end - length, length);
            return end - length;
        }

        public Names build() {
            return new Names(this);
        }
    }
}
