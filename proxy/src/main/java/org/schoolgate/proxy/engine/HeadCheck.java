package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;

/// Reads the bytes of a request's header section as RFC 9112 writes them, and tolerates nothing that two readers could
/// read differently: no line folding, no bare CR or LF, no NUL, no space before a colon, no other version.
final class HeadCheck {

    private HeadCheck() {}

    /// Whether the bytes from `start` (inclusive) to `end` (exclusive, after the empty line) are a header section.
    static boolean isClean(ByteBuf bytes, int start, int end) {
        int line = lineEnd(bytes, start, end);
        if (line < 0 || !isRequestLine(bytes, start, line)) {
            return false;
        }
        int at = line + 2;
        while (at < end) {
            line = lineEnd(bytes, at, end);
            if (line < 0) {
                return false;
            }
            if (line == at) {
                return at + 2 == end;
            }
            if (!isField(bytes, at, line)) {
                return false;
            }
            at = line + 2;
        }
        return false;
    }

    /// Whether the bytes from `start` (inclusive) to `end` (exclusive, after its LF) are a request line.
    static boolean beginsClean(ByteBuf bytes, int start, int end) {
        int line = lineEnd(bytes, start, end);
        return line >= 0 && isRequestLine(bytes, start, line);
    }

    /// The index of the CR that ends the line, or -1 where another control byte comes first.
    private static int lineEnd(ByteBuf bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            int b = bytes.getByte(i) & 0xff;
            if (b == '\r') {
                return i + 1 < end && bytes.getByte(i + 1) == '\n' ? i : -1;
            }
            if (b < 0x20 && b != '\t' || b == 0x7f) {
                return -1;
            }
        }
        return -1;
    }

    /// `token SP target SP HTTP/1.x`.
    private static boolean isRequestLine(ByteBuf bytes, int start, int end) {
        int at = tokenEnd(bytes, start, end);
        if (at == start || at >= end || bytes.getByte(at) != ' ') {
            return false;
        }
        int target = at + 1;
        at = target;
        while (at < end && bytes.getByte(at) > 0x20) {
            at++;
        }
        if (at == target || end - at != 9) {
            return false;
        }
        byte minor = bytes.getByte(end - 1);
        return bytes.toString(at, 8, java.nio.charset.StandardCharsets.ISO_8859_1).equals(" HTTP/1.")
                && (minor == '0' || minor == '1');
    }

    /// `token ":" value`; control bytes are excluded already.
    private static boolean isField(ByteBuf bytes, int start, int end) {
        int colon = tokenEnd(bytes, start, end);
        return colon > start && colon < end && bytes.getByte(colon) == ':';
    }

    private static int tokenEnd(ByteBuf bytes, int start, int end) {
        int at = start;
        while (at < end && isTokenByte(bytes.getByte(at))) {
            at++;
        }
        return at;
    }

    private static boolean isTokenByte(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
                || b > 0 && "!#$%&'*+-.^_`|~".indexOf(b) >= 0;
    }
}
