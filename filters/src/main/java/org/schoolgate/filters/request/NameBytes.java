package org.schoolgate.filters.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The bytes of a name: what kinds of characters they are, where its labels begin, and eight of them at a time.
final class NameBytes {

    /// A character that no name has, an empty label, or a label or name too long.
    static final int WRONG = 1;

    /// A capital.
    static final int CAPITAL = 1 << 1;

    /// Two hyphens side by side, as in `xn--`.
    static final int HYPHENS = 1 << 2;

    /// A digit where the last label begins. Without one the name is surely no address.
    static final int NUMBER = 1 << 3;

    private static final int HYPHEN = 1 << 4;
    private static final int DOT = 1 << 5;
    private static final int DIGIT = 1 << 6;

    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    /// Of each byte: [#WRONG], [#CAPITAL], [#HYPHEN], [#DOT], [#DIGIT] or none.
    private static final byte[] KINDS = kinds();

    /// Longer names are not looked at by [#plainEndings]: each byte has a bit there.
    private static final int LONGEST_PLAIN = Long.SIZE - 1;

    /// From one word to the next.
    private static final int STEP = Long.BYTES - 1;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    /// Times a word with nothing but highest bits of bytes: these eight bits side by side, in the highest byte.
    private static final long GATHER = 0x0002_0408_1020_4081L;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private NameBytes() {}

    /// The bytes of a text; those of its characters that no name has stay such, or become a question mark, which no name has.
    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The eight bytes from `at` on, read little-endian.
    static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    /// All bytes of a name that has less than eight: the last one in the highest bits, zeros before the first.
    static long shortWord(byte[] bytes) {
        long word = 0;
        for (byte each : bytes) {
            word = word >>> Byte.SIZE | (long) each << Long.SIZE - Byte.SIZE;
        }
        return word;
    }

    /// Where the endings of a plain name begin, as [HostName#endings] gives it; 0 for all that takes a closer look: other
    /// letters than `a` to `z`, marks side by side, a digit where the last label begins, names very short or long.
    ///
    /// Eight bytes at a time, from the end. Each word has a byte of the one before it once more, so that of any two neighbours
    /// both are in one word; the last one may have more of them, as it does no harm to look at a byte twice.
    static long plainEndings(byte[] bytes) {
        int length = bytes.length;
        if (length < Long.BYTES || length > LONGEST_PLAIN) {
            return 0;
        }
        long wrong = 0;
        long dots = 0;
        int at = length - 1;
        // Not a loop that counts: the compiler would make three of it, for a name that has three words.
        do {
            at = Math.max(at - STEP, 0);
            long word = word(bytes, at);
            long marks = marks(word);
            wrong |= others(word) | marks & marks << 8;
            dots |= gathered(dots(word)) << at;
        } while (at > 0);
        long endings = dots << Long.SIZE - length;
        // A dot at the very end is bit 63 here, one at the very beginning bit 0 of the dots.
        if ((wrong & HIGHS | dots & 1 | endings & Long.MIN_VALUE) != 0) {
            return 0;
        }
        endings |= whole(length);
        return bytes[length - Long.numberOfLeadingZeros(endings)] <= '9' ? 0 : endings;
    }

    /// The same for any name that is one.
    static long endings(byte[] bytes) {
        long endings = whole(bytes.length);
        for (int n = 1; n < Math.min(bytes.length, Long.SIZE); n++) {
            if (bytes[bytes.length - n - 1] == '.') {
                endings |= Long.MIN_VALUE >>> n;
            }
        }
        return endings;
    }

    private static long whole(int length) {
        return length < Long.SIZE ? Long.MIN_VALUE >>> length : 0;
    }

    /// Highest bits of bytes that are no `a` to `z`, digit, hyphen or dot; the other bits say nothing.
    private static long others(long word) {
        long digits = from(word, '0') & ~from(word, '9' + 1);
        long letters = from(word, 'a') & ~from(word, 'z' + 1);
        return word | ~(marks(word) | digits | letters);
    }

    /// Highest bits of bytes that are hyphens or dots, which are neighbours in ASCII.
    private static long marks(long word) {
        return from(word, '-') & ~from(word, '.' + 1);
    }

    /// Those of them that are dots, which are even.
    private static long dots(long word) {
        return marks(word) & ~(word << 7);
    }

    /// Highest bits of bytes that are `least` or more, as long as all are ASCII.
    private static long from(long word, int least) {
        return word + (0x80 - least) * ONES;
    }

    private static long gathered(long highestBits) {
        return (highestBits & HIGHS) * GATHER >>> 56;
    }

    /// What there is in a name: any of [#WRONG], [#CAPITAL], [#HYPHENS] and [#NUMBER].
    ///
    /// By a table, one byte after the other.
    static int kinds(byte[] bytes) {
        int all = bytes.length == 0 || bytes.length > LONGEST ? WRONG : 0;
        int pairs = 0;
        int before = DOT;
        for (byte b : bytes) {
            int kind = KINDS[b & 0xff];
            all |= kind;
            pairs |= before & kind;
            before = kind;
        }
        if ((all & WRONG) != 0 || ((pairs | before) & DOT) != 0
                || bytes.length > LONGEST_LABEL && hasLongLabel(bytes)) {
            return WRONG;
        }
        return all & CAPITAL | ((pairs & HYPHEN) == 0 ? 0 : HYPHENS)
                | ((all & DIGIT) != 0 && isDigit(beginOfLastLabel(bytes)) ? NUMBER : 0);
    }

    private static byte beginOfLastLabel(byte[] bytes) {
        int at = bytes.length;
        while (at > 0 && bytes[at - 1] != '.') {
            at--;
        }
        return bytes[at];
    }

    private static boolean hasLongLabel(byte[] bytes) {
        int label = 0;
        for (byte b : bytes) {
            label = b == '.' ? 0 : label + 1;
            if (label > LONGEST_LABEL) {
                return true;
            }
        }
        return false;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < kinds.length; c++) {
            kinds[c] = (byte) (c == '.'
                    ? DOT
                    : c == '-'
                            ? HYPHEN
                            : c >= 'A' && c <= 'Z'
                                    ? CAPITAL
                                    : isDigit(c)
                                            ? DIGIT
                                            : (c >= 'a' && c <= 'z') || c == '_' ? 0 : WRONG);
        }
        return kinds;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
