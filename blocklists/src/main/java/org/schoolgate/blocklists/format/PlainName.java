package org.schoolgate.blocklists.format;

/// Tells of bytes whether they are, as they stand, what a plain list has on nearly every line: a name in its canonical
/// spelling. Of such a line the whole reading would come to the same, at ten times the cost.
public final class PlainName {

    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private PlainName() {}

    /// Whether `line[from..to)` is such a name beyond doubt: letters, digits, hyphens and low lines in at least two labels, the
    /// last of them without a digit, none of them in another script, and longer than any ending that many sites share.
    public static boolean is(byte[] line, int from, int to) {
        int length = to - from;
        if (length <= Widest.LONGEST || length > LONGEST) {
            return false;
        }
        int label = 0;
        boolean dotted = false;
        boolean digits = false;
        for (int i = from; i < to; i++) {
            byte b = line[i];
            if (b == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
                dotted = true;
                digits = false;
                continue;
            }
            boolean digit = b >= '0' && b <= '9';
            digits |= digit;
            if (!(b >= 'a' && b <= 'z') && !digit && b != '-' && b != '_' || ++label > LONGEST_LABEL
                    || b == '-' && label >= 4 && line[i - 1] == '-') {
                return false;
            }
        }
        return dotted && label > 0 && !digits;
    }
}
