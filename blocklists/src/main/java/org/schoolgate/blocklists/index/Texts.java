package org.schoolgate.blocklists.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.schoolgate.filters.request.HostName;

/// The texts of a [Table]'s keys, those of a line side by side. Read only where a tag of the line fits, to see whether the key
/// is the one that is asked for.
///
/// ```text
/// of a line: count of keys; of each key its length without its ending; of each the number of its ending; then the bytes
/// ```
///
/// [#MARGIN] bytes stand before the first text and behind the last, so that eight bytes may be read wherever one of them
/// belongs to a text. Allocates nothing but what [#text] gives.
///
/// @param bytes all of them
/// @param endings what the keys end with
/// @param longKeys whether a key's length takes two bytes, and none has its ending left out
record Texts(MemorySegment bytes, Endings endings, boolean longKeys) {

    static final int MARGIN = 16;
    /// Bytes of a key before the texts: its length and the number of its ending, or a length of two bytes.
    static final int PER_KEY = 2;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private static final long[] FIRST_BYTES = masks();
    private static final int NEVER_MIND = 0x5ca1ab1e;
    private static final long EVEN_BYTES = 0x00ff_00ff_00ff_00ffL;
    private static final long EVERY_SHORT = 0x0001_0001_0001_0001L;

    /// Whether a key is the ending of a name.
    ///
    /// Its stem is compared eight bytes at a time, the last eight being partly the same as the ones before: so for most
    /// names there is no loop, whose end the processor would guess wrongly.
    ///
    /// @param line where the texts of its line begin
    /// @param lane which of them it is, from 1
    /// @param length how long the ending is
    boolean isEnding(long line, int lane, HostName name, int length) {
        askAhead(line);
        int keys = at(line);
        int stem = at(line + lane);
        int ending = at(line + keys + lane);
        int left = endings.length(ending);
        if (stem + left != length) {
            return false;
        }
        long text = line + 1 + 2L * keys + stemsBefore(line, lane);
        int from = name.length() - length;
        if (length < Long.BYTES) {
            return isShort(text, stem, ending, name.name(), from);
        }
        int last = Math.max(0, stem - Long.BYTES);
        long other = (name.word(from) ^ bytes.get(LONG, text) | name.word(from + last) ^ bytes.get(LONG, text + last))
                & firstBytes(stem) | (name.word(name.length() - Long.BYTES) ^ endings.word(ending)) & lastBytes(left);
        for (int at = Long.BYTES; at < last; at += Long.BYTES) {
            other |= name.word(from + at) ^ bytes.get(LONG, text + at);
        }
        return other == 0;
    }

    private boolean isShort(long text, int stem, int ending, String name, int from) {
        for (int i = from; i < name.length(); i++) {
            int at = i - from;
            int kept = at < stem ? at(text + at) : endings.at(ending, at - stem);
            if (kept != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a key is `first[from..]` followed by `second[0..to)`. One character after the other.
    boolean isPath(long line, int lane, String first, int from, String second, int to) {
        int firstLength = first.length() - from;
        if (length(line, lane) != firstLength + to) {
            return false;
        }
        long at = begin(line, lane);
        for (int i = 0; i < firstLength + to; i++) {
            char c = i < firstLength ? first.charAt(from + i) : second.charAt(i - firstLength);
            if (bytes.get(BYTE, at + i) != c) {
                return false;
            }
        }
        return true;
    }

    /// A key.
    String text(long line, int lane) {
        int stem = stem(line, lane);
        int ending = longKeys ? 0 : at(line + at(line) + lane);
        byte[] text = new byte[stem + endings.length(ending)];
        MemorySegment.copy(bytes, BYTE, begin(line, lane), text, 0, stem);
        endings.copy(ending, text, stem);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /// Asks memory for all that the texts of a line mostly take up, three cache lines, before the first of them tells where in
    /// them a text is: so the three are waited for once.
    private void askAhead(long line) {
        long last = bytes.byteSize() - Long.BYTES;
        long second = bytes.get(LONG, Math.min(line + 64, last));
        long third = bytes.get(LONG, Math.min(line + 128, last));
        if ((second ^ third) == NEVER_MIND) {
            // It must look as if something hung on them, or they would not be read.
            Thread.onSpinWait();
        }
    }

    /// How many bytes the texts before a lane's have together, the sum of up to fourteen bytes.
    private int stemsBefore(long line, int lane) {
        int before = lane - 1;
        long first = bytes.get(LONG, line + 1) & firstBytes(before);
        long second = bytes.get(LONG, line + 9) & firstBytes(before - 8);
        long sums = (first & EVEN_BYTES) + (first >>> 8 & EVEN_BYTES) + (second & EVEN_BYTES)
                + (second >>> 8 & EVEN_BYTES);
        return (int) (sums * EVERY_SHORT >>> 48);
    }

    private long begin(long line, int lane) {
        long at = line + 1 + (long) at(line) * PER_KEY;
        for (int i = 1; i < lane; i++) {
            at += stem(line, i);
        }
        return at;
    }

    private int length(long line, int lane) {
        return stem(line, lane) + (longKeys ? 0 : endings.length(at(line + at(line) + lane)));
    }

    private int stem(long line, int lane) {
        return longKeys ? bytes.get(SHORT, line + 1 + 2L * (lane - 1)) & 0xffff : at(line + lane);
    }

    /// The mask that keeps the first bytes of a word: all of them for 8 and more.
    private static long firstBytes(int count) {
        return FIRST_BYTES[Math.clamp(count, 0, 8)];
    }

    /// The same for the last bytes.
    private static long lastBytes(int count) {
        return ~FIRST_BYTES[8 - count];
    }

    private static long[] masks() {
        long[] masks = new long[9];
        for (int i = 1; i < masks.length; i++) {
            masks[i] = masks[i - 1] << 8 | 0xff;
        }
        return masks;
    }

    private int at(long offset) {
        return bytes.get(BYTE, offset) & 0xff;
    }
}
