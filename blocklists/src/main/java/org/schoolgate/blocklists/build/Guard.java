package org.schoolgate.blocklists.build;

/// How far a list may change from one version to the next before a person has to look.
///
/// @param shrinkPercent how many of a hundred entries it may lose
/// @param growPercent how many it may gain to each hundred that it has
public record Guard(int shrinkPercent, int growPercent) {

    /// What holds where nothing is said.
    public static final Guard DEFAULT = new Guard(10, 50);
}
