package org.schoolgate.blocklists.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.schoolgate.filters.request.HostName;

/// A hash table of keys with their meanings, off the heap. Allocates nothing; any number of threads may ask.
///
/// A look-up of a key that is not there touches one line of 64 bytes, rarely a second. A key that is there is compared
/// with what [Texts] keep of it, so a hash alone never makes a match.
///
/// ```text
///       0       2       4                                              32      34                    64
///       +-------+-------+----------------------------------------------+-------+---------------------+
/// line  | away  | tag 1 | … 15 tags: the lower 16 bits of the hash      | names | 15 meanings         |
///       +-------+-------+----------------------------------------------+-------+---------------------+
/// away     bit k: a key whose home is this line and whose hash has k in bits 16 to 19 lives in another line
/// names    where the line's names begin, counted from the base of its group of 64 lines, in units of the table
/// meaning  number of the key's meaning; 0: the lane is empty, as are all after it; 65535: see [Escapes]
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

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final long LOWS = 0x0001_0001_0001_0001L;
    private static final long HIGHS = 0x8000_8000_8000_8000L;

    private final TableShape shape;
    private final long count;
    private final MemorySegment lines;
    private final MemorySegment bases;
    private final Texts texts;
    private final MemorySegment placeBases;
    private final MemorySegment places;
    private final Meanings meanings;
    private final Parts parts;

    Table(TableShape shape, TableSections sections, Endings endings, Meanings meanings, Parts parts) {
        this.shape = shape;
        this.count = shape.lines();
        this.lines = sections.lines();
        this.bases = sections.bases();
        this.texts = new Texts(sections.names(), endings, shape.longKeys());
        this.placeBases = sections.placeBases();
        this.places = sections.places();
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

    /// Whether a key may be there: false where surely none of this hash is. Reads one line, and nothing but it.
    boolean mayHave(long hash) {
        long at = home(hash) * LINE;
        long tag = (hash & 0xffff) * LOWS;
        long first = lines.get(LONG, at);
        // The lowest 16 bits of the first are no tag.
        long zeros = zeros(first ^ tag | 0xffff) | zeros(lines.get(LONG, at + 8) ^ tag)
                | zeros(lines.get(LONG, at + 16) ^ tag) | zeros(lines.get(LONG, at + 24) ^ tag);
        return (zeros | first >>> (hash >>> 16 & 15) & 1) != 0;
    }

    /// Whether surely nothing is listed of any key of this hash, and one may be there. Reads one line, and no texts.
    boolean isSilent(long hash) {
        long line = home(hash);
        long candidates = candidates(line, hash);
        return candidates != 0 && (candidates & candidates - 1) == 0 && !isAway(line, hash)
                && meanings.isSilent(meaning(position(line, candidates)));
    }

    /// Where the ending of a name is; 0 where it is not there.
    ///
    /// A key that lists nothing but only has others below it may be given for another of the same tag: it is not worth a
    /// comparison, as whoever asks learns from it only to ask for a longer key.
    ///
    /// @param hash of the ending
    /// @param length how long the ending is
    int find(long hash, HostName name, int length) {
        long line = home(hash);
        long candidates = candidates(line, hash);
        boolean isAway = isAway(line, hash);
        if (candidates == 0 && !isAway) {
            return 0;
        }
        if (!isAway && (candidates & candidates - 1) == 0) {
            int only = position(line, candidates);
            int meaning = meaning(only);
            return meaning != 0 && (meanings.isSilent(meaning) || isEnding(only, name, length)) ? only : 0;
        }
        return search(line, hash, name, length);
    }

    /// Where the key `first[from..]` followed by `second[0..to)` is; 0 where it is not there.
    int find(long hash, String first, int from, String second, int to) {
        long home = home(hash);
        int steps = isAway(home, hash) ? shape.longestProbe() : 0;
        for (int step = 0; step <= steps; step++) {
            long line = neighbour(home, step, count);
            for (long left = candidates(line, hash); left != 0; left &= left - 1) {
                int position = position(line, left);
                if (lane(line, position % LANES) != 0
                        && texts.isPath(region(line), position % LANES, first, from, second, to)) {
                    return position;
                }
            }
            if (lane(line, LANES - 1) == 0) {
                return 0;
            }
        }
        return 0;
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
        return texts.text(region(position / LANES), position % LANES);
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

    /// How many lines a look-up of an ending touches: what [#find] does, counted. For tests.
    int linesTouched(long hash, HostName name, int length) {
        long line = home(hash);
        if (inLine(line, hash, name, length) != 0 || !isAway(line, hash)) {
            return 1;
        }
        for (int step = 1; step <= shape.longestProbe(); step++) {
            long next = neighbour(line, step, count);
            if (inLine(next, hash, name, length) != 0 || lane(next, LANES - 1) == 0) {
                return 1 + step;
            }
        }
        return 1 + shape.longestProbe();
    }

    /// The line of the `step`th choice after a key's home, which is step 0.
    static long neighbour(long line, int step, long count) {
        long group = (line >>> 2) + (step >>> 2);
        return (group % (count >>> 2) << 2) + ((line ^ step) & 3);
    }

    private int search(long line, long hash, HostName name, int length) {
        int found = inLine(line, hash, name, length);
        if (found != 0 || !isAway(line, hash)) {
            return found;
        }
        for (int step = 1; step <= shape.longestProbe(); step++) {
            long next = neighbour(line, step, count);
            found = inLine(next, hash, name, length);
            if (found != 0 || lane(next, LANES - 1) == 0) {
                return found;
            }
        }
        return 0;
    }

    private int inLine(long line, long hash, HostName name, int length) {
        for (long left = candidates(line, hash); left != 0; left &= left - 1) {
            int position = position(line, left);
            if (lane(line, position % LANES) != 0 && isEnding(position, name, length)) {
                return position;
            }
        }
        return 0;
    }

    private boolean isEnding(int position, HostName name, int length) {
        return texts.isEnding(region(position / LANES), position % LANES, name, length);
    }

    private long home(long hash) {
        return Math.unsignedMultiplyHigh(hash, count);
    }

    /// The lanes of a line that have the tag of a hash, and seldom one that has not: bit `16 * n + k` stands for the lane
    /// `4 * k + n`.
    private long candidates(long line, long hash) {
        long at = line * LINE;
        long tag = (hash & 0xffff) * LOWS;
        return (zeros(lines.get(LONG, at) ^ tag) & ~0xffffL) >>> 15 | zeros(lines.get(LONG, at + 8) ^ tag) >>> 14
                | zeros(lines.get(LONG, at + 16) ^ tag) >>> 13 | zeros(lines.get(LONG, at + 24) ^ tag) >>> 12;
    }

    /// The position of the first of some candidates.
    private static int position(long line, long candidates) {
        int bit = Long.numberOfTrailingZeros(candidates);
        return (int) line * LANES + ((bit & 3) << 2 | bit >>> 4);
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
