package org.schoolgate.proxy.page;

import java.util.List;

/// What the page about the school's certificate shows: finished words.
///
/// @param school the school's name
/// @param looksInside whether anybody's connections are looked into now
/// @param never what is never looked into
/// @param papers the certificates; more than one while authorities change
public record Rollout(String school, boolean looksInside, List<String> never, List<Paper> papers) {

    /// One certificate.
    ///
    /// @param name whom it names
    /// @param fingerprint in eight groups of four pairs
    /// @param until the day on which it ends, in words
    /// @param file what its files are called, up to the dot
    /// @param next whether it takes over later
    public record Paper(String name, List<String> fingerprint, String until, String file, boolean next) {}
}
