package org.schoolgate.filters.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The bytes of a name: read eight at a time from its end, and looked at one by one for what kinds of characters they are.
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

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private NameBytes() {}

    /// The bytes of a text; those of its characters that no name has stay such, or become a question mark, which no name has.
    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The eight bytes that end `8 * k` bytes before the end, those before the beginning being zero.
    static long word(byte[] bytes, int k) {
        if (bytes.length < Long.BYTES) {
            return k == 0 ? shortWord(bytes) : 0;
        }
        int start = bytes.length - Long.BYTES * (k + 1);
        int from = Math.max(start, 0);
        int missing = from - start;
        long word = (long) WORD.get(bytes, from);
        return missing < Long.BYTES ? word << 8 * missing : 0;
    }

    /// What there is in a name: any of [#WRONG], [#CAPITAL], [#HYPHENS] and [#NUMBER].
    ///
    /// By a table, one byte after the other: three times as fast as eight at a time, for names of the usual length.
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

    private static long shortWord(byte[] bytes) {
        long word = 0;
        for (byte b : bytes) {
            word = word >>> 8 | (long) b << 56;
        }
        return word;
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
