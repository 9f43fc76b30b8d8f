package org.schoolgate.blocklists.build;

import java.time.Instant;
import java.util.Map;

/// A list in force.
///
/// @param name such as `ut1` or `starter/games`
/// @param version such as `20261122-1a2b3c4d.7`
/// @param imported when it came into force; the epoch for a starter list, which comes with the product
/// @param starter whether it is one of the product's own small lists, which are no substitute for real ones
/// @param entries different entries
/// @param byCategory different entries in each of our categories, by slug
public record ListStatus(String name, String version, Instant imported, boolean starter, long entries,
        Map<String, Long> byCategory) {}
