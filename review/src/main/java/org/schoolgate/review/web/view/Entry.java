package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// One entry of a register, as a list has it.
///
/// @param id for the addresses of its forms
/// @param called such as "P3"
/// @param what what it is about, in a line
/// @param state how it stands, in a sentence
/// @param well whether that is as it should be
/// @param facts what it says
/// @param warning what the reader must know of it
/// @param history what people did with it, first to last
/// @param mayAnswer whether it waits for this reader's word
/// @param mayWithdraw whether this reader may withdraw it
public record Entry(long id, String called, String what, String state, boolean well, List<Fact> facts,
        Optional<String> warning, List<String> history, boolean mayAnswer, boolean mayWithdraw) {

    /// One thing that it says.
    public record Fact(String label, String value) {}
}
