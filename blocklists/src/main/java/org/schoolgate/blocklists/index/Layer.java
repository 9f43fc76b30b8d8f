package org.schoolgate.blocklists.index;

/// All entries of one build.
///
/// @param names every listed name, those that have listed names below them, and those that have paths
/// @param paths every listed path, its host before it
/// @param meanings what the keys of both tables mean
/// @param parts where they come from
/// @param addresses the listed addresses
/// @param singles whether a name of one label is listed
/// @param addressPaths whether a path on an address is listed
/// @param silent endings that the table of names need not be asked for
record Layer(KeyHash hash, Table names, Table paths, Meanings meanings, Parts parts, Addresses addresses,
        boolean singles, boolean addressPaths, SilentEndings silent) {}
