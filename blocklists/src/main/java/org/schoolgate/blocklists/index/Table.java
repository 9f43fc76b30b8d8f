package org.schoolgate.blocklists.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A hash table of keys with their meanings, off the heap. Allocates nothing; any number of threads may ask.
///
/// A look-up of a key that is not there touches one line of 64 bytes, rarely a second. A key that is there is compared
/// byte by byte with what the table keeps of it, so a hash alone never makes a match.
///
/// ```text
///       0       2       4                                              32      34                    64
///       +-------+-------+----------------------------------------------+-------+---------------------+
/// line  | away  | tag 1 | … 15 tags: the lower 16 bits of the hash      | names | 15 meanings         |
///       +-------+-------+----------------------------------------------+-------+---------------------+
/// away     bit k: a key whose home is this line and whose hash has k in bits 16 to 19 lives in another line
/// names    where the line's names begin, counted from the base of its group of 64 lines, in units of the table
/// meaning  number of the key's meaning; 0: the lane is empty, as are all after it; 65535: see [Escapes]
///
/// names of a line: count of keys; of each its length without its ending, and the number of its ending; then the bytes
/// ```
///
/// A key's home is the line `hash * lines / 2^64`. Where that is full it lives in the first line that is not of these:
/// the three others of its group of four, then the following groups. So a search ends at the first line with room.
final class Table {

    static final int LINE = 64;
    static final int LANES = 16;
    /// What stands for a meaning whose number does not fit.
    static final int ESCAPED = 0xffff;
    /// Lines of one base.
    static final int GROUP = 64;
    /// Bytes of a key before the texts: its length and the number of its ending, or a length of two bytes.
    static final int PER_KEY = 2;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int NEVER_MIND = 0x5ca1ab1e;
    private static final long LOWS = 0x0001_0001_0001_0001L;
    private static final long HIGHS = 0x8000_8000_8000_8000L;

    private final TableShape shape;
    private final long count;
    private final MemorySegment lines;
    private final MemorySegment bases;
    private final MemorySegment names;
    private final MemorySegment placeBases;
    private final MemorySegment places;
    private final Endings endings;
    private final Meanings meanings;
    private final Parts parts;

    Table(TableShape shape, TableSections sections, Endings endings, Meanings meanings, Parts parts) {
        this.shape = shape;
        this.count = shape.lines();
        this.lines = sections.lines();
        this.bases = sections.bases();
        this.names = sections.names();
        this.placeBases = sections.placeBases();
        this.places = sections.places();
        this.endings = endings;
        this.meanings = meanings;
        this.parts = parts;
    }

    int size() {
        return shape.keys();
    }

    /// The size of its lines, in bytes.
    long bytes() {
        return count * LINE;
    }

    /// The length of the longest key, in bytes.
    int longest() {
        return shape.longestKey();
    }

    /// Where the key `first[from..]` followed by `second[0..to)` is; 0 where it is not there.
    ///
    /// A key that lists nothing but only has others below it may be given for another of the same tag: it is not worth a
    /// comparison, as whoever asks learns from it only to ask for a longer key.
    int find(long hash, String first, int from, String second, int to) {
        long at = Math.unsignedMultiplyHigh(hash, count) * LINE;
        long tag = (hash & 0xffff) * LOWS;
        long head = lines.get(LONG, at);
        long match = zeros(head ^ tag) & ~0xffffL | zeros(lines.get(LONG, at + 8) ^ tag)
                | zeros(lines.get(LONG, at + 16) ^ tag) | zeros(lines.get(LONG, at + 24) ^ tag);
        boolean isAway = (head >>> (hash >>> 16 & 15) & 1) != 0;
        if (match == 0 && !isAway) {
            return 0;
        }
        long line = at / LINE;
        int only = isAway ? 0 : onlyCandidate(line, tag);
        return only != 0 && meanings.isSilent(meaning(only))
                ? only
                : search(line, hash, first, from, second, to);
    }

    /// The one lane with this tag; 0 where there are several.
    private int onlyCandidate(long line, long tag) {
        int found = 0;
        for (int word = 0; word < 4; word++) {
            long match = zeros(lines.get(LONG, line * LINE + 8L * word) ^ tag) & (word == 0 ? ~0xffffL : -1L);
            if (match != 0) {
                if (found != 0 || (match & match - 1) != 0) {
                    return 0;
                }
                found = (int) line * LANES + 4 * word + (Long.numberOfTrailingZeros(match) >>> 4);
            }
        }
        return found;
    }

    /// The number of a key's meaning; 0 for the position 0.
    int meaning(int position) {
        if (position == 0) {
            return 0;
        }
        int meaning = lane(position / LANES, position % LANES);
        return meaning == ESCAPED ? shape.escapes().meaning(position) : meaning;
    }

