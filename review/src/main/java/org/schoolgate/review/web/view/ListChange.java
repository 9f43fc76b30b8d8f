package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.web.view.OneCase.Choice;

/// The form by which an entry is added or changed, with what was typed before.
///
/// @param groups the groups that it may be for
/// @param wrong by the name of the field: what is wrong and what to write instead
/// @param effect what the change would have touched; empty until that was asked
/// @param today the first day that may be chosen
public record ListChange(String entry, List<Choice> doings, String doing, List<Choice> categories, String category,
        String to, String why, String until, String review, List<Ticked> groups, Map<String, String> wrong,
        Optional<Effect> effect,
        String today) {

    /// What is wrong with a field; null where nothing is.
    public @org.jspecify.annotations.Nullable String wrongWith(String field) {
        return wrong.get(field);
    }

    /// What it would have touched.
    ///
    /// @param parts what it would have closed, and what it would have opened; none where nothing
    /// @param resting what rests on the entry, a sentence each
    /// @param save what the button says that makes the change
    public record Effect(String heading, List<String> words, List<Part> parts, List<String> resting, String save) {}

    /// What would have been closed, or opened.
    ///
    /// @param groups requests by group
    /// @param sites requests of the sites that most was asked of
    public record Part(String heading, String words, List<Row> groups, Columns days, List<Row> sites) {}

    public record Row(String name, String told) {}
}
