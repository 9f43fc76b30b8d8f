package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// What lists say of a site.
///
/// @param typed what was asked
/// @param problem why there is no answer
/// @param heading the answer; empty text where nothing was asked
/// @param forGroups what is in force for groups that are told something else
/// @param why the way to the page that says what the rules would answer
/// @param held names of lists of which a version waits that says something else
public record ListAbout(String typed, Optional<String> problem, String heading, List<Says> says,
        List<ForGroup> forGroups, List<EditLine> edits, List<String> held, String why) {

    /// What is in force for a group.
    ///
    /// @param group its title
    public record ForGroup(String group, List<Says> says) {}

    public record Says(String about, String entry, String list, String href, String where, String since) {}
}
