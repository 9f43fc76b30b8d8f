package org.schoolgate.review.plea;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What was decided of a closed site. It is kept as JSON, encrypted, and never changed.
///
/// @param to the title of the category that it was put into; empty text where it was put into none
/// @param answer what whoever asked reads; may be empty text
/// @param why the reason, for those alone who decide
public record Decided(Outcome outcome, String to, String answer, String why) {

    /// What can be decided.
    public enum Outcome {
        /// It opens.
        OPENED,
        /// It is put into another category; whether it opens by that is for the rules to say.
        RECATEGORISED,
        /// It stays closed.
        KEPT
    }

    /// As it is kept.
    public String kept() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /// Reads what [#kept] wrote.
    ///
    /// @throws IllegalArgumentException where it is nothing of the kind
    public static Decided read(String kept) {
        try {
            return JsonMapper.shared().readValue(kept, Decided.class);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("what was decided of a closed site cannot be read");
        }
    }

    /// Leaves the words out.
    @Override
    public String toString() {
        return "Decided[" + outcome + "]";
    }
}
