package org.schoolgate.review.web.view;

/// How a thing is: a sign and words.
public record State(Sign sign, String words) {

    /// The sign; never shown without words.
    public enum Sign {
        /// As it should be.
        WELL,
        /// Worth a look.
        LOOK,
        /// Not in place.
        GAP
    }

    public static State well(String words) {
        return new State(Sign.WELL, words);
    }

    public static State look(String words) {
        return new State(Sign.LOOK, words);
    }

    public static State gap(String words) {
        return new State(Sign.GAP, words);
    }
}
