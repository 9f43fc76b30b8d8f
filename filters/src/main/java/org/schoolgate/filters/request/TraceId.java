package org.schoolgate.filters.request;

import java.util.HexFormat;

/// The number that ties together a request, its decision, its log line, its record and the page a person saw.
///
/// @param bits 64 random bits; the caller draws them
public record TraceId(long bits) {

    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// Reads 16 hexadecimal digits, in lower case.
    ///
    /// @throws IllegalArgumentException for anything else
    public static TraceId parse(String text) {
        if (!text.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("a trace is 16 hexadecimal digits, not '" + text + "'");
        }
        return new TraceId(Long.parseUnsignedLong(text, 16));
    }

    /// What people read out to each other: eight letters and digits, such as `M7QK-4TZP`, without 0, 1, I and O. It
    /// holds the upper 40 bits, so among about a million requests two share one.
    public String reference() {
        StringBuilder out = new StringBuilder(9);
        for (int i = 0; i < 8; i++) {
            out.append(LETTERS.charAt((int) (bits >>> (59 - 5 * i) & 31)));
            if (i == 3) {
                out.append('-');
            }
        }
        return out.toString();
    }

    /// 16 hexadecimal digits, in lower case.
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}
