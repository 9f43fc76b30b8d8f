package org.schoolgate.proxy.log;

/// Writes numbers without garbage, where `StringBuilder` has no way to.
final class Digits {

    private Digits() {}

    /// `number`, not negative, with `pad` before it up to a width.
    static void padded(long number, int width, char pad, StringBuilder out) {
        long least = 1;
        for (int i = 1; i < width; i++) {
            least *= 10;
        }
        for (; number < least && least > 1; least /= 10) {
            out.append(pad);
        }
        out.append(number);
    }

    /// 16 hexadecimal digits, in lower case.
    static void hex(long bits, StringBuilder out) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((int) (bits >>> shift & 15), 16));
        }
    }
}
