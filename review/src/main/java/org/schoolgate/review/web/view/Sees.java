package org.schoolgate.review.web.view;

import java.util.List;

/// What each rule can see.
///
/// @param inForce which ways are in force here, as a sentence
/// @param alike rules and modes with the same findings, told once
public record Sees(String heading, String inForce, List<Alike> alike) {

    /// Rules and modes that see alike.
    ///
    /// @param id a name for the heading, for links within the page
    public record Alike(String id, String heading, List<One> ones, List<Found> found) {}

    /// One rule or mode.
    public record One(String title, String groups, String name) {}

    /// How far they reach one way.
    ///
    /// @param here whether this way is in force here
    public record Found(String way, boolean here, State state, String sentence) {}
}
