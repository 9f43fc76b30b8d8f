package org.schoolgate.proxy.use;

import java.util.Optional;

/// What somebody wrote into the question's field: plain text in one line.
///
/// @param text without controls and turns of direction, with single spaces; empty where nothing was written
public record Words(String text) {

    /// In characters, as people count them.
    public static final int LONGEST = 200;

    /// Empty where it is longer than [#LONGEST].
    public static Optional<Words> of(String typed) {
        return of(typed, LONGEST);
    }

    /// Empty where it is longer than `longest`, in characters as people count them.
    public static Optional<Words> of(String typed, int longest) {
        StringBuilder plain = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> plain.appendCodePoint(isText(c) ? c : ' '));
        String text = plain.toString().strip().replaceAll("\\s+", " ");
        return text.codePointCount(0, text.length()) > longest ? Optional.empty() : Optional.of(new Words(text));
    }

    private static boolean isText(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }

    /// Leaves the words out: they belong in the record alone.
    @Override
    public String toString() {
        return "Words[" + text.length() + "]";
    }
}
