package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Who asks to be let in again, and what was done of late.
///
/// @param told sentences, the latest first
/// @param given the one-time password that was just made; it is on no other page
/// @param problem why nothing was changed
public record Help(
        List<Asker> askers,
        List<String> told,
        Optional<People.Given> given,
        Optional<String> problem) {

    public Help {
        askers = List.copyOf(askers);
        told = List.copyOf(told);
    }

    /// Someone who asks.
    ///
    /// @param asked when, in words
    /// @param one whether one of two has said yes
    /// @param self whether it is the one who looks
    /// @param answered whether the one who looks has said yes
    public record Asker(long id, String displayName, String asked, boolean one, boolean self, boolean answered) {}
}
