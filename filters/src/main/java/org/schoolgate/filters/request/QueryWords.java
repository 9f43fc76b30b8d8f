package org.schoolgate.filters.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the parameters of a query say, each in every way that a site may read it: the words that were typed into a
/// search box, however they were encoded.
///
/// Made of any text without a fault, in time that grows with its length and no faster. The rules that look at words are
/// still to come; so far nothing is judged by them.
///
/// @param parameters in the order in which they stand
/// @param whole false where there was more than is read: parameters beyond [#MOST], or values longer than [#LONGEST]
public record QueryWords(List<Parameter> parameters, boolean whole) {

    /// How many parameters are read.
    public static final int MOST = 64;

    /// How many characters of a value are read, as it was sent.
    public static final int LONGEST = 4096;

    /// What browsers mean by Latin-1.
    private static final Charset LATIN_1 = Charset.forName("windows-1252");

    public QueryWords {
        parameters = List.copyOf(parameters);
    }

    /// One `name=value`; a piece without `=` is a value without a name.
    ///
    /// @param readings each different reading of the value, never none: decoded once, and once more where an escape is
    ///     left. Bytes that are not UTF-8 are read as Latin-1, `+` is a space, `%u0041` is a letter, and a broken escape
    ///     is what it looks like
    public record Parameter(String name, List<String> readings) {

        public Parameter {
            readings = List.copyOf(readings);
        }
    }

    /// The words of a path's query.
    public static QueryWords of(UrlPath path) {
        return of(path.query());
    }

    /// The words of a query, without its question mark.
    public static QueryWords of(String query) {
        List<Parameter> parameters = new ArrayList<>();
        boolean whole = true;
        int at = 0;
        while (at < query.length()) {
            int and = query.indexOf('&', at);
            int end = and < 0 ? query.length() : and;
            if (end > at && parameters.size() == MOST) {
                return new QueryWords(parameters, false);
            }
            if (end > at) {
                int equals = query.indexOf('=', at);
                int value = equals < 0 || equals >= end ? at : equals + 1;
                whole &= end - value <= LONGEST && value - at <= LONGEST;
                parameters.add(new Parameter(decoded(cut(query, at, Math.max(at, value - 1))),
                        readings(cut(query, value, end))));
            }
            at = end + 1;
        }
        return new QueryWords(parameters, whole);
    }

    private static String cut(String query, int from, int to) {
        return query.substring(from, Math.min(to, from + LONGEST));
    }

    private static List<String> readings(String sent) {
        Set<String> readings = new LinkedHashSet<>();
        String once = decoded(sent);
        readings.add(once);
        if (once.indexOf('%') >= 0) {
            readings.add(decoded(once));
        }
        return List.copyOf(readings);
    }

    /// One round. Each run of escaped bytes is UTF-8 as a whole, or Latin-1 as a whole.
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        byte[] run = new byte[text.length() / 3];
        int i = 0;
        while (i < text.length()) {
            int bytes = 0;
            while (text.startsWith("%", i) && isHex(text, i + 1, i + 3)) {
                run[bytes++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
                i += 3;
            }
            if (bytes > 0) {
                out.append(characters(run, bytes));
            } else if (text.regionMatches(true, i, "%u", 0, 2) && isHex(text, i + 2, i + 6)) {
                out.append((char) HexFormat.fromHexDigits(text, i + 2, i + 6));
                i += 6;
            } else {
                char c = text.charAt(i++);
                out.append(c == '+' ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i >= text.length() || !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static CharSequence characters(byte[] bytes, int count) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, count));
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, 0, count, LATIN_1);
        }
    }
}
