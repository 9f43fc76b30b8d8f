package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// An edit that is only tried out.
///
/// @param facts who, when, why, until when
/// @param keeps whether this reader may make it in earnest, or end the trial
/// @param said what is to be told first
/// @param why what was typed as the reason before
public record TriedEdit(int number, String heading, List<String> facts, ListChange.Effect effect, boolean keeps,
        Optional<Lists.Said> said, String why) {

    public TriedEdit {
        facts = List.copyOf(facts);
    }
}
