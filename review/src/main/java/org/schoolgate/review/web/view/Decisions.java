package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The decisions that wait for the reader's word.
///
/// @param problem why nothing was changed
public record Decisions(String heading, List<Waiting> waiting, Optional<String> problem) {

    /// One decision.
    ///
    /// @param id the case's, for the addresses of its forms
    /// @param href the way to the case; empty text where it is not there for the reader
    /// @param called the case, its subject, and whom it is about as a kind
    /// @param proposed who proposes what, and when
    /// @param because their reason
    /// @param forThem what speaks for the person, each in a line, their own words first
    /// @param incidents each in a sentence
    public record Waiting(long id, String href, String called, String proposed, String because, List<String> forThem,
            List<String> incidents) {}
}
