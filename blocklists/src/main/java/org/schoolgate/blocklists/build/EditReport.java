package org.schoolgate.blocklists.build;

import java.util.List;

/// What an edit did.
///
/// @param adds whether it put an entry in; else it took one out
/// @param entry the entry, canonical
/// @param categories the categories, by their slugs
/// @param edits how many edits there are now
public record EditReport(boolean adds, String entry, List<String> categories, int edits) {}
