package org.schoolgate.review.plea;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What somebody said of a closed site, and what had closed it. It is kept as JSON, encrypted, and never changed. It holds nothing of who
/// said it.
///
/// @param site the host
/// @param words what was written; empty text where nothing was
/// @param rule the rule that closed it
/// @param why the sentence of the answer
/// @param entries the entries of lists that decided; none where none did
public record Said(String site, Kind kind, String words, String rule, String why, List<Entry> entries) {

    /// What can be said.
    public enum Kind {
        /// It is closed by mistake.
        MISTAKE,
        /// It is needed for a lesson.
        LESSON,
        /// It is needed for work, or by a pupil for homework.
        WORK
    }

    /// An entry of a list that decided.
    ///
    /// @param category its slug
    /// @param title the category's title
    public record Entry(String entry, String category, String title, String list, String version, long line) {}

    public Said {
        entries = List.copyOf(entries);
    }

    /// As it is kept.
    public String kept() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /// Reads what [#kept] wrote.
    ///
    /// @throws IllegalArgumentException where it is nothing of the kind
    public static Said read(String kept) {
        try {
            return JsonMapper.shared().readValue(kept, Said.class);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("what was said of a closed site cannot be read");
        }
    }

    /// Leaves all of it out.
    @Override
    public String toString() {
        return "Said[" + kind + "]";
    }
}
