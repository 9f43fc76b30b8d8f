package org.schoolgate.filters.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The ASCII bytes of a name with eight zero bytes before them, and what is done with them eight at a time.
///
/// ```text
///    0                8                                    8 + length
///    +----------------+------------------------------------+
///    | zeros          | name                               |
///    +----------------+------------------------------------+
///                              | word(1)     | word(0)     |
/// ```
///
/// In the masks below the highest bit of each byte says yes or no for that byte.
final class NameBytes {

    /// What [#fold] found: a byte that no name has, an empty label, or one too long.
    static final int WRONG = 1;

    /// What [#fold] found: capitals, which are small letters now.
    static final int CAPITALS = 2;

    /// What [#fold] found: two hyphens side by side, as in `xn--`.
    static final int HYPHENS = 4;

    /// How many characters a name may have.
    static final int LONGEST = 253;

    /// How many zero bytes stand before the name.
    static final int PAD = 8;

    private static final int LONGEST_LABEL = 63;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x80 * ONES;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private NameBytes() {}

    /// The bytes of the first `length` characters; null where one of them is not Latin-1.
    @SuppressWarnings("deprecation") // It drops the upper halves of characters, which are looked at below.
    static byte @Nullable [] of(String text, int length) {
        byte[] bytes = new byte[PAD + length];
        text.getBytes(0, length, bytes, PAD);
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= text.charAt(i);
        }
        return all <= 0xff ? bytes : null;
    }

    /// The eight bytes that end `8 * k` bytes before the end.
    static long word(byte[] bytes, int k) {
        return (long) WORD.get(bytes, bytes.length - 8 * (k + 1));
    }

    /// Makes capitals small, and tells what stands there: any of [#WRONG], [#CAPITALS] and [#HYPHENS].
    static int fold(byte[] bytes) {
        int length = bytes.length - PAD;
        if (length == 0 || length > LONGEST || bytes[PAD] == '.') {
            return WRONG;
        }
        long good = HIGH;
        long capitals = 0;
        long hyphenPairs = 0;
        long dotPairs = 0;
        // Of the word to the right. A dot is thought after the end, so that none may stand there.
        long dotsBefore = HIGH;
        long hyphensBefore = 0;
        for (int left = length, k = 0; left > 0; left -= 8, k++) {
            long word = word(bytes, k);
            long seven = word & ~HIGH;
            long capital = from(seven, 'A') & ~from(seven, 'Z' + 1);
            seven |= capital >>> 2;
            long dots = is(seven, '.');
            long hyphens = is(seven, '-');
            long known = from(seven, 'a') & ~from(seven, 'z' + 1) | from(seven, '0') & ~from(seven, '9' + 1)
                    | dots | hyphens | is(seven, '_');
            long before = left >= 8 ? 0 : HIGH >>> 8 * left;
            good &= (known | before) & ~word;
            dotPairs |= dots & (dots >>> 8 | dotsBefore << 56);
            hyphenPairs |= hyphens & (hyphens >>> 8 | hyphensBefore << 56);
            dotsBefore = dots;
            hyphensBefore = hyphens;
            if (capital != 0) {
                WORD.set(bytes, bytes.length - 8 * (k + 1), word | capital >>> 2);
                capitals = CAPITALS;
            }
        }
        if (good != HIGH || dotPairs != 0 || (length > LONGEST_LABEL && hasLongLabel(bytes))) {
            return WRONG;
        }
        return (int) capitals | (hyphenPairs == 0 ? 0 : HYPHENS);
    }

    /// Whether the last label begins with a digit; if not, the name is surely no address.
    static boolean mayEndInNumber(byte[] bytes) {
        int at = bytes.length;
        while (at > PAD && bytes[at - 1] != '.') {
            at--;
        }
        return bytes[at] >= '0' && bytes[at] <= '9';
    }

    static String text(byte[] bytes) {
        return new String(bytes, PAD, bytes.length - PAD, StandardCharsets.ISO_8859_1);
    }

    private static boolean hasLongLabel(byte[] bytes) {
        int label = 0;
        for (int i = PAD; i < bytes.length; i++) {
            label = bytes[i] == '.' ? 0 : label + 1;
            if (label > LONGEST_LABEL) {
                return true;
            }
        }
        return false;
    }

    /// Which bytes are `least` or more.
    private static long from(long seven, int least) {
        return seven + (0x80 - least) * ONES & HIGH;
    }

    /// Which bytes are `c`.
    private static long is(long seven, int c) {
        return ~((seven ^ c * ONES) + 0x7f * ONES) & HIGH;
    }
}
