package org.schoolgate.review.report;

import java.util.Locale;

/// The direction in which text is read. Some characters turn that of all that follows, up to the end of the paragraph: with
/// one in an address, "gnp.exe" is shown as "exe.png". Nothing that is shown or printed holds one; in its place its number
/// stands, so that a reader sees that it was there. The record itself keeps it. Any thread may call; it costs a look at
/// each character.
public final class Direction {

    private Direction() {}

    /// Whether a character turns the direction of what follows: embeddings, overrides and isolates. The marks that belong to
    /// a single letter do not.
    public static boolean turns(int character) {
        return character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
    }

    /// The same with a number such as `[U+202E]` for each that turns it.
    public static String shown(String text) {
        int at = 0;
        while (at < text.length() && !turns(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.chars().forEach(character -> {
            if (turns(character)) {
                shown.append(String.format(Locale.ROOT, "[U+%04X]", character));
            } else {
                shown.append((char) character);
            }
        });
        return shown.toString();
    }
}
