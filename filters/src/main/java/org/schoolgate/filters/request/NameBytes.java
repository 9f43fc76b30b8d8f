package org.schoolgate.filters.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The letters of a name: what kinds of them there are, and its bytes, of which eight are read at a time.
///
/// ```text
///    0                16                                  16 + length
///    +----------------+------------------------------------+
///    | sixteen zeros  | the name in ASCII                  |
///    +----------------+------------------------------------+
///                          | word(1)       | word(0)       |
/// ```
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

    /// The bits of a character that is not Latin-1.
    private static final int BEYOND = 0xff00;

    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    /// Of each character below 256: [#WRONG], [#CAPITAL], [#HYPHEN], [#DOT], [#DIGIT] or none.
    private static final byte[] KINDS = kinds();

    private static final int ZEROS = 16;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private NameBytes() {}

    /// What there is among the first `length` characters: any of [#WRONG], [#CAPITAL], [#HYPHENS] and
    /// [#NUMBER].
    ///
    /// By a table, one character after the other: for names of the usual length no slower than eight at a time, since
    /// bytes that were copied a moment ago are slow to be read back as words.
    static int kinds(String text, int length) {
        if (length == 0 || length > LONGEST) {
            return WRONG;
        }
        int all = 0;
        int pairs = 0;
        int before = DOT;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            int kind = KINDS[c & 0xff];
            all |= kind | c & BEYOND;
            pairs |= before & kind;
            before = kind;
        }
        if ((all & (WRONG | BEYOND)) != 0 || ((pairs | before) & DOT) != 0
                || (length > LONGEST_LABEL && hasLongLabel(text, length))) {
            return WRONG;
        }
        return all & CAPITAL | ((pairs & HYPHEN) == 0 ? 0 : HYPHENS)
                | ((all & DIGIT) != 0 && isDigit(text.charAt(text.lastIndexOf('.', length - 1) + 1)) ? NUMBER : 0);
    }

    /// The bytes of the first `length` characters, which must be ASCII.
    @SuppressWarnings("deprecation") // Of all ways to the bytes this one leaves no garbage; it is right for ASCII.
    static byte[] of(String text, int length) {
        byte[] bytes = new byte[ZEROS + length];
        text.getBytes(0, length, bytes, ZEROS);
        return bytes;
    }

    /// The eight bytes that end `8 * k` bytes before the end.
    static long word(byte[] bytes, int k) {
        return (long) WORD.get(bytes, bytes.length - 8 * (k + 1));
    }

    private static boolean hasLongLabel(String text, int length) {
        int label = 0;
        for (int i = 0; i < length; i++) {
            label = text.charAt(i) == '.' ? 0 : label + 1;
            if (label > LONGEST_LABEL) {
                return true;
            }
        }
        return false;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (char c = 0; c < kinds.length; c++) {
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

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
