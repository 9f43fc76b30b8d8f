package org.schoolgate.blocklists.fetch;

/// What an update of one source has come to.
public sealed interface SourceOutcome {

    /// The list's name.
    String name();

    /// How it is with the source afterwards.
    SourceStatus status();

    /// The publisher has what is in force.
    record Unchanged(String name, SourceStatus status) implements SourceOutcome {}

    /// Another version is in force.
    ///
    /// @param version what it is called
    /// @param listed different entries
    /// @param doubled lines that named what a line before had named
    /// @param bad lines that are wrong
    record Changed(String name, SourceStatus status, String version, long listed, long doubled, long bad)
            implements
                SourceOutcome {}

    /// It could not be fetched, or was not taken; [SourceStatus#wrong] says why. The version before serves.
    record Failed(String name, SourceStatus status) implements SourceOutcome {}
}
