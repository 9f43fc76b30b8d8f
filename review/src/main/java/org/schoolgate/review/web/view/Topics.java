package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The register of declared topics.
///
/// @param standing those whose time is to come or is now
/// @param past all others
/// @param form empty for those who declare none
/// @param problem why nothing was changed
public record Topics(List<Entry> standing, List<Entry> past, Optional<Form> form, Optional<String> problem) {

    /// The form, with what was typed before.
    public record Form(String words, List<OneCase.Choice> categories, String category, String people,
            List<OneCase.Choice> groups, String group, String from, String until) {}
}