    /// The text of a key.
    String text(int position) {
        long region = region(position / LANES);
        int keys = names.get(ValueLayout.JAVA_BYTE, region) & 0xff;
        int lane = position % LANES;
        long at = region + 1 + (long) keys * PER_KEY;
        for (int i = 1; i < lane; i++) {
            at += stem(region, i);
        }
        int stem = stem(region, lane);
        int ending = ending(region, keys, lane);
        byte[] text = new byte[stem + endings.length(ending)];
        MemorySegment.copy(names, ValueLayout.JAVA_BYTE, at, text, 0, stem);
        for (int i = stem; i < text.length; i++) {
            text[i] = endings.at(ending, i - stem);
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /// The lines that gave a key, one for each source of its meaning. Costs microseconds.
    int[] places(int position) {
        int line = position / LANES;
        int first = line / GROUP * GROUP;
        long at = Integer.toUnsignedLong(placeBases.get(INT, line / GROUP * 4L));
        for (int each = first; each <= line; each++) {
            int end = each == line ? position % LANES : LANES;
            for (int lane = 1; lane < end && lane(each, lane) != 0; lane++) {
                at += width(meaning(each * LANES + lane));
            }
        }
        int meaning = meaning(position);
        int[] out = new int[meanings.sourceCount(meaning)];
        for (int i = 0; i < out.length; i++) {
            for (int b = 0; b < parts.width(Source.part(meanings.source(meaning, i))); b++) {
                out[i] |= (places.get(ValueLayout.JAVA_BYTE, at++) & 0xff) << 8 * b;
            }
        }
        return out;
    }

    /// How many lines a look-up of a key touches: what [#find] does, counted. For tests.
    int linesTouched(long hash, String key) {
        long line = Math.unsignedMultiplyHigh(hash, count);
        if (inLine(line, hash, key, 0, "", 0) != 0 || !isAway(line, hash)) {
            return 1;
        }
        for (int step = 1; step <= shape.longestProbe(); step++) {
            long next = neighbour(line, step, count);
            if (inLine(next, hash, key, 0, "", 0) != 0 || lane(next, LANES - 1) == 0) {
                return 1 + step;
            }
        }
        return 1 + shape.longestProbe();
    }

    /// The line of the `step`th choice after a key's home, from 1.
    static long neighbour(long line, int step, long count) {
        long group = (line >>> 2) + (step >>> 2);
        return (group % (count >>> 2) << 2) + ((line ^ step) & 3);
    }

    private int search(long line, long hash, String first, int from, String second, int to) {
        int found = inLine(line, hash, first, from, second, to);
        if (found != 0 || !isAway(line, hash)) {
            return found;
        }
        for (int step = 1; step <= shape.longestProbe(); step++) {
            long next = neighbour(line, step, count);
            found = inLine(next, hash, first, from, second, to);
            if (found != 0 || lane(next, LANES - 1) == 0) {
                return found;
            }
        }
        return 0;
    }

    private int inLine(long line, long hash, String first, int from, String second, int to) {
        long tag = (hash & 0xffff) * LOWS;
        for (int word = 0; word < 4; word++) {
            long match = zeros(lines.get(LONG, line * LINE + 8L * word) ^ tag);
            match &= word == 0 ? ~0xffffL : -1L;
            for (; match != 0; match &= match - 1) {
                int lane = 4 * word + (Long.numberOfTrailingZeros(match) >>> 4);
                if (lane(line, lane) != 0 && isKey(line, lane, first, from, second, to)) {
                    return (int) line * LANES + lane;
                }
            }
        }
        return 0;
    }

    private boolean isKey(long line, int lane, String first, int from, String second, int to) {
        int firstLength = first.length() - from;
        long region = region(line);
        askAhead(region);
        int keys = names.get(ValueLayout.JAVA_BYTE, region) & 0xff;
        int ending = ending(region, keys, lane);
        int stem = stem(region, lane);
        if (stem + endings.length(ending) != firstLength + to) {
            return false;
        }
        long at = region + 1 + (long) keys * PER_KEY;
        for (int i = 1; i < lane; i++) {
            at += stem(region, i);
        }
        for (int i = 0; i < firstLength + to; i++) {
            char c = i < firstLength ? first.charAt(from + i) : second.charAt(i - firstLength);
            byte kept = i < stem ? names.get(ValueLayout.JAVA_BYTE, at + i) : endings.at(ending, i - stem);
            if (kept != c) {
                return false;
            }
        }
        return true;
    }

    /// Asks memory for all that the texts of a line mostly take up, three cache lines, before the first of them tells where in
    /// them a text is: so the three are waited for once.
    private void askAhead(long region) {
        long last = names.byteSize() - Integer.BYTES;
        int second = names.get(INT, Math.min(region + 64, last));
        int third = names.get(INT, Math.min(region + 128, last));
        if ((second ^ third) == NEVER_MIND) {
            // It must look as if something hung on them, or they would not be read.
            Thread.onSpinWait();
        }
    }

    private boolean isAway(long line, long hash) {
        return (lines.get(SHORT, line * LINE) >>> (hash >>> 16 & 15) & 1) != 0;
    }

    /// The number in a line's lane for meanings; lane 0 has where its names begin.
    private int lane(long line, int lane) {
        return lines.get(SHORT, line * LINE + LINE / 2 + 2L * lane) & 0xffff;
    }

    private long region(long line) {
        long base = Integer.toUnsignedLong(bases.get(INT, line / GROUP * 4));
        return base + lane(line, 0) << shape.unit();
    }

    private int stem(long region, int lane) {
        return shape.longKeys()
                ? names.get(SHORT, region + 1 + 2L * (lane - 1)) & 0xffff
                : names.get(ValueLayout.JAVA_BYTE, region + lane) & 0xff;
    }

    private int ending(long region, int keys, int lane) {
        return shape.longKeys() ? 0 : names.get(ValueLayout.JAVA_BYTE, region + keys + lane) & 0xff;
    }

    private int width(int meaning) {
        int width = 0;
        for (int i = 0; i < meanings.sourceCount(meaning); i++) {
            width += parts.width(Source.part(meanings.source(meaning, i)));
        }
        return width;
    }

    /// The highest bit of each 16 that are zero; seldom of one that is 1 above such, which costs a comparison and no more.
    private static long zeros(long word) {
        return word - LOWS & ~word & HIGHS;
    }
}
