package org.schoolgate.blocklists.build;

/// A line of a list that is wrong.
///
/// @param file the file, as the source calls it, such as `ut1/games`
/// @param line its number, from 1
/// @param text the line itself, its first 80 characters
/// @param what what is wrong with it
/// @param instead what to write in its place
public record BadLine(String file, long line, String text, String what, String instead) {

    private static final int LONGEST = 80;

    public BadLine {
        text = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + what + ": '" + text + "'; write " + instead;
    }
}
