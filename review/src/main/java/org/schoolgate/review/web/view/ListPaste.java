package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Map;
import org.schoolgate.review.web.view.OneCase.Choice;

/// The form for many entries at once, and what became of each line.
///
/// @param groups the groups that lines may be for which say none
/// @param wrong by the name of the field: what is wrong and what to write instead
/// @param heading what became of them; empty text before anything was pasted
public record ListPaste(String text, List<Choice> categories, String category, String why, String until, String review,
        List<Ticked> groups, Map<String, String> wrong, String heading, List<Line> lines, String today, int mostLines) {

    /// What is wrong with a field; null where nothing is.
    public @org.jspecify.annotations.Nullable String wrongWith(String field) {
        return wrong.get(field);
    }

    public record Line(int number, String text, State fate, String sentence) {}
}
