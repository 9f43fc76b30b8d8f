package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The register of overrides.
///
/// @param standing those that hold, wait or are to come
/// @param past all others
/// @param form empty for those who ask for none
/// @param problem why nothing was changed
/// @param days how long one may hold at most
public record Overrides(List<Entry> standing, List<Entry> past, Optional<Form> form, Optional<String> problem,
        int days) {

    /// The form, with what was typed before.
    ///
    /// @param categories those that somebody may ask for
    public record Form(String site, List<OneCase.Choice> categories, String category, String people,
            List<OneCase.Choice> groups, String group, String devices, String why, String until, String latest) {}
}
