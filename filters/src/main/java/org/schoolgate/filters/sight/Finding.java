package org.schoolgate.filters.sight;

import java.util.Locale;

/// How far a rule or a mode reaches one way.
///
/// @param sentence what that means, one or two whole sentences
public record Finding(Reach reach, String sentence) {

    /// How far.
    public enum Reach {
        WHOLE, PARTLY, NOT;

        /// As the command line spells it.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding whole(String sentence) {
        return new Finding(Reach.WHOLE, sentence);
    }

    static Finding partly(String sentence) {
        return new Finding(Reach.PARTLY, sentence);
    }

    static Finding not(String sentence) {
        return new Finding(Reach.NOT, sentence);
    }
}
