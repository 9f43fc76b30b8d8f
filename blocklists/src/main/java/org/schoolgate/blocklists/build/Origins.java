package org.schoolgate.blocklists.build;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is known of why something is listed. What sealed lists say stands nowhere in it.
///
/// @param asked what was asked for
/// @param lists the entries that speak of it, the most specific first
/// @param forGroups the same for each group, by its name, to which lists and edits say something else than to everybody
/// @param edits the school's own edits that concern it, whatever has become of them
/// @param held what versions that are held would say of it
public record Origins(String asked, List<Origin> lists, Map<String, List<Origin>> forGroups,
        List<SchoolEdit> edits, List<Waiting> held) {

    /// An entry that speaks.
    ///
    /// @param entry as the list has it, made canonical; empty where the list is licensed
    /// @param category the category's slug
    /// @param list the list, such as `ut1/social_networks`
    /// @param version the list's version
    /// @param line the line in that file, from 1; of an edit, its number
    /// @param since since when the list says so; empty for an edit and a starter list
    public record Origin(String entry, String category, String list, String version, long line,
            Optional<Since> since) {}

    /// The first version that says so, of those that say so up to now.
    ///
    /// @param version the version
    /// @param imported when it came into force
    /// @param orBefore whether the version before it is not kept, so that it may have said so, too
    public record Since(String version, Instant imported, boolean orBefore) {}

    /// What a version says that is held.
    public record Waiting(String list, String version, String entry, String category) {}
}
