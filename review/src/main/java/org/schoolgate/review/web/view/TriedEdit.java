package org.schoolgate.review.web.view;

import java.util.List;

/// An edit that is only tried out.
///
/// @param facts who, when, why, until when
/// @param keeps whether this reader may make it in earnest, or end the trial
public record TriedEdit(int number, String heading, List<String> facts, ListChange.Effect effect, boolean keeps) {

    public TriedEdit {
        facts = List.copyOf(facts);
    }
}
