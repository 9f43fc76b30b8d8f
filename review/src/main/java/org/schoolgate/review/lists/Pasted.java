package org.schoolgate.review.lists;

import java.util.List;

/// What became of lines that were pasted.
///
/// @param done whether anything was done; not where one line could not be and all or nothing was asked
/// @param lines each line that says something
public record Pasted(boolean done, List<Line> lines) {

    /// One line.
    ///
    /// @param number from 1
    /// @param text as it was pasted, bounded
    /// @param fate what became of it
    /// @param sentence the same in words: which edit it is, or what is wrong and what to write instead
    public record Line(int number, String text, Fate fate, String sentence) {}

    /// What became of a line.
    public enum Fate {
        PUT_IN, PROPOSED, THERE_ALREADY, WRONG
    }

    public Pasted {
        lines = List.copyOf(lines);
    }
}
