package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// What people say of closed sites and waits for a decision.
///
/// @param heading how many wait
/// @param counted what became of the others this term, in a sentence
/// @param categories into which a site can be put
/// @param problem why nothing was changed
/// @param sites those that wait, the most urgent first
public record Wrong(String heading, String counted, List<OneCase.Choice> categories, Optional<String> problem,
        List<Site> sites) {

    /// A site, with all that is said of it.
    ///
    /// @param reference of the first that was said
    /// @param severity `urgent`, `concern` or `notice`
    /// @param what "Needed for a lesson today at 11:00"
    /// @param waiting "Waiting 18 min"
    /// @param said each with the words and who said it
    /// @param closed what closed it, in sentences
    /// @param alike other sites that the same entry closes, in a sentence; empty text where there are none
    /// @param second what waits for a second person, in sentences; empty while nobody has proposed anything
    /// @param mayAgree whether this reader is a second person for it
    /// @param typed what stands in the form
    public record Site(String reference, String site, String severity, String what, String waiting,
            List<String> said, List<String> closed, String alike, Optional<String> second, boolean mayAgree,
            Typed typed) {}

    /// What stands in the form.
    ///
    /// @param choice `open`, `move`, `keep`, or empty text
    /// @param wrong whether it was not good enough
    public record Typed(String choice, String to, String answer, String why, boolean wrong) {}
}
