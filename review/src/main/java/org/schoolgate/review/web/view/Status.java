package org.schoolgate.review.web.view;

import java.util.List;

/// How the gateway is.
///
/// @param know what the reader should know about
public record Status(
        String now,
        String heading,
        String lead,
        List<Thing> know,
        List<Part> parts,
        List<ListLine> lists,
        List<Slot> slots) {

    /// One thing that the reader should know about.
    ///
    /// @param known whether it is a known gap, and not something that just happened
    /// @param lines what is to be copied into a file, word for word
    public record Thing(State state, String words, boolean known, List<String> lines) {

        public Thing(State state, String words, boolean known) {
            this(state, words, known, List.of());
        }
    }

    public record Part(String name, State state, String now) {}

    public record ListLine(String name, boolean starter, String entries, String version, String imported) {}

    public record Slot(String name, String about, State state) {}
}
