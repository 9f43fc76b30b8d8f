package org.schoolgate.blocklists.history;

/// What people write beside something they do.
public final class Words {

    /// The longest reason that is kept, in letters.
    public static final int LONGEST = 500;

    private Words() {}

    /// The words on one line, without what a terminal may not show, cut where they are too long.
    public static String bounded(String written) {
        return bounded(written, LONGEST);
    }

    static String bounded(String written, int longest) {
        String line = written.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int end = longest - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
