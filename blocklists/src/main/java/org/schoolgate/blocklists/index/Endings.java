package org.schoolgate.blocklists.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The endings that many names share, such as `.com` or `.co.uk`, so that a name is kept without its ending and with the
/// ending's number in its place. Number 0 is the empty ending. An ending has at most eight bytes.
final class Endings {

    /// How many there can be, the empty one included.
    static final int MOST = 256;
    private static final int LONGEST = 8;
    private static final int SAMPLE = 1 << 16;
    private static final int SLOTS = 4 * MOST;
    /// The uppermost bits of a product depend on all of its factors' bits.
    private static final int SLOT_SHIFT = 64 - Integer.numberOfTrailingZeros(SLOTS);

    private final byte[][] all;
    /// Of each ending its length and its bytes, for any byte that says which.
    private final byte[] lengths = new byte[MOST];
    private final long[] texts = new long[MOST];
    /// The number of an ending by its bytes, the last one uppermost, in a table with open addressing.
    private final long[] words = new long[SLOTS];
    private final int[] numbers = new int[SLOTS];

    private Endings(List<byte[]> endings) {
        this.all = endings.toArray(byte[][]::new);
        for (int number = 1; number < all.length; number++) {
            long word = word(all[number], 0, all[number].length);
            int slot = slot(word);
            while (words[slot] != 0) {
                slot = slot + 1 & words.length - 1;
            }
            words[slot] = word;
            numbers[slot] = number;
            lengths[number] = (byte) all[number].length;
            texts[number] = word;
        }
    }

    /// No ending but the empty one.
    static Endings none() {
        return new Endings(List.of(new byte[0]));
    }

    /// Those that shorten some of these keys the most.
    static Endings of(Gathering keys) {
        Map<String, Integer> counts = new HashMap<>();
        int stride = Math.max(1, keys.size() / SAMPLE);
        for (int row = 0; row < keys.size(); row += stride) {
            int from = keys.start(row);
            int to = from + keys.length(row);
            for (int dot = dotBefore(keys.pool(), from, to, to); dot >= 0; dot = dotBefore(keys.pool(), from, to,
                    dot)) {
                counts.merge(new String(keys.pool(), dot, to - dot, StandardCharsets.US_ASCII), to - dot, Integer::sum);
            }
        }
        Stream<String> best = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST - 1).map(Map.Entry::getKey);
        return new Endings(Stream.concat(Stream.of(""), best)
                .map(ending -> ending.getBytes(StandardCharsets.US_ASCII)).toList());
    }

    /// How many there are, the empty one included.
    int count() {
        return all.length;
    }

    int length(int number) {
        return lengths[number];
    }

    /// The bytes of an ending, the last one in the highest bits, zeros before the first.
    long word(int number) {
        return texts[number];
    }

    byte at(int number, int index) {
        return all[number][index];
    }

    void copy(int number, byte[] target, int at) {
        System.arraycopy(all[number], 0, target, at, all[number].length);
    }

    /// The letters of an ending, its dot first.
    String text(int number) {
        return new String(all[number], StandardCharsets.US_ASCII);
    }

    /// The number of the longest ending of a key; 0 where it has none of them.
    int find(byte[] pool, int from, int to) {
        int found = 0;
        for (int dot = dotBefore(pool, from, to, to); dot >= 0; dot = dotBefore(pool, from, to, dot)) {
            long word = word(pool, dot, to);
            int slot = slot(word);
            while (words[slot] != 0 && words[slot] != word) {
                slot = slot + 1 & words.length - 1;
            }
            found = words[slot] == word ? numbers[slot] : found;
        }
        return found;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(all.length - 1);
        for (byte[] ending : all) {
            out.writeByte(ending.length);
            out.write(ending);
        }
    }

    /// @throws IOException where it is not what [#writeTo] wrote
    static Endings read(DataInput in) throws IOException {
        int count = in.readUnsignedByte() + 1;
        List<byte[]> endings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] ending = new byte[in.readUnsignedByte()];
            in.readFully(ending);
            if (ending.length > LONGEST || (ending.length == 0) != (i == 0)) {
                throw new IOException("an ending of " + ending.length + " bytes");
            }
            endings.add(ending);
        }
        return new Endings(endings);
    }

    /// The last dot before `end` that begins an ending short enough; -1 where there is none, or nothing stands before it.
    private static int dotBefore(byte[] pool, int from, int to, int end) {
        for (int at = end - 1; at > from && to - at <= LONGEST; at--) {
            if (pool[at] == '.') {
                return at;
            }
        }
        return -1;
    }

    private static long word(byte[] bytes, int from, int to) {
        long word = 0;
        for (int i = from; i < to; i++) {
            word = word >>> 8 | (long) bytes[i] << 56;
        }
        return word;
    }

    private int slot(long word) {
        return (int) (word * 0x9E3779B97F4A7C15L >>> SLOT_SHIFT);
    }
}
