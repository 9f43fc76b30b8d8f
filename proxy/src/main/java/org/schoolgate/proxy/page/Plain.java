package org.schoolgate.proxy.page;

/// Makes text that came from outside fit to be shown: without controls and turns of direction, and not too long. Escaping
/// is the template's business.
final class Plain {

    /// Longer host names lose their front: the end says whose they are.
    private static final int LONGEST_HOST = 100;
    private static final int LONGEST_TEXT = 1_000;

    private Plain() {}

    static String host(String host) {
        String clean = clean(host);
        return clean.length() <= LONGEST_HOST ? clean : "…" + clean.substring(clean.length() - LONGEST_HOST + 1);
    }

    static String text(String text) {
        String clean = clean(text.length() <= 2 * LONGEST_TEXT ? text : text.substring(0, 2 * LONGEST_TEXT));
        if (clean.length() <= LONGEST_TEXT) {
            return clean;
        }
        int end = LONGEST_TEXT - 1;
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /// A whole sentence: a capital first, a full stop last.
    static String sentence(String text) {
        String clean = text(text).strip();
        if (clean.isEmpty()) {
            return clean;
        }
        int first = clean.codePointAt(0);
        String capital = Character.toString(Character.toUpperCase(first)) + clean.substring(Character.charCount(first));
        return ".!?…".indexOf(clean.charAt(clean.length() - 1)) >= 0 ? capital : capital + ".";
    }

    private static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isShown(c) ? c : 0xfffd));
        return out.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
