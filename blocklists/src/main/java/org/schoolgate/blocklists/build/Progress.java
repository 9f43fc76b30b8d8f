package org.schoolgate.blocklists.build;

/// How far an import is.
///
/// @param step what it is doing
/// @param bytesRead of the file as it lies on disk, packed
/// @param bytesTotal its size; 0 where nothing is read
/// @param lines read so far
public record Progress(Step step, long bytesRead, long bytesTotal, long lines) {

    /// What an import does, in order.
    public enum Step {
        /// It reads the source.
        READING,
        /// It makes the index of all lists; a second for some millions of entries.
        INDEXING
    }
}
