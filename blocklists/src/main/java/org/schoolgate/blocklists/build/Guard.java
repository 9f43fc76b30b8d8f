package org.schoolgate.blocklists.build;

/// How far a list may change from one version to the next before a person has to look.
///
/// @param shrinkPercent how many of a hundred entries it may lose
/// @param growPercent how many it may gain to each hundred that it has
/// @param firstWaits whether its first version waits for a person, too, who then sees what it would touch
public record Guard(int shrinkPercent, int growPercent, boolean firstWaits) {

    /// What holds where nothing is said.
    public static final Guard DEFAULT = new Guard(10, 50);

    /// One that lets a first version through.
    public Guard(int shrinkPercent, int growPercent) {
        this(shrinkPercent, growPercent, false);
    }
}
