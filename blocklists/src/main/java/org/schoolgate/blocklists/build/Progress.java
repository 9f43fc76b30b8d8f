package org.schoolgate.blocklists.build;

/// How far an import is.
///
/// @param bytesRead of the file as it lies on disk, packed
/// @param bytesTotal its size
/// @param lines read so far
public record Progress(long bytesRead, long bytesTotal, long lines) {}
