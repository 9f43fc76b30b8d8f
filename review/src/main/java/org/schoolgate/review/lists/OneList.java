package org.schoolgate.review.lists;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One list in full.
///
/// @param source what the overview says of it
/// @param from the address that it is fetched from, without secrets; empty where it is imported by hand
/// @param every how often, in words; empty where it is not fetched
/// @param licence what its publisher demands, in words; empty where nobody has said
/// @param mapping our categories' titles for each of the publisher's
/// @param versions those that are kept, the newest first
/// @param held what of it waits
/// @param on whether the gateway fetches it by itself; empty where nobody switches that, as of what is sealed or imported by hand
/// @param hits requests for sites that it lists on each of the last seven days, the oldest first
public record OneList(Source source, Optional<String> from, Optional<String> every, Optional<String> licence,
        Map<String, List<String>> mapping, List<Version> versions, Optional<Held> held,
        Optional<Boolean> on, List<Hits> hits) {

    /// One version.
    ///
    /// @param name such as `20261122-1a2b3c4d.7`
    /// @param inForce whether it is the one that decides
    public record Version(String name, Instant imported, long entries, boolean inForce) {}

    /// Requests on one day.
    public record Hits(LocalDate day, long requests) {}

    public OneList {
        mapping = Map.copyOf(mapping);
        versions = List.copyOf(versions);
        hits = List.copyOf(hits);
    }
}
