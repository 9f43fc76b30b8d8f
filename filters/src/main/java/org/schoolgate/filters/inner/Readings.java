package org.schoolgate.filters.inner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// The addresses that values may mean, however they were written: plain, percent-encoded, in base64 of either alphabet,
/// in hexadecimal, turned by thirteen letters (rot13), or with every second letter changed as in-browser proxies have it
/// ("swapped"), and any of these within each other.
///
/// Made of any text without a fault. All values of one address together are decoded for at most [#MOST_DECODED]
/// characters, which takes some milliseconds at the worst; after that nothing more is read, and [#isWhole] says so.
final class Readings {

    /// How many encodings within each other are taken off; what is encoded more often is not found.
    static final int DEEPEST = 4;

    /// How many characters are decoded for one address.
    static final int MOST_DECODED = 512 * 1024;

    /// As much of a value as may stand before its first `%`, where it is to be an address.
    private static final int HEAD = 24;

    /// The shortest text in base64 or hexadecimal that can hold an address: that of `http://a.b`.
    private static final int SHORTEST_ENCODED = 14;

    private final Set<String> seen = new HashSet<>();
    private int left = MOST_DECODED;
    private boolean whole = true;

    /// The addresses a value may mean, each from its scheme on.
    List<String> of(String value) {
        List<String> found = new ArrayList<>();
        List<String> round = List.of(value);
        seen.clear();
        for (int taken = 0; taken <= DEEPEST && !round.isEmpty(); taken++) {
            List<String> next = new ArrayList<>();
            round.forEach(text -> read(stripped(text), found, next));
            round = next;
        }
        return found;
    }

    /// False where there was more than is decoded.
    boolean isWhole() {
        return whole;
    }

    /// Whether a value may be an address in some encoding, judged by its first letters. Allocates nothing, and is wrong
    /// on the safe side only.
    static boolean mayBegin(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) == '+') {
            at++;
        }
        if (to - at < 4) {
            return false;
        }
        for (int i = at; i < Math.min(at + HEAD, to); i++) {
            if (text.charAt(i) == '%') {
                return true;
            }
        }
        return opens(text, at)
                || to - at >= SHORTEST_ENCODED && (isEncoded(text, at, false) || isEncoded(text, at, true));
    }

    /// Whether an address begins here, turned and swapped ones among them.
    private static boolean opens(String text, int at) {
        char a = text.charAt(at);
        int b = text.charAt(at + 1) | 0x20;
        int c = text.charAt(at + 2) | 0x20;
        return switch (a) {
            case 'h', 'H' -> (b == 't' || b == 'v') && c == 't';
            case 'u', 'U' -> b == 'g' && c == 'g';
            case '/', '\\' -> text.charAt(at + 1) == '/' || text.charAt(at + 1) == '\\';
            default -> false;
        };
    }

    /// Whether three letters in base64 or hexadecimal begin here.
    private static boolean isEncoded(String text, int at, boolean turned) {
        int base64 = 0;
        int hexadecimal = 0;
        int notBase64 = 0;
        int notHexadecimal = 0;
        for (int i = 0; i < 6; i++) {
            char c = turned ? rot13(text.charAt(at + i)) : text.charAt(at + i);
            if (i < 4) {
                notBase64 |= sixBits(c);
                base64 = base64 << 6 | sixBits(c);
            }
            int digit = HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
            notHexadecimal |= digit;
            hexadecimal = hexadecimal << 4 | digit;
        }
        return notBase64 >= 0 && areLetters(base64) || notHexadecimal >= 0 && areLetters(hexadecimal);
    }

    private static boolean areLetters(int three) {
        return isLetter(three >> 16) && isLetter(three >> 8 & 0xff) && isLetter(three & 0xff);
    }

    private static boolean isLetter(int c) {
        return c > 0x20 && c < 0x7f;
    }

    /// Takes a text for an address, or adds to `next` what it may be decoded to.
    private void read(String text, List<String> found, List<String> next) {
        left -= text.length();
        if (left < 0) {
            whole = false;
        } else if (!seen.add(text)) {
            return;
        } else if (WrittenAddress.begins(text)) {
            found.add(text);
        } else if (mayBegin(text, 0, text.length())) {
            next.addAll(List.of(percent(text), base64(text), hexadecimal(text), swapped(text), turned(text)));
        }
    }

    /// Without the spaces around it; a `+` may be one.
    private static String stripped(String value) {
        int at = 0;
        while (at < value.length() && (value.charAt(at) <= ' ' || value.charAt(at) == '+')) {
            at++;
        }
        return value.substring(at).stripTrailing();
    }

    /// One round of percent-decoding; what is no escape stays. Bytes are read as UTF-8.
    static String percent(String text) {
        if (text.indexOf('%') < 0) {
            return "";
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            boolean escape = in[i] == '%' && i + 2 < in.length && HexFormat.isHexDigit(in[i + 1])
                    && HexFormat.isHexDigit(in[i + 2]);
            if (escape) {
                out[length++] = (byte) (HexFormat.fromHexDigit(in[i + 1]) << 4 | HexFormat.fromHexDigit(in[i + 2]));
                i += 2;
            } else {
                out[length++] = in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /// As far as it is base64 of either alphabet, and as far as that is text.
    private static String base64(String text) {
        int end = 0;
        while (end < text.length() && sixBits(text.charAt(end)) >= 0) {
            end++;
        }
        end -= end % 4 == 1 ? 1 : 0;
        if (end < 6) {
            return "";
        }
        byte[] letters = text.substring(0, end).replace('-', '+').replace('_', '/').replace(' ', '+')
                .getBytes(StandardCharsets.ISO_8859_1);
        return textual(new String(Base64.getDecoder().decode(padded(letters)), StandardCharsets.UTF_8));
    }

    private static byte[] padded(byte[] letters) {
        byte[] padded = Arrays.copyOf(letters, (letters.length + 3) / 4 * 4);
        Arrays.fill(padded, letters.length, padded.length, (byte) '=');
        return padded;
    }

    private static String hexadecimal(String text) {
        int end = 0;
        while (end < text.length() && HexFormat.isHexDigit(text.charAt(end))) {
            end++;
        }
        end -= end % 2;
        return end < 8
                ? ""
                : textual(new String(HexFormat.of().parseHex(text, 0, end), StandardCharsets.UTF_8));
    }

    /// As in-browser proxies have it: the second bit of every second letter is turned.
    private static String swapped(String text) {
        if (!text.regionMatches(true, 0, "hv", 0, 2) || text.indexOf('%') >= 0) {
            return "";
        }
        StringBuilder out = new StringBuilder(text);
        for (int i = 1; i < out.length(); i += 2) {
            out.setCharAt(i, (char) (out.charAt(i) ^ 2));
        }
        return out.toString();
    }

    private static String turned(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            out.setCharAt(i, rot13(out.charAt(i)));
        }
        return out.toString();
    }

    /// The text up to what is none.
    private static String textual(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7f || c == '\ufffd') {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static char rot13(char c) {
        if (c >= 'a' && c <= 'z') {
            return (char) ('a' + (c - 'a' + 13) % 26);
        }
        return c >= 'A' && c <= 'Z' ? (char) ('A' + (c - 'A' + 13) % 26) : c;
    }

    /// The value of a letter of base64, or less than nothing. A space is what a `+` may have become.
    private static int sixBits(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' || c == ' ' ? 62 : c == '/' || c == '_' ? 63 : Integer.MIN_VALUE;
    }
}
