package org.schoolgate.blocklists.index;

import org.schoolgate.blocklists.format.Entry;

/// Reads what [Draft.Gathered#writeTo] has written. The caller has made sure that it is whole.
public final class EntriesText {

    private EntriesText() {}

    /// Adds all entries of a text to an index.
    ///
    /// @param parts the index's number for each part of the text
    /// @throws IllegalArgumentException where the text is not in its format
    public static void read(byte[] text, int[] parts, IndexBuilder index) {
        int at = 0;
        while (at < text.length) {
            int tab = at;
            while (tab < text.length && text[tab] != '\t') {
                tab++;
            }
            if (tab < at + 2 || tab == text.length) {
                throw new IllegalArgumentException("no entry at byte " + at);
            }
            at = places(text, at, tab, parts, index);
        }
    }

    /// Adds the entry `text[from..tab)` for each part and line behind it, and gives where the next entry begins.
    private static int places(byte[] text, int from, int tab, int[] parts, IndexBuilder index) {
        Entry.Kind kind = Entry.Kind.of((char) text[from]);
        int at = tab + 1;
        while (true) {
            boolean allow = at < text.length && text[at] == '@';
            at += allow ? 1 : 0;
            long part = number(text, at);
            at = after(text, at, ':');
            long line = number(text, at);
            while (at < text.length && text[at] >= '0' && text[at] <= '9') {
                at++;
            }
            if (part >= parts.length || at == text.length) {
                throw new IllegalArgumentException("no part and line at byte " + at);
            }
            index.add(kind, text, from + 1, tab, parts[(int) part], allow, (int) line);
            if (text[at++] == '\n') {
                return at;
            }
        }
    }

    private static int after(byte[] text, int from, char mark) {
        int at = from;
        while (at < text.length && text[at] != mark) {
            at++;
        }
        return Math.min(text.length, at + 1);
    }

    private static long number(byte[] text, int from) {
        long number = 0;
        int at = from;
        while (at < text.length && text[at] >= '0' && text[at] <= '9' && number <= Integer.MAX_VALUE) {
            number = 10 * number + text[at++] - '0';
        }
        if (at == from || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no number at byte " + from);
        }
        return number;
    }
}
