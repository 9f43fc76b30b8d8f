package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The register of official pages.
///
/// @param standing those that open, or will
/// @param past all others
/// @param form empty for those who only read
/// @param problem why nothing was changed
public record OfficialPages(List<Entry> standing, List<Entry> past, Optional<Form> form, Optional<String> problem) {

    /// The form, with what was typed before.
    ///
    /// @param groups the groups of adults
    /// @param earliest the first day that a review may be on
    /// @param latest the last
    public record Form(String address, boolean business, String why, String editors, List<OneCase.Choice> groups,
            String group, boolean posting, String from, String until, boolean weekends, String review, String earliest,
            String latest) {}
}
